"""Imports as jobs of the worker: each in a process of its own, so that neither mail nor the site waits for it."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from comments.importing.models import INTERRUPTED, TRIES_MOST, ImportRun


@task()
def start_import(pk: int) -> None:
    """Start the process that carries an import out; it finds out by itself whether another one does."""
    command = [sys.executable, "manage.py", "run_import", str(pk)]
    subprocess.Popen(command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def resume_imports() -> None:
    """Take up again what a killed process has left; what was cut off too often is given up."""
    for run in ImportRun.objects.filter(ImportRun.lost(timezone.now())):
        if run.tries >= TRIES_MOST:
            run.finish(INTERRUPTED)
        else:
            start_import.call(run.pk)
