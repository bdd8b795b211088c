"""What one address may take of nginx with deploy/nginx.conf: a flood is cut off, a carrier's crowd is not."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from tests.faults.nginx import BehindProxy, proxied, public_folder, read_answer, require_nginx
from tests.faults.test_nginx_files import is_ours
from tests.live.conftest import CAST

STREAMS = 1000  # of one address, as the file says


@pytest.fixture(scope="module")
def site(migrated):
    require_nginx()
    with public_folder() as folder:
        site = BehindProxy(folder / "site").prepare(migrated).start()
        site.article = int(site.run(CAST))
        yield site
        site.stop()


@pytest.fixture
def front(site):
    """nginx of its own for each test, so that none begins with what another has used up."""
    with public_folder() as folder, proxied(site, folder) as front:
        yield front


def listen(front, article, kept):
    """Open a stream and return its status line; the line stays open in `kept`."""
    request = f"GET /news/{article}/changes/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
    line = kept.enter_context(front.open(request.encode()))
    return line.recv(12).split()[1]


def test_a_thousand_listen_from_one_address_and_the_next_is_asked_to_wait(front, site):
    with ExitStack() as kept:
        assert {listen(front, site.article, kept) for _ in range(STREAMS)} == {b"200"}
        refused = front.get(f"/news/{site.article}/changes/", Accept="text/event-stream")
        assert is_ours(refused, 429) and refused.headers["Retry-After"] == "10"
        assert front.get(f"/news/{site.article}/").status == 200
        assert front.get(f"/news/{site.article}/changes/", Accept="text/html").status == 200


def test_three_hundred_readers_behind_one_address_are_not_refused(front, site):
    page, beacon = f"/news/{site.article}/", f"/news/{site.article}/reads/"

    def read(number):
        line = front.connect()
        origin = {"Origin": "https://localhost"}
        found = [
            front.ask("GET", page, None, {"Accept-Encoding": "gzip"}, line).status,
            front.ask("POST", beacon, b"", origin, line).status,
            front.ask("GET", "/", None, {"Accept-Encoding": "br"}, line).status,
            front.ask("GET", f"/me/?article={site.article}", None, {}, line).status,
        ]
        line.close()
        return found

    with ThreadPoolExecutor(16) as pool:
        answers = [status for found in pool.map(read, range(300)) for status in found]
    assert 429 not in answers and 502 not in answers


def flood(front, method, path, count):
    """Send `count` requests over eight lines as fast as they are answered; return the answers."""

    def ask(share):
        line = front.connect()
        answers = [front.ask(method, path, b"" if method == "POST" else None, {}, line) for _ in range(share)]
        line.close()
        return answers

    with ThreadPoolExecutor(8) as pool:
        return [answer for answers in pool.map(ask, [count // 8] * 8) for answer in answers]


def flood_at_once(front, method, path, count):
    """Send one request on each of `count` lines before any answer is read; return the answers.

    How fast the site answers does not matter then: a slow one would hold back a flood over a few lines.
    """
    with ExitStack() as kept:
        lines = [kept.enter_context(closing(front.connect())) for _ in range(count)]
        for line in lines:
            line.connect()
        for line in lines:
            line.request(method, path, b"" if method == "POST" else None, {"Referer": front.site.address})
        return [read_answer(line) for line in lines]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/admin/"), ("POST", "/news/1/votes/"), ("GET", "/static/../admin/")]
)
def test_a_flood_of_what_django_must_do_is_cut_off(front, method, path):
    refused = [answer for answer in flood_at_once(front, method, path, 500) if answer.status == 429]
    assert refused and is_ours(refused[-1], 429) and refused[-1].headers["Retry-After"] == "10"


def test_files_from_disk_are_not_counted_with_pages(front):
    assert {answer.status for answer in flood(front, "GET", "/_nginx/page.css", 1600)} == {200}


def test_a_request_that_does_not_end_is_cut_off(front):
    with front.open(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") as line:
        assert line.recv(100) == b""
    body = b"POST /news/1/comments/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ntext="
    with front.open(body) as line:
        answer = line.recv(100)
        assert answer == b"" or b" 408 " in answer
