"""Files ahead of Django: the same files with the same headers, in parts, and nothing held for who does not read."""

import asyncio
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from config.serving import files as module
from config.serving.files import WHOLE, Files
from config.serving.found_files import find_file
from config.serving.responses import RequestRefused

LARGE = 1_000_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.FILES_PER_ADDRESS = tmp_path / "media", 3
    folder = Path(settings.MEDIA_ROOT) / "videos"
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("x")
    (folder / "a.mp4").write_bytes(os.urandom(LARGE))
    (folder / "b.webp").write_bytes(b"x" * 100)
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "c.txt.gz").write_bytes(b"x" * 9)
    (folder / "字.png").write_bytes(b"y")
    return folder


class Line:
    """A client that takes `pieces` pieces and then none; `leave` tells the site that it has gone."""

    def __init__(self, pieces=10**9):
        self.pieces, self.left, self.asked = pieces, asyncio.Event(), 0
        self.status, self.headers, self.body, self.ended = None, {}, b"", False

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
            return
        self.pieces -= 1
        if self.pieces < 0:
            await asyncio.Event().wait()
        self.body += message["body"]
        self.ended = not message["more_body"]

    async def receive(self):
        self.asked += 1
        if self.asked == 1:
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}


def scope(path, method="GET", network="192.0.2.1", **headers):
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    pairs = [(b"host", b"localhost"), *pairs]
    return {"type": "http", "method": method, "path": path, "headers": pairs, "network": network}


async def get(files, path, line=None, **options):
    line = line or Line()
    return line if await files.answer(scope(path, **options), line.receive, line.send) else None


def fetch(path, **options):
    return asyncio.run(get_from_new(path, options))


async def get_from_new(path, options):
    return await get(Files(), path, **options)


def django_headers(answer):
    return {name.lower().encode(): value.encode() for name, value in answer.headers.items()}


SAME = ["/media/videos/a.mp4", "/media/videos/b.webp", "/media/videos/c.txt.gz", "/media/videos/字.png"]
SAME += [
    "/media//videos/b.webp",
    "/media/x/../videos/b.webp",
    "/media/videos/empty.jpg",
    "/static/css/tokens.css",
    "/media/videos/b.webp/",
]
ABSENT = [
    "/media/",
    "/media/videos",
    "/media/videos/",
    "/media/none.jpg",
    "/media/../secret",
    "/media/..",
    "/media/a b",
]
ABSENT += [
    "/media/videos/../../secret",
    "/media//../secret",
    "/media/" + "a" * 300,
    "/media/\x00",
    "/media/%2e%2e/secret",
]
ABSENT += [
    "/static/",
    "/static/none.css",
    "/static/../secret",
    "/static/css/../css/tokens.css",
]
ABSENT += ["/static//css/tokens.css", "/static/css\\tokens.css", "/zh-hant/media/videos/b.webp", "/mediavideos/b.webp"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", SAME)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_files_are_those_of_django_with_the_same_headers(path, method):
    theirs = Client().generic(method, path)
    ours = fetch(path, method=method)
    expected = django_headers(theirs)
    assert (ours.status, ours.body) == (theirs.status_code, b"".join(theirs) if method == "GET" else b"")
    policy = b"content-security-policy"
    assert set(ours.headers.pop(policy, b"").split(b"; ")) == set(expected.pop(policy, b"").split(b"; "))
    assert {name: ours.headers.get(name) for name in expected} == expected
    assert set(ours.headers) - set(expected) <= {b"etag", b"accept-ranges"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ABSENT)
def test_what_django_does_not_serve_is_not_served(path):
    assert fetch(path) is None and find_file(path, "") is None
    if "\x00" not in path:
        assert Client().get(path).status_code in (301, 404)


def test_requests_that_django_refuses_or_redirects_are_left_to_it(settings):
    assert fetch("/media/videos/b.webp", method="POST") is None
    evil = scope("/media/videos/b.webp") | {"headers": [(b"host", b"evil.example")]}
    assert not asyncio.run(answer_of(evil))
    settings.SECURE_SSL_REDIRECT = True
    assert fetch("/media/videos/b.webp") is None and fetch("/static/css/tokens.css") is None
    assert fetch("/media/videos/b.webp", x_forwarded_proto="https").status == 200


async def answer_of(asked):
    return await Files().answer(asked, Line().receive, Line().send)


def test_a_file_that_goes_is_gone_at_once(folder):
    assert fetch("/media/videos/b.webp").status == 200
    (folder / "b.webp").unlink()
    assert fetch("/media/videos/b.webp") is None


def test_neither_folders_nor_pipes_are_files(folder):
    os.mkfifo(folder / "pipe.jpg")
    (folder / "folder.jpg").mkdir()
    assert fetch("/media/videos/pipe.jpg") is None and fetch("/media/videos/folder.jpg") is None


def test_parts_of_a_large_file_make_the_whole(folder):
    whole = (folder / "a.mp4").read_bytes()
    assert fetch("/media/videos/a.mp4").body == whole
    for first, last in ((0, 1), (5, WHOLE + 77), (LARGE - 3, LARGE + 5), (0, LARGE - 1)):
        part = fetch("/media/videos/a.mp4", range=f"bytes={first}-{last}")
        assert part.status == 206 and part.body == whole[first : last + 1] and part.ended
        assert part.headers[b"content-range"] == b"bytes %d-%d/%d" % (first, min(last, LARGE - 1), LARGE)
        assert int(part.headers[b"content-length"]) == len(part.body)


def test_a_range_behind_the_end_is_416_with_our_headers():
    answer = fetch("/media/videos/b.webp", range="bytes=100-")
    assert (answer.status, answer.body, answer.headers[b"content-range"]) == (416, b"", b"bytes */100")
    assert answer.headers[b"x-content-type-options"] == b"nosniff" and answer.headers[b"content-length"] == b"0"


def test_head_says_how_long_the_file_is_and_that_it_has_parts():
    head = fetch("/media/videos/a.mp4", method="HEAD", range="bytes=0-1")
    assert (head.status, head.body, head.headers[b"content-length"]) == (200, b"", b"%d" % LARGE)
    assert head.headers[b"accept-ranges"] == b"bytes"


def test_who_has_the_file_gets_nothing_more():
    etag = fetch("/media/videos/b.webp").headers[b"etag"].decode()
    again = fetch("/media/videos/b.webp", if_none_match=etag, range="bytes=0-1")
    assert (again.status, again.body, again.headers[b"etag"].decode()) == (304, b"", etag)
    assert b"content-length" not in again.headers


def test_what_is_compressed_is_chosen_as_whitenoise_does_and_has_no_parts(tmp_path, monkeypatch):
    from whitenoise.base import WhiteNoise

    (tmp_path / "a.css").write_bytes(b"a" * 100)
    (tmp_path / "a.css.gz").write_bytes(b"g" * 20)
    (tmp_path / "a.css.br").write_bytes(b"b" * 10)
    monkeypatch.setattr("config.serving.found_files.WHITENOISE", WhiteNoise(None, str(tmp_path), "/static/"))
    for accepted, encoding, size in (("gzip, br", b"br", 10), ("gzip", b"gzip", 20), ("", None, 100)):
        answer = fetch("/static/a.css", accept_encoding=accepted, range="bytes=0-1")
        assert answer.headers.get(b"content-encoding") == encoding
        assert (answer.status, len(answer.body)) == ((200, size) if encoding else (206, 2))
        assert answer.headers[b"vary"] == b"Accept-Encoding"
    assert fetch("/static/a.css.br") is None


# -- who does not read --------------------------------------------------------------------------------


def run(test):
    asyncio.run(test(Files(most=4)))


async def stalled(files, *networks):
    """Tasks of clients that took one piece each, and of whom the site waits for more."""
    lines = [Line(pieces=1) for _ in networks]
    tasks = [
        asyncio.ensure_future(get(files, "/media/videos/a.mp4", line, network=network))
        for line, network in zip(lines, networks, strict=True)
    ]
    while not all(line.pieces < 0 for line in lines):
        await asyncio.sleep(0.001)
    return lines, tasks


def open_files():
    """Of this test: what Django's own answers have opened in others closes when they are collected."""
    paths = map(os.path.realpath, Path("/proc/self/fd").iterdir())
    return [path for path in paths if path.startswith(os.path.realpath(settings.MEDIA_ROOT))]


def test_who_does_not_read_holds_no_file_and_no_thread_and_keeps_nobody_out():
    async def test(files):
        lines, tasks = await stalled(files, "a", "a", "a", "b")
        assert not open_files()
        assert (await get(files, "/media/videos/b.webp", network="c")).ended
        assert sum(task.done() for task in tasks) == 1  # of the network that held most
        for line in lines:
            line.left.set()
        await asyncio.gather(*tasks)
        assert not files.places.held and not files.places.shares.total

    run(test)


def test_a_network_that_has_its_share_waits_for_itself(monkeypatch):
    async def test(files):
        lines, tasks = await stalled(files, "a", "a", "a")
        with pytest.raises(RequestRefused) as refused:
            await get(files, "/media/videos/b.webp", network="a")
        assert refused.value.status == 503 and refused.value.retry_after
        monkeypatch.setattr(module, "YIELD_SECONDS", -1)
        assert (await get(files, "/media/videos/b.webp", network="a")).ended
        for line in lines:
            line.left.set()
        await asyncio.gather(*tasks)

    run(test)


def test_who_takes_nothing_for_long_is_let_go(monkeypatch):
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.01)

    async def test(files):
        line = await get(files, "/media/videos/a.mp4", Line(pieces=2))
        assert not line.ended and not files.places.held

    run(test)


def test_a_file_that_is_replaced_while_it_is_sent_is_not_mixed_with_another(folder):
    async def test(files):
        line = Line()
        first = line.send

        async def replace(message):
            await first(message)
            (folder / "new").write_bytes(b"z" * LARGE)
            (folder / "new").rename(folder / "a.mp4")

        assert await files.answer(scope("/media/videos/a.mp4"), line.receive, replace)
        assert not line.ended and b"z" * 100 not in line.body

    run(test)
