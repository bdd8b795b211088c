"""The end of a process. The server waits for open streams, and tells us only when they are gone."""

import signal
from collections.abc import Callable
from typing import Any


def chain_signals(loop: Any, stop: Callable[..., Any]) -> None:
    """Call `stop` before whatever `loop` does on SIGTERM and SIGINT.

    Works with asyncio's own loop, whose handlers can be reached; elsewhere the server's kill time-out is the net.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        before = getattr(loop, "_signal_handlers", {}).get(number)
        if before is not None:
            loop.add_signal_handler(number, chain_handler, stop, before._callback, before._args)


def chain_handler(stop: Callable[..., Any], callback: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    stop()
    callback(*arguments)
