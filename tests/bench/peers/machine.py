"""What a run was made on and with: facts for the document, without dates or names."""

import importlib.metadata
import os
import platform
import re
import sqlite3
from pathlib import Path

from tests.bench.peers.processes import CLIENT_CORE, SERVER_CORE


def describe_machine():
    """{fact: text} of processor and memory."""
    return {"machine": f"{os.cpu_count()} cores of {processor()}, {memory()}, {platform.system()}"}


def describe_cores():
    """{fact: text} of who had which core."""
    if SERVER_CORE is None:
        return {"cores": "could not be chosen: servers and client shared them"}
    return {"cores": f"servers on core {SERVER_CORE}, the client on core {CLIENT_CORE}"}


def processor():
    """The name that the processor gives itself, else its architecture."""
    try:
        found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1].strip() if found else platform.machine()


def memory():
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"


def own_versions():
    """The releases that this site runs on, as a text."""
    packages = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("Django", "granian"))
    return f"{packages}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
