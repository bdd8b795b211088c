"""Heads of requests that are slow or large, on the bare server without a proxy in front."""

import select
import socket
import time
from contextlib import ExitStack

import pytest

from config.server import HEADER_BYTES, HEADER_MILLISECONDS
from tests.server import running

BEGINNINGS = (b"", b"GET", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
TRICKLE = b"a"


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    with running(tmp_path_factory.mktemp("heads"), migrated) as site:
        yield site


def closed_after(clients, seconds, drip=None):
    """{client: seconds} of those which the server closes in time; a byte goes to `drip` each half second."""
    began, found = time.monotonic(), {}
    while len(found) < len(clients) and time.monotonic() - began < seconds:
        for client in select.select([one for one in clients if one not in found], [], [], 0.5)[0]:
            if not receive(client):
                found[client] = time.monotonic() - began
        if drip not in (None, *found):
            send(drip, TRICKLE)
    return found


def receive(client):
    try:
        return client.recv(65536)
    except ConnectionError:
        return b""


def send(client, data):
    try:
        client.sendall(data)
    except ConnectionError:
        pass


def test_a_head_that_does_not_arrive_in_time_is_cut(site):
    limit = HEADER_MILLISECONDS / 1000
    with ExitStack() as stack:
        clients = [stack.enter_context(socket.create_connection(("127.0.0.1", site.port))) for _ in BEGINNINGS]
        for client, beginning in zip(clients, BEGINNINGS, strict=True):
            client.sendall(beginning)
        closed = closed_after(clients, limit + 5, drip=clients[-1])
    assert len(closed) == len(clients), f"{len(clients) - len(closed)} still open"
    assert site.get("/healthz").status == 200


@pytest.mark.parametrize("size", [300_000, 500_000])
def test_a_large_head_is_not_taken_into_python(site, size):
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as client:
        send(client, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: %s\r\n\r\n" % (b"x" * size))
        said = receive(client)  # nothing if the server closed while we were still sending
        assert not said or (said.startswith(b"HTTP/1.1 431") and b"content-length: 0" in said), "the site answered it"
    assert site.get("/healthz").status == 200


def test_a_head_within_the_servers_bound_is_answered_by_the_site(site):
    answer = site.get("/", **{"X-Large": "x" * (HEADER_BYTES - 8000)})
    assert answer.status == 431 and "请求头过大" in answer.text
