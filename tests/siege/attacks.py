"""What an attacker on loopback does, each bounded in count and time. `count(status)` notes every answer."""

import http.client
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

from tests.faults.test_uploads import BOMBS, upload
from tests.server import Visitor
from tests.siege.texts import ALTERNATING

CLIENTS = 8
SECONDS = 15
SEED = 20240618
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(site, method, path, body=None, headers=None):
    """The status of one request, sent as raw as it is given (latin-1); 0 if the connection was cut."""
    given = {"Host": "127.0.0.1", "Connection": "close"} | (headers or {})
    if body is not None:
        given["Content-Length"] = str(len(body))
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in given.items())
    try:
        with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
            line.sendall(head.encode("latin-1") + b"\r\n" + (body or b""))
            return read_status(line)
    except OSError:
        return 0


def read_status(line):
    """Read an answer to its end (the connection's), or its beginning if it is a stream; return its status."""
    answer = line.recv(65536)
    while b"text/event-stream" not in answer and (more := line.recv(65536)):
        answer = answer[:4096] + more[:1]
    return int(answer.split()[1]) if answer else 0


def in_parallel(act, items, count, clients=CLIENTS, seconds=SECONDS):
    """Do `act(item)` for each item by several clients, until the time is over; `count` what it gives."""
    end = time.monotonic() + seconds

    def do(item):
        if time.monotonic() < end:
            count(act(item))

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(do, items))


def send_marks(site, count):
    """Texts of alternating combining marks, 480 kB each, wherever a guest may send text."""
    marks = "a" + ALTERNATING * 80_000
    body = urlencode({"text": marks, "parent": "", "key": "", "proof": marks, "email": "a@example.com"}).encode()
    paths = [f"/news/{site.article}/comments/", "/submissions/new/", "/accounts/login/", "/accounts/claims/旧人/"]
    acts = [("POST", quote(path), body, FORM) for path in paths * 10]
    short = quote(ALTERNATING * 500)
    acts += [("GET", f"{path}{short}{end}", None, {}) for path, end in (("/readers/", "/"), ("/search/?q=", ""))] * 20
    in_parallel(lambda act: ask(site, *act), acts, count)


def upload_bombs(site, count):
    """Pictures that unpack to the largest that is allowed, and beyond, from eight readers at once."""
    readers = [Visitor(site, name, site.password) for name in site.readers]
    jobs = [(reader, f"{what}{n}", files) for what, files in BOMBS.items() for n, reader in enumerate(readers)]
    in_parallel(lambda job: upload(*job)[0], jobs, count, seconds=60)


def name_positions(site, count):
    """Streams that begin at every integer; as many as one address may hold at once."""
    held = []
    end = time.monotonic() + SECONDS
    for after in range(3000):
        if time.monotonic() > end:
            break
        held.append(open_stream(site, after, count))
        if len(held) > 400:
            held.pop(0).close()
    for one in held:
        one.close()


def open_stream(site, after, count):
    line = socket.create_connection(("127.0.0.1", site.port), timeout=30)
    head = f"GET /news/{site.article}/changes/?after={after} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    line.sendall(f"{head}Accept: text/event-stream\r\n\r\n".encode())
    answer = line.recv(4096)
    count(int(answer.split()[1]) if answer else 0)
    return line


def join_and_leave(site, count):
    """Joins as fast as they go, each far behind, on stories there are and invented ones."""

    def join(number):
        line = open_stream(site, 0, lambda status: None)
        line.close()
        return 200

    in_parallel(join, range(2000), count)


def hold_streams(site, count):
    """1,500 streams that are never read."""
    lines = []
    try:
        lines.extend(open_stream(site, "", count) for _ in range(1500))
        time.sleep(3)
    finally:
        for line in lines:
            line.close()


def invent_stories(site, count):
    """Page views of stories that nobody wrote, on kept connections."""
    headers = {"Origin": site.url, "Host": f"127.0.0.1:{site.port}", "User-Agent": "Mozilla/5.0"}

    def view(start):
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
        for number in range(start, start + 500):
            connection.request("POST", f"/news/{10**9 + number}/reads/", b"", headers)
            answer = connection.getresponse()
            answer.read()
            count(answer.status)
        connection.close()
        return 204

    in_parallel(view, range(0, 200_000, 500), count)


def bust_caches(site, count):
    """The same pages by invented queries, with credentials, origins and cookies that mean nothing."""
    chance = random.Random(SEED)

    def get(number):
        odd = chance.choice(
            [
                {"Authorization": "Basic eA=="},
                {"Cookie": f"sessionid=x{number}"},
                {"Origin": "https://" + "x" * 9000},
                {},
            ]
        )
        path = chance.choice(["/", f"/news/{site.article}/", "/channels/tech/", f"/news/{site.article}/comments/"])
        return ask(site, "GET", f"{path}?x{number}={number}&page={number}", None, odd)

    in_parallel(get, range(20_000), count)


def trickle_bodies(site, count):
    """Large bodies under cookies that are only named like a session, some slow, some 20 MB at once."""
    paths = ["/admin/login/", "/submissions/new/", "/accounts/profile/"]

    def send(number):
        path = paths[number % 3]
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid=x\r\nContent-Length: 20000000\r\n\r\n"
        line = socket.create_connection(("127.0.0.1", site.port), timeout=60)
        try:
            line.sendall(head.encode())
            for _ in range(12 if number % 2 else 400):
                line.sendall(b"x" * (1 if number % 2 else 50_000))
                if number % 2:
                    time.sleep(1)
            answer = line.recv(4096)
            return int(answer.split()[1]) if answer else 0
        except OSError:
            return 0
        finally:
            line.close()

    in_parallel(send, range(120), count, clients=60, seconds=20)


def send_slow_headers(site, count):
    """300 connections that never end their headers."""
    lines = [socket.create_connection(("127.0.0.1", site.port), timeout=30) for _ in range(300)]
    for line in lines:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")
    time.sleep(12)
    for line in lines:
        line.close()


def write_drafts(site, count):
    """600 guests' comments, each without a session."""
    body = urlencode({"text": "游客写的草稿" * 300, "parent": "", "key": ""}).encode()
    path = f"/news/{site.article}/comments/"
    in_parallel(lambda _: ask(site, "POST", path, body, FORM), range(600), count)


def send_nonsense(site, count):
    """20,000 requests of no sense, from a seed: odd bytes, methods, names, lengths, charsets, headers."""
    chance = random.Random(SEED)
    in_parallel(
        lambda request: ask(site, *request), [nonsense(site, chance) for _ in range(20_000)], count, seconds=240
    )


def nonsense(site, chance):
    """(method, path, body, headers) of one odd request."""
    odd = quote(chance.choice(ODD), errors="surrogatepass")
    path = quote(chance.choice(PLACES).format(site.article)) + chance.choice(TAILS).format(odd)
    many = "&".join(f"a{number}=1" for number in range(chance.choice([5, 250, 1200])))
    query = chance.choice(QUERIES).format(odd=odd, many=many, nines="9" * chance.choice([3, 19, 400]))
    method = chance.choice(METHODS)
    body = chance.choice([None, b"", b"text=" + odd.encode(), b"\xff" * 2000, b"a=1&" * 1500])
    return method, path + query, body if method != "GET" else None, chance.choice(HEADERS)


PLACES = [
    "/",
    "/search/",
    "/news/{}/",
    "/news/{}/comments/",
    "/me/",
    "/readers/糖桔/",
    "/accounts/login/",
    "/accounts/signup/",
    "/feeds/",
    "/media/a.jpg",
    "/static/css/base.css",
    "/boards/heat/",
    "/comments/1/votes/",
    "/admin/",
    "/polls/",
    "/zh-hant/",
    "/channels/tech/",
]
TAILS = ["", "", "{}", "a" * 300, "%00", "%ff%fe", "../../etc/passwd"]
QUERIES = ["", "?page={odd}", "?q={odd}{odd}", "?{many}", "?%", "?&&=;=", "?q=\xe6\x99\xae", "?after={nines}"]
METHODS = ["GET"] * 6 + ["HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS"]
ODD = [
    "\x00",
    "\ud7ff",
    "ﷺ" * 20,
    "e" + ALTERNATING * 3,
    "'\"><script>",
    "-{",
    "%s%n",
    "𠮷" * 50,
    "-1",
    "1e9",
    "0x10",
    "\u202e",
    "٣",
    " ",
]
HEADERS = [
    {},
    FORM,
    {"Content-Type": "application/x-www-form-urlencoded; charset=idna"},
    {"Content-Type": "multipart/form-data; boundary=x"},
    {"Cookie": "csrftoken=; sessionid=\xff"},
    {"Cookie": "=;;sessionid"},
    {"Host": "evil.example"},
    {"Accept-Encoding": "br;q=x, \xe6"},
    {"X-Fragment": "yes"},
    {"Range": "bytes=-1,,9"},
    {"If-None-Match": "*"},
    {"Origin": "http://[", "Referer": "http://["},
    {"Accept": "text/event-stream\xff"},
]
