"""Servers of the measurement in processes of their own, each on one core, and what they use of it."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30
TICKS = os.sysconf("SC_CLK_TCK")


def cores():
    """(core of the servers, core of the client); None for both where cores cannot be chosen, or there is but one."""
    if not hasattr(os, "sched_setaffinity"):
        return None, None
    usable = sorted(os.sched_getaffinity(0))
    return (usable[0], usable[1]) if len(usable) > 1 else (None, None)


SERVER_CORE, CLIENT_CORE = cores()


@contextmanager
def on_core(core):
    """What this thread does and starts within runs on `core`; None changes nothing."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Server:
    """A program that listens on a port of this machine: `port`, and `pid` of its first process."""

    def __init__(self, command, port, folder, environment=None, log="server.log"):
        self.port, self.log = port, Path(folder) / log
        with on_core(SERVER_CORE), self.log.open("ab") as log:
            own = os.environ | (environment or {})
            self.process = subprocess.Popen(
                command, cwd=folder, env=own, stdout=log, stderr=log, start_new_session=True
            )
        self.pid = self.process.pid

    def wait(self):
        """Return when it listens; RuntimeError with the end of its log if it does not in time."""
        end = time.monotonic() + START_SECONDS
        while not listens(self.port):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(self.log.read_text("utf-8", "replace")[-2000:])
            time.sleep(0.05)
        return self

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.pid, signal.SIGKILL)
                self.process.wait(10)


@contextmanager
def serving(command, port, folder, environment=None):
    """A started Server, stopped at the end."""
    server = Server(command, port, folder, environment)
    try:
        yield server.wait()
    finally:
        server.stop()


def listens(port):
    """Whether something takes connections on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def family(pid):
    """The pids of a process and of all below it."""
    found = [pid]
    for one in found:
        for thread in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, thread.read_text().split())
    return found


def cpu_seconds(pid):
    """Seconds of processor that a process and all below it have used."""
    return sum(map(own_cpu_seconds, family(pid)))


def own_cpu_seconds(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_kb(pid):
    """Resident memory of a process and of all below it, in kB."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in family(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024
