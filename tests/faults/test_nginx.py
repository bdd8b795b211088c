"""What nginx keeps with deploy/nginx.conf, and what it must never keep."""

import gzip
import random
import re
import time
from itertools import product

import brotli
import pytest

from tests.faults.nginx import BehindProxy, proxied, public_folder, require_nginx
from tests.live.conftest import CAST, PASSWORD
from tests.server import Visitor
from tests.streaming import Listener

HONEST = ("br, gzip, deflate", "gzip, deflate", "identity", "gzip, deflate, br, zstd")
ENCODINGS = (
    None,
    "",
    "*",
    "gzip;q=0",
    "br;q=0, gzip",
    "BR",
    "GZIP",
    "x-gzip",
    "gzip,,br",
    "br;q=0.001",
    "identity;q=0",
    "zstd",
    "gzip;q=1.0;x=y",
    " br ",
    "gzipbr",
    "br gzip",
    "gzip;q=abc",
    "a" * 300,
    ("gzip", "br"),
    ("identity", "br;q=0"),
)
COOKIES = (None, "sessionid=", "sessionid=x", "xsessionid=1", "a=b; SESSIONID=1", "csrftoken=0", "script=zh-hant")
AUTHORIZATIONS = (None, "Basic eDp5", "Bearer x", "")
RANGES = (None, "bytes=0-9", "bytes=-5", "bytes=99999999-", "bytes=0-0,5-9")
QUERIES = (
    "{}",
    "{}?utm_source=x",
    "{}?page=1",
    "{}?sort=old",
    "{}?sort=old&sort=new",
    "{}?PAGE=2",
    "{}?page=1&x=%00",
    "{}?&",
)


@pytest.fixture(scope="module")
def site(migrated):
    require_nginx()
    with public_folder() as folder:
        site = BehindProxy(folder / "site").prepare(migrated).start()
        site.article = int(site.run(CAST))
        site.run(
            f"for text in ('头一句', '第二句'): Comment.post(Article.objects.get(pk={site.article}), "
            "Reader.objects.get(name='扶风'), text, None, '')"
        )
        yield site
        site.stop()


@pytest.fixture(scope="module")
def front(site):
    with public_folder() as folder, proxied(site, folder) as front:
        yield front


def decoded(answer):
    """The text of an answer, whatever its encoding; only one that was asked for is known here."""
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[answer.headers["Content-Encoding"]]
    return decode(answer.body).decode()


def statuses(front):
    """How nginx answered so far: HIT, MISS, BYPASS …"""
    return [line.split()[0] for line in front.log.read_text().splitlines()]


def test_a_guests_page_comes_through_and_is_told_unchanged(front, site):
    page = front.get(f"/news/{site.article}/")
    assert page.status == 200 and "界河断桥" in page.text
    again = front.get(f"/news/{site.article}/", **{"If-None-Match": page.headers["ETag"]})
    assert again.status == 304


def test_a_guests_page_is_kept_and_others_get_the_same_bytes(front, site):
    before = len(statuses(front))
    pages = [front.get(f"/news/{site.article}/", **{"Accept-Encoding": "gzip"}) for _ in range(20)]
    assert len({page.body for page in pages}) == 1
    assert "HIT" in statuses(front)[before:]


def test_nobodys_own_page_is_kept(front, site):
    reader = Visitor(front, "糖桔", PASSWORD)
    for _ in range(3):
        assert "退出" in reader.get(f"/news/{site.article}/").text
        assert "退出" not in front.get(f"/news/{site.article}/").text


def odd_requests(paths, chance):
    """Yield (method, path, headers) that try to put one page in another's place."""
    every = list(product(ENCODINGS, COOKIES, AUTHORIZATIONS, RANGES, QUERIES, paths))
    for encoding, cookie, authorization, span, query, path in chance.sample(every, 500):
        headers = {"Accept-Encoding": encoding, "Cookie": cookie, "Authorization": authorization, "Range": span}
        headers |= {"X-Fragment": chance.choice((None, None, "", "0", "yes"))}
        headers |= {"X-Forwarded-Host": chance.choice((None, "evil.example")), "Accept": chance.choice((None, "*/*"))}
        known = {name: value for name, value in headers.items() if value is not None}
        yield chance.choice(("GET", "GET", "HEAD")), query.format(path), known


def joined_requests(addresses):
    """Yield requests whose address and encoding, written one after the other, are those of an honest request."""
    for address, encoding in product(addresses, HONEST):
        for cut in range(address.index("?") + 1, len(address)):
            yield "GET", address[:cut], {"Accept-Encoding": address[cut:] + encoding, "Authorization": "Basic eDp5"}


def test_hundreds_of_odd_requests_give_no_honest_reader_a_foreign_page(front, site):
    thread = f"/news/{site.article}/comments/?sort=old"
    paths = ["/", f"/news/{site.article}/", f"/zh-hant/news/{site.article}/", "/polls/", "/feeds/"]
    honest = [*paths, thread, "/?page=1"]
    attacks = [*odd_requests(paths, random.Random(7)), *joined_requests([thread, "/?page=1"])]
    random.Random(8).shuffle(attacks)
    # Pages change with the clock (rankings); the site's own answers so far, by address, are what may be in nginx.
    line, foreign, known = front.connect(), [], {address: {site.get(address).text} for address in honest}
    for number, (method, path, headers) in enumerate(attacks):
        front.ask(method, path, None, headers, line)
        address, encoding = honest[number % len(honest)], HONEST[number // len(honest) % len(HONEST)]
        page = front.ask("GET", address, None, {"Accept-Encoding": encoding}, line)
        known[address].add(site.get(address).text)
        wrong = page.headers["Content-Encoding"] not in (None, *encoding.split(", "))
        if wrong or decoded(page) not in known[address]:
            foreign.append((address, encoding, page.status, path, headers))
    assert not foreign, f"{len(foreign)} of {len(attacks)}: {foreign[:3]}"
    assert {"HIT", "MISS", "BYPASS"} <= set(statuses(front)), "nginx kept nothing that could be foreign"


def test_what_was_hidden_does_not_come_back_from_an_old_page(front, site):
    address = f"/news/{site.article}/"
    answer = Visitor(front, "糖桔", PASSWORD).act(f"{address}comments/", text="马上要被隐藏的话")
    pk = re.search(r'id="comment-(\d+)"', answer.text)[1]
    site.wait_until(lambda: "马上要被隐藏的话" in front.get(address).text, 10)
    site.run(f"c = Comment.objects.get(pk={pk}); c.hide(Reader.objects.get(name='青禾'), 'insult')")
    hidden = time.monotonic()
    # A second fresh and two more while it is made anew, here and once more in the site: nobody asks nginx meanwhile.
    site.wait_until(lambda: "马上要被隐藏的话" not in site.get(address).text and time.monotonic() > hidden + 4, 20)
    assert "马上要被隐藏的话" not in front.get(address).text


def test_authorization_never_reaches_the_site(front, site):
    """A query of no meaning leads past the cache; to whom authorizes themselves the site may send no ready bytes."""
    for value in ("Basic eDp5", "Bearer x"):
        page = front.ask("GET", "/?x=1", None, {"Authorization": value, "Accept-Encoding": "br"})
        assert (page.status, page.headers["Content-Encoding"]) == (200, "br")


def test_foreign_queries_leave_nothing_on_the_disk(front, site):
    before = len(statuses(front))
    for number in range(50):
        assert front.get(f"/?utm_source={number}").status == 200
    assert set(statuses(front)[before:]) == {"BYPASS"}


@pytest.mark.parametrize("path", ["/", "/search/?q=界河", "/accounts/profile/"])
def test_what_the_site_sends_plain_is_compressed(front, site, path):
    from urllib.parse import quote

    reader = Visitor(front, "扶风", PASSWORD)
    address = quote(path, safe="/?=")
    plain = front.ask("GET", address, None, reader.headers())
    page = front.ask("GET", address, None, reader.headers(**{"Accept-Encoding": "gzip"}))
    assert page.status == 200 and page.headers["Content-Encoding"] == "gzip" and not plain.headers["Content-Encoding"]
    assert len(page.body) < len(plain.body) / 2 and "扶风" in decoded(page)
    assert "Accept-Encoding" in page.headers["Vary"]


def test_the_token_of_a_compressed_page_is_new_each_time(front):
    reader = Visitor(front, "扶风", PASSWORD)
    tokens = {reader.token(decoded(front.ask("GET", "/", None, reader.headers()))) for _ in range(3)}
    assert len(tokens) == 3


def test_the_stream_is_not_held_back(front, site):
    listener = Listener(front, site.article, after="0", connect=front.open)
    listener.frame()
    answer = Visitor(front, "扶风", PASSWORD).act(f"/news/{site.article}/comments/", text="穿过代理")
    pk = re.search(r'id="comment-(\d+)"', answer.text)[1]
    assert f"comment-{pk}" in listener.frame().html
