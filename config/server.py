"""The process above the workers: granian on a socket that no other process may bind. `manage.py serve` turns into it.

It is a program of its own, without Django: a worker is forked from it, so no connection, lock or thread of `serve` may
be in it.
"""

import argparse
import multiprocessing
import os
import signal
import socket
import threading
import time
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

BACKLOG = 2048
KILL_SECONDS = 4
HEADER_MILLISECONDS = 10_000  # for the head of a request to arrive, and to wait for the next on a connection
HEADER_BYTES = 65_536  # of a head in memory; config.serving takes a quarter of it
UNREAD_MILLISECONDS = 60_000  # for a client to take what was sent; then the system closes its connection
SPARE_FILES = 200  # database, static files, logs


class Server(MPServer):
    """granian whose workers share `listener`, a bound socket, instead of binding the port again and again."""

    def __init__(self, listener: socket.socket, **options: Any) -> None:
        super().__init__("config.asgi:application", **options)
        self.listener = listener

    def _init_shared_socket(self) -> None:
        # granian binds with SO_REUSEPORT: a second site on the same port would start and get every other request.
        self._ssp, self._sso = None, self.listener
        self._shd = SocketHolder(self.listener.fileno(), False, BACKLOG)  # type: ignore[call-arg, assignment]


def bind_port(host: str, port: int) -> socket.socket:
    """Listen on an address that nobody else listens on; OSError (EADDRINUSE and others) if that cannot be had."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # Connections of a process that has just ended may still linger; they are no listeners.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit this and the next. Without it, the second part of an answer waits until the client has
        # confirmed the first, which clients put off for up to 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            # A connection whose client reads nothing holds what was written for it no longer.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MILLISECONDS)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


def load_application(target: str) -> Any:
    """Import the application in a worker, which from then on ends with the process above it."""
    threading.Thread(target=end_with_parent, name="parent", daemon=True).start()
    from config.asgi import application

    return application


def end_with_parent() -> None:
    """Wait for the end of the process above, however it comes; end as on SIGTERM, by force if that takes too long."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # granian forks its workers
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(KILL_SECONDS)
    os._exit(1)


def make_server(listener: socket.socket, host: str, port: int, files: int) -> Server:
    """granian with one worker on asyncio's loop, whose signal handler `config.serving.shutdown` can reach."""
    return Server(
        listener,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        # HTTP/1 alone: looking for HTTP/2 as well costs 12 kB a connection, and proxies speak HTTP/1 to us.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS, max_buffer_size=HEADER_BYTES),
        loop=Loops.asyncio,
        workers=1,
        backlog=BACKLOG,
        websockets=False,
        workers_kill_timeout=KILL_SECONDS,
        # It counts open connections: at its default of 1,024 the whole site would freeze at the 1,025th stream.
        backpressure=max(256, files - SPARE_FILES),
        respawn_failed_workers=True,
        log_level="warning",
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    for name in ("port", "listener", "files"):
        parser.add_argument(name, type=int)
    given = parser.parse_args()
    multiprocessing.set_start_method("fork")
    listener = socket.socket(fileno=given.listener)
    make_server(listener, given.host, given.port, given.files).serve(target_loader=load_application)


if __name__ == "__main__":
    main()
