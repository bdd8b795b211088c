"""Environments of peers: one venv for each, with every release pinned, outside of the repository and made once."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REQUIREMENTS = Path(__file__).parent / "requirements"
PIP_SECONDS = 600


class NotInstalled(Exception):
    """A peer that cannot be had on this machine; the text says in one line why."""


def cache_folder():
    """The folder of all environments: `BENCH_CACHE`, else one below the system's folder for temporary files."""
    return Path(os.environ.get("BENCH_CACHE") or Path(tempfile.gettempdir()) / "huadan-bench-peers")


def environment_folder(name):
    """The folder of the environment of the peer `name`; other pins have another folder."""
    pins = (REQUIREMENTS / f"{name}.txt").read_bytes()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return cache_folder() / f"{name}-{python}-{hashlib.sha256(pins).hexdigest()[:12]}"


def install(name):
    """Make the environment of the peer `name`, if it is not there; return its folder of programs. NotInstalled."""
    folder = environment_folder(name)
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(folder / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        run([*pip, "install", "--requirement", str(REQUIREMENTS / f"{name}.txt")])
        (folder / "complete").touch()
    return folder / "bin"


def run(command):
    """Run a command of an installation; NotInstalled with the last line of its errors if it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PIP_SECONDS)
    except subprocess.TimeoutExpired:
        raise NotInstalled(f"pip took more than {PIP_SECONDS} seconds") from None
    if done.returncode:
        raise NotInstalled((done.stderr.strip().splitlines() or ["pip said nothing"])[-1])


def pinned(name, *packages):
    """`package release` for each of `packages`, as the peer's requirements say."""
    lines = (REQUIREMENTS / f"{name}.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line)
    return ", ".join(f"{package} {pins[package]}" for package in packages)
