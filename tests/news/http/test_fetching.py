"""The guarded fetcher against a real server with https: what it takes, what it refuses, and in which words."""

import gzip
from dataclasses import replace
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from news.http.checked_connections import PUBLIC, FetchError
from news.http.fetching import Wanted, fetch, parse_address
from news.http.public_addresses import is_public
from news.http.resolving import MOST_AT_ONCE, ResolveError, free, resolve
from tests.news.http.https_server import HOST, SITE, running_server

XML = {"Content-Type": "application/xml; charset=gbk"}
WANTED = Wanted(types=("application/xml",), most_bytes=1000)


@pytest.fixture(scope="module")
def running():
    with running_server() as server:
        yield server


@pytest.fixture
def server(running):
    running.answers.clear()
    running.heard.clear()
    return running


def get(server, path="/feed", wanted=WANTED, **network):
    return fetch(path if "//" in path else SITE + path, wanted, replace(server.network, **network))


def refusal(server, path="/feed", wanted=WANTED, **network):
    with pytest.raises(FetchError) as caught:
        get(server, path, wanted, **network)
    return str(caught.value)


def test_an_answer_comes_with_its_marks_and_they_are_sent_back(server):
    server.answers["/%E6%96%B0?a=1"] = (200, XML | {"ETag": '"1"', "Last-Modified": "Sat, 28 Nov 2026"}, b"<rss/>")
    found = get(server, "/新?a=1#there")
    assert (found.body, found.charset, found.etag, found.is_unchanged) == (b"<rss/>", "gbk", '"1"', False)
    headers = server.heard[0][1]
    assert headers["Host"] == HOST and "Cookie" not in headers and headers["Accept"].startswith("application/xml")
    server.answers["/%E6%96%B0?a=1"] = (304, {}, b"")
    again = replace(WANTED, etag=found.etag, last_modified=found.last_modified)
    assert get(server, "/新?a=1", again).is_unchanged
    assert server.heard[1][1]["If-None-Match"] == '"1"'


def test_up_to_three_redirects_are_followed_and_each_is_checked_anew(server):
    for number in range(4):
        server.answers[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    server.answers["/4"] = (200, XML, b"here")
    assert get(server, "/1").body == b"here" and get(server, "/1").url == f"{SITE}/4"
    assert refusal(server, "/0") == "对方转向超过 3 次。"
    for place, sentence in {
        f"http://{HOST}/": "只能抓取 https 开头的地址。",
        f"https://{HOST}:8443/": "地址里不能写 443 以外的端口。",
        "https://user@example.org/": "地址里不能带用户名和密码。",
        "//inside.example.org/": "inside.example.org 不在公开的互联网上，不能抓取。",
    }.items():
        server.answers["/away"] = (301, {"Location": place}, b"")
        where = {HOST: ["127.0.0.1"], "inside.example.org": ["10.0.0.1"]}
        assert refusal(server, "/away", resolve=lambda host, seconds, where=where: where[host]) == sentence


def test_a_name_that_leads_elsewhere_the_second_time_wins_nothing(server):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    server.answers["/feed"] = (200, XML, b"checked")
    assert get(server, resolve=lambda host, seconds: next(answers)).body == b"checked"
    assert next(answers) == ["10.0.0.1"]  # asked for once


def test_a_host_with_one_inner_address_among_others_is_refused(server):
    both = ["127.0.0.1", "192.168.1.1"]
    assert refusal(server, resolve=lambda host, seconds: both) == f"{HOST} 不在公开的互联网上，不能抓取。"
    assert server.heard == []


def test_the_second_address_is_tried_where_the_first_does_not_answer(server):
    server.answers["/feed"] = (200, XML, b"here")
    both = ["127.0.0.2", "127.0.0.1"]
    assert get(server, resolve=lambda host, seconds: both, is_allowed=lambda address: True).body == b"here"


def test_a_certificate_must_be_the_hosts_and_known(server):
    sentence = "对方的证书无效，或不属于这个主机。"
    assert refusal(server, "https://elsewhere.example.org/") == sentence
    assert refusal(server, ca_file=None) == sentence
    assert server.heard == []


def test_what_is_too_large_is_refused_packed_or_not(server):
    packed = {"Content-Encoding": "gzip"} | XML
    sentence = "内容过大（最多 0.001 MB）。"
    for body, headers, expected in (
        (b"x" * 1000, XML, None),
        (b"x" * 1001, XML, sentence),
        (gzip.compress(b"x" * 1000), packed, None),
        (gzip.compress(b"x" * 1_000_000), packed, sentence),
        (gzip.compress(b"x" * 900)[:-9], packed, "对方的内容没有收完整。"),
        (b"not packed", packed, "对方的回答读不懂。"),
        (b"x", XML | {"Content-Encoding": "br"}, "对方用了不认识的压缩方式。"),
    ):
        server.answers["/feed"] = (200, headers, body)
        assert (refusal(server) if expected else get(server).body[:1]) == (expected or b"x")


def test_a_server_that_drips_is_given_up_when_the_time_is_over(server):
    server.answers["/feed"] = (200, XML | {"Content-Length": 900}, [b"x", 0.1] * 100)
    assert refusal(server, wanted=replace(WANTED, seconds=0.3)) == "对方太慢，没有在规定的时间内收完。"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((404, {}, b""), "对方回答 404（没有这个地址）。"),
        ((503, {}, b""), "对方回答 503（对方出错）。"),
        ((302, {}, b""), "对方回答 302（没有给出内容）。"),
        ((304, {}, b""), "对方回答 304（没有给出内容）。"),
        ((200, {"Content-Type": "text/html"}, b"<p>"), "对方给的是 text/html，不是要找的内容。"),
        ((301, {"Location": "https://["}, b""), "对方的回答读不懂。"),
        ((200, {"Transfer-Encoding": "chunked"}, b"zz\r\n"), "对方的回答读不懂。"),
    ],
)
def test_other_answers_are_said_in_a_sentence(server, answer, sentence):
    server.answers["/feed"] = answer
    assert refusal(server) == sentence


def test_nobody_there_is_said_too(server):
    with running_server() as gone:
        network = gone.network
    with pytest.raises(FetchError, match="连不上对方的服务器。"):
        fetch(SITE, WANTED, network)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/",
        "https://",
        "https://[::1",
        "https://exa mple.org/",
        "https://a\\@b.org/",
        "https://例.org:x/",
    ]
    + [
        "https://a..b/",
        "https://" + "例" * 70 + ".org/",
        "https://example.org/" + "x" * 2000,
        "",
        "/feed",
        "https://%31/",
    ],
)
def test_what_is_no_address_to_fetch_is_refused(address):
    with pytest.raises(FetchError):
        parse_address(address)


def test_names_in_chinese_are_asked_as_the_network_writes_them():
    assert parse_address("https://例子.测试./新?问=答") == ("xn--fsqu00a.xn--0zwm56d", "/%E6%96%B0?%E9%97%AE=%E7%AD%94")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_however_it_is_written(address):
    with pytest.raises(FetchError, match="不在公开的互联网上"):
        fetch(f"https://{address}/", WANTED, PUBLIC)


INNER = """
    0.0.0.1 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 169.254.169.254 172.16.0.1 172.31.9.9 192.0.0.8 192.0.2.1
    192.88.99.1 192.168.0.1 198.18.0.1 198.19.9.9 198.51.100.1 203.0.113.9 224.0.0.1 239.9.9.9 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:8.8.8.8 ::ffff:10.0.0.1 ::8.8.8.8 64:ff9b::808:808 64:ff9b:1::1 100::1 fc00::1 fd12::1 fe80::1
    fe80::1%eth0 fec0::1 ff02::1 2001::1 2001:2::1 2001:20::1 2001:db8::1 2002:a00:1:: 3fff::1 5f00::1 x 8.8.8
"""
OUTER = """
    8.8.8.8 1.1.1.1 100.63.0.1 100.128.0.1 172.32.0.1 192.0.1.1 223.255.255.1 2001:4860:4860::8888 2606:4700::1111
"""


def test_only_addresses_of_the_public_internet_count_as_public():
    assert [one for one in INNER.split() if is_public(one)] == [] and [
        one for one in OUTER.split() if not is_public(one)
    ] == []


def test_look_ups_that_hang_are_given_up_and_bounded(monkeypatch):
    gate, before = Event(), {*enumerate_threads()}
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: gate.wait() and [])
    for _ in range(MOST_AT_ONCE + 2):
        with pytest.raises(ResolveError):
            resolve("slow.example.org", 0.01)
    hanging = {*enumerate_threads()} - before
    gate.set()
    for thread in hanging:
        thread.join(5)
    assert len(hanging) == MOST_AT_ONCE and free.acquire(blocking=False)
    free.release()


def test_a_name_that_does_not_exist_is_no_address():
    with pytest.raises(ResolveError):
        resolve("nothing.invalid", 10)
