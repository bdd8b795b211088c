"""The addresses of a host, within a time: the system's own look-up knows none and cannot be ended."""

import socket
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread

MOST_AT_ONCE = 4  # look-ups that hang, in all
free = BoundedSemaphore(MOST_AT_ONCE)


class ResolveError(Exception):
    """A host has no address, or none was named in time."""


def resolve(host: str, seconds: float) -> list[str]:
    """The numeric addresses of a host, each once; ResolveError if none is known after so many seconds."""
    if not free.acquire(timeout=seconds):
        raise ResolveError
    answers: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=look_up, args=(host, answers), name="resolve", daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise ResolveError from None
    if not found:
        raise ResolveError
    return found


def look_up(host: str, answers: SimpleQueue[list[str]]) -> None:
    try:
        infos = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(info[4][0]) for info in infos)))
    except (OSError, UnicodeError):
        answers.put([])
    finally:
        free.release()
