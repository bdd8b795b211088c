"""Guests who ask for whatever fills memory, threads or places: the real site stays small and answers the others."""

import random
import resource
import socket
from threading import Event, Thread

import pytest

from tests.faults.test_uploads import Memory
from tests.server import running

MEGABYTES_MOST = 400  # resident, of the process above, the worker and its children
POSITIONS = 100
VIEWS, NETWORKS = 10_000, 100
BODIES, SPARE_FILES = 5000, 1000
UNREAD, FILE_BYTES = 40, 20_000_000
PAGES = 200
RANGES = ["", "bytes=", "bytes=-", "bytes=-0", "bytes=9-3", "bytes=0-0,2-3", "bytes=" + "0-0," * 2000, "lines=0-1"]
RANGES += [
    "bytes=0-0",
    "bytes=-1",
    "bytes=" + "9" * 500 + "-",
    "bytes=99999999999-",
    "bytes=a-b",
    "bytes=0-99999999999",
]
VARIANTS = ("", "/zh-hans", "/zh-hant", "/zh-hk")
STORY = """
story, reader = make_article(), make_reader("读者甲", 4)
for number in range(100):
    Comment.post(story, reader, "".join(chr(0x4E00 + (number * 997 + letter * 31) % 8000) for letter in range(300)))
print(story.pk)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    with running(tmp_path_factory.mktemp("site"), migrated, TRUSTED_HOPS="1") as site:
        site.article = int(site.run(STORY))
        folder = site.folder / "media" / "videos"
        folder.mkdir(parents=True)
        (folder / "a.mp4").write_bytes(bytes(FILE_BYTES))
        site.get(f"/news/{site.article}/"), site.get("/accounts/login/")  # modules are loaded once
        yield site


class Honest(Thread):
    """A reader of a network of their own, who looks at pages and posts until `finish`; every answer is as ever."""

    NETWORK = "203.0.113.200"
    FORM = "application/x-www-form-urlencoded"

    def __init__(self, site):
        super().__init__(daemon=True)
        self.site, self.ended, self.statuses = site, Event(), []

    def run(self):
        own = {"X-Forwarded-For": self.NETWORK}
        while not self.statuses or not self.ended.wait(0.05):
            for path in (f"/news/{self.site.article}/", "/accounts/login/"):
                self.statuses.append(self.site.get(path, **own).status)
            answer = self.site.ask(
                "POST", f"/news/{self.site.article}/comments/", "text=a", own | {"Content-Type": self.FORM}
            )
            self.statuses.append(answer.status)

    def finish(self):
        self.ended.set()
        self.join(40)
        return self.statuses


@pytest.fixture(autouse=True)
def watched(site):
    """Around every attack: the site's memory, and what an honest reader was answered meanwhile."""
    memory, honest = Memory(site.process.pid), Honest(site)
    memory.start(), honest.start()
    yield
    statuses, most = honest.finish(), memory.finish()
    print(f"\n{most:.0f} MB, {len(statuses)} honest answers")
    assert most <= MEGABYTES_MOST
    assert not honest.is_alive() and len(statuses) >= 3
    assert set(statuses) == {200, 303}, statuses


@pytest.fixture
def lines():
    lines = []
    yield lines
    for line in lines:
        line.close()


def network(number):
    return f"198.51.{number // 200}.{number % 200}"


def send(site, first, *headers, body="", of=0, unread=False):
    """An open connection on which a request of the network with the number `of` was sent."""
    line = socket.socket()
    if unread:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(20)
    line.connect(("127.0.0.1", site.port))
    head = [f"{first} HTTP/1.1", "Host: 127.0.0.1", f"X-Forwarded-For: {network(of)}", *headers, "", body]
    line.sendall("\r\n".join(head).encode("latin-1"))
    return line


def status_of(line):
    """The status of the answer, 0 if the connection was closed without one."""
    return int((line.recv(4096) or b"- 0 -").split()[1])


def test_streams_and_polls_at_every_position(site, lines):
    for after in range(POSITIONS):
        path = f"{VARIANTS[after % 4]}/news/{site.article}/changes/?after={after}"
        lines.append(send(site, f"GET {path}", "Accept: text/event-stream", of=after % 4, unread=True))
        assert site.get(path, **{"X-Forwarded-For": network(after)}).status == 200
    assert {status_of(line) for line in lines} == {200}


def test_views_of_invented_stories(site, lines):
    batch = VIEWS // NETWORKS
    invented = random.Random(1)
    for number in range(NETWORKS):
        lines.append(socket.create_connection(("127.0.0.1", site.port), timeout=20))
        for _ in range(batch):
            lines[-1].sendall(
                f"POST /news/{invented.randrange(10**17)}/reads/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
                f"Origin: http://127.0.0.1:{site.port}\r\nUser-Agent: Mozilla/5.0\r\nContent-Length: 0\r\n"
                f"X-Forwarded-For: {network(number)}\r\n\r\n".encode()
            )
        answers = b""
        while answers.count(b"HTTP/1.1 204") < batch:
            more = lines[-1].recv(65536)
            assert more, answers[-500:]
            answers += more


@pytest.fixture
def files_most():
    """How many files this process may open, as many as the machine lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_slow_bodies_of_many_networks(site, lines, files_most):
    for number in range(min(BODIES, files_most - SPARE_FILES)):
        head = f"POST /news/{site.article}/comments/", "Content-Length: 900000"
        lines.append(send(site, *head, body="x" * 100, of=number % NETWORKS))
    for _ in range(10):
        own = {"X-Forwarded-For": Honest.NETWORK, "Content-Type": Honest.FORM}
        assert site.ask("POST", f"/news/{site.article}/comments/", "text=" + "a" * 60_000, own).status in (303, 400)


def test_large_files_that_nobody_reads(site, lines):
    for number in range(UNREAD):
        lines.append(send(site, "GET /media/videos/a.mp4", of=number % 5, unread=True))
    for line in lines:
        assert status_of(line) == 200
    part = site.get("/media/videos/a.mp4", Range="bytes=5-9")
    assert (part.status, part.headers["Content-Range"]) == (206, f"bytes 5-9/{FILE_BYTES}")


@pytest.mark.parametrize("path", ["/media/videos/a.mp4", "/static/css/tokens.css"])
def test_ranges_of_every_odd_form(site, lines, path):
    for number, asked in enumerate(RANGES):
        lines.append(send(site, f"GET {path}", f"Range: {asked}", of=number, unread=True))
        assert status_of(lines[-1]) in (200, 206, 416)


def test_pages_that_do_not_exist_and_invented_queries(site):
    invented = random.Random(2)
    for number in range(PAGES):
        page = 10**9 + invented.randrange(10**9)
        for path in (f"/news/{site.article}/comments/?page={page}", f"/?x={page}&page={page}", f"/polls/?page={page}"):
            assert site.get(path, **{"X-Forwarded-For": network(number)}).status in (200, 404)
