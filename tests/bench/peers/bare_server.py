"""granian with an application that sends the same bytes to everybody: arguments are a port and a folder."""

import os
import sys


def main(port, folder):
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops

    os.environ["READY_FOLDER"] = folder
    target = "tests.bench.peers.bare_server:application"
    server = Granian(
        target,
        address="127.0.0.1",
        port=int(port),
        interface=Interfaces.ASGI,
        workers=1,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        log_enabled=False,
    )
    server.serve()


async def application(scope, receive, send):
    """The least that an application can do for these bytes."""
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY, "more_body": False})


if __name__ == "__main__":
    main(*sys.argv[1:])
else:
    from tests.bench.peers.ready_bytes import read_ready

    HEADERS, BODY = read_ready(os.environ["READY_FOLDER"])
