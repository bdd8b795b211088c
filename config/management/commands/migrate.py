"""Django's own, but a database of another version is left untouched."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as MigrateCommand

from config.db.schema import refusal_of_old_database


class Command(MigrateCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        if sentence := refusal_of_old_database():
            raise CommandError(sentence)
        super().handle(*args, **options)
