"""Requests that no browser sends, raw, to the real server: an answer of ours, never a 5xx, always with our headers."""

import socket
from urllib.parse import quote

import pytest

from tests.server import running

SECURE = ("x-content-type-options", "referrer-policy", "content-security-policy", "x-frame-options")


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    with running(tmp_path_factory.mktemp("site"), migrated, STREAMS_PER_ADDRESS="3") as site:
        site.article = int(site.run("print(make_article().pk)"))
        yield site


def ask(site, first, *headers, body=b""):
    """(status, {header: value}, body) of a request whose first line and headers are sent as they are (latin-1)."""
    length = [f"Content-Length: {len(body)}"] if body else []
    lines = [first, "Host: 127.0.0.1", "Connection: close", *length, *headers, "", ""]
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        line.sendall("\r\n".join(lines).encode("latin-1") + body)
        answer = b""
        while more := line.recv(65536):
            answer += more
    head, _, text = answer.partition(b"\r\n\r\n")
    status, *fields = head.decode("latin-1").split("\r\n")
    named = {name.lower(): value for name, value in (field.split(": ", 1) for field in fields)}
    return int(status.split()[1]), named, text


FORM = "Content-Type: application/x-www-form-urlencoded"
ODD = {
    "letters in a query": ("GET /search/?q=普京 HTTP/1.1", (), b"", {200}),
    "letters in a query of a page": ("GET /?q=普京 HTTP/1.1", (), b"", {200}),
    "a charset that is none for forms": ("POST /accounts/login/ HTTP/1.1", (f"{FORM}; charset=idna",), b"a=b", {403}),
    "a charset nobody knows": ("POST /news/1/comments/ HTTP/1.1", (f"{FORM}; charset=x-none",), b"text=a", {303}),
    "300 fields in a query": ("GET /search/?{many} HTTP/1.1", (), b"", {400}),
    "1,200 fields in a form": ("POST /accounts/login/ HTTP/1.1", (FORM,), b"a=1&" * 1200, {400, 403}),
    "a file name of 300 letters": ("GET /media/{long}.jpg HTTP/1.1", (), b"", {404}),
    "a static file name of 300 letters": ("GET /static/{long}.css HTTP/1.1", (), b"", {404}),
    "a path of 3,000 letters": ("GET /{longest} HTTP/1.1", (), b"", {414}),
    "a NUL in the path": ("GET /readers/%00/ HTTP/1.1", (), b"", {404}),
    "no UTF-8 in the path": ("GET /readers/%ff%fe/ HTTP/1.1", (), b"", {404}),
    "headers of 20 kB": ("GET / HTTP/1.1", (f"X-A: {'a' * 20_000}",), b"", {431}),
    "another host": ("GET / HTTP/1.1", ("X-Forwarded-Host: evil.example",), b"", {200}),
    "a body of 2 MB": ("POST /news/1/comments/ HTTP/1.1", (FORM,), b"a" * 2_000_000, {413}),
    "a body of 2 MB under a made-up session": (
        "POST /submissions/new/ HTTP/1.1",
        (FORM, "Cookie: sessionid=abcdefgh"),
        b"a" * 2_000_000,
        {413},
    ),
    "a body of 2 MB at the desk's door": (
        "POST /admin/ HTTP/1.1",
        (FORM, "Cookie: xsessionid=abcdefgh"),
        b"a" * 2_000_000,
        {413},
    ),
    "the list of static files": ("GET /static/staticfiles.json HTTP/1.1", (), b"", {404}),
}


@pytest.mark.parametrize("what", ODD)
def test_odd_requests_are_answered_with_our_headers(site, what):
    first, headers, body, statuses = ODD[what]
    many = "&".join(f"a{number}=1" for number in range(300))
    first = (
        first.replace("{many}", many)
        .replace("{long}", "a" * 300)
        .replace("{longest}", "a" * 3000)
        .replace("/news/1/", f"/news/{site.article}/")
    )
    first = first.encode().decode("latin-1")  # the bytes of UTF-8, as old clients send them
    status, named, _ = ask(site, first, *headers, body=body)
    assert status in statuses
    assert "set-cookie" not in named or "public" not in named.get("cache-control", "")
    if not first.startswith("GET /static/"):
        assert [name for name in SECURE if name not in named] == []


def test_a_refusal_is_a_page_of_ours_or_a_fragment_for_the_script(site):
    path = f"POST /news/{site.article}/comments/ HTTP/1.1"
    _, named, page = ask(site, path, FORM, body=b"a" * 2_000_000)
    assert "<h1>413</h1>" in page.decode() and "上传的文件过大（最多 1 MB）" in page.decode()
    assert named["content-type"] == "text/html; charset=utf-8" and named["cache-control"] == "no-store"
    _, _, fragment = ask(site, path, FORM, "X-Fragment: yes", body=b"a" * 2_000_000)
    assert fragment.decode().startswith('<p class="problem" role="alert">')


def test_what_is_answered_without_django_carries_our_headers(site):
    view = (f"POST /news/{site.article}/reads/ HTTP/1.1", f"Origin: {site.url}", "User-Agent: Mozilla/5.0")
    for first, *headers in (view, (view[0], "Origin: http://evil.example")):
        status, named, _ = ask(site, first, *headers)
        assert status in (204, 403) and all(name in named for name in SECURE)


@pytest.mark.parametrize("cookie", ["csrftoken=x", "csrftoken=;;", "=;sessionid", "csrftoken=\xff; a=b", "messages=x"])
@pytest.mark.parametrize("path", ["/", "/feeds/", "/search/?q=ab", "/boards/heat/"])
def test_malformed_cookies_set_none_on_public_answers(site, path, cookie):
    status, named, _ = ask(site, f"GET {path} HTTP/1.1", f"Cookie: {cookie}")
    assert status == 200 and "set-cookie" not in named
    assert named["vary"] == "Accept-Encoding" and "public" in named["cache-control"]


def test_unknown_names_and_credentials_get_the_ready_page(site):
    path = f"/news/{site.article}/"
    plain = ask(site, f"GET {path} HTTP/1.1")
    for odd in (f"{path}?x=1", f"{path}?utm_source=a&page=9"):
        status, named, body = ask(site, f"GET {odd} HTTP/1.1", "Authorization: Basic eA==")
        assert (status, body, named["etag"]) == (200, plain[2], plain[1]["etag"])


def test_beyond_its_share_a_network_is_told_to_poll(site):
    lines = []
    try:
        for _ in range(3):
            lines.append(socket.create_connection(("127.0.0.1", site.port), timeout=20))
            head = f"GET /news/{site.article}/changes/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
            lines[-1].sendall(head.encode())
            assert b"200 OK" in lines[-1].recv(4096)
        first = f"GET /news/{site.article}/changes/ HTTP/1.1"
        status, named, _ = ask(site, first, "Accept: text/event-stream")
        assert status == 503 and int(named["retry-after"]) >= 5 and all(name in named for name in SECURE)
        assert ask(site, first)[0] == 200  # the poll
        assert ask(site, f"GET {quote('/readers/没有/')} HTTP/1.1")[0] == 404
    finally:
        for line in lines:
            line.close()
