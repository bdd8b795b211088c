"""The maps of deploy/nginx.conf by themselves: what they make of headers, queries and addresses."""

import re
import subprocess
from urllib.parse import quote

import pytest

from tests.faults.nginx import NGINX, TEMPORARY, require_nginx
from tests.server import ROOT, Site, free_port

SHOWN = "$huadan_encoding|$huadan_session|$huadan_foreign_query|$huadan_client"


@pytest.fixture(scope="module")
def show(tmp_path_factory):
    """show(query, **headers) returns the four values that nginx makes of a request."""
    require_nginx()
    folder, port = tmp_path_factory.mktemp("maps"), free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    maps = "".join(re.findall(r"^    map [^{]*\{.*?^    \}\n", text, re.MULTILINE | re.DOTALL))
    temporary = "".join(f"{name}_temp_path {folder}/{name}; " for name in TEMPORARY)
    server = f'server {{ listen 127.0.0.1:{port}; location / {{ return 200 "{SHOWN}"; }} }}'
    trust = "set_real_ip_from 127.0.0.1; real_ip_header X-Real-IP;"
    (folder / "conf").write_text(
        f"pid {folder}/pid; events {{}} http {{ access_log off; {temporary} {trust} {maps} {server} }}"
    )
    process = subprocess.Popen([NGINX, "-c", str(folder / "conf"), "-e", f"{folder}/log", "-g", "daemon off;"])
    site = Site(folder)
    site.port = port
    site.wait_until(site.port_is_open, 10)
    yield lambda query="", **headers: site.get(f"/{query}", **headers).text.split("|")
    process.terminate()
    process.wait(10)


@pytest.mark.parametrize(
    ("offer", "word"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("identity", "identity"),
        ("", "identity"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0,gzip;q=0.000", "identity"),
        ("br;q=0.001", "br"),
        ("BR", "br"),
        ("*", "identity"),
        ("gzipbr", "identity"),
        ("x-gzip", "identity"),
        ("gzip;q=1.0 , br ; q=0.5", "br"),
        ("br" + "," * 300, "br"),
        ("gzip\t", "gzip"),
        ("gzip;q=2", "identity"),
    ],
)
def test_an_encoding_is_one_of_three_words(show, offer, word):
    assert show(**{"Accept-Encoding": offer})[0] == word


@pytest.mark.parametrize(
    ("cookie", "found"), [("sessionid=x", "1"), ("a=b;\xa0sessionid=x", "1"), ("SESSIONID=", "1"), ("csrftoken=x", "0")]
)
def test_whatever_may_be_a_session_is_one(show, cookie, found):
    assert show(Cookie=cookie)[1] == found


@pytest.mark.parametrize(
    ("query", "foreign"),
    [
        ("", "0"),
        ("?", "0"),
        ("?page=2", "0"),
        ("?sort=old&page=2", "0"),
        ("?after=12.5,7", "0"),
        ("?page=2&", "1"),
        ("?utm_source=x", "1"),
        ("?page=2&x=1", "1"),
        ("?PAGE=2", "1"),
        ("?page", "1"),
        ("?" + quote("页=1"), "1"),
        ("?sort=" + "a" * 200, "1"),
        ("?page[]=1", "1"),
        ("?page=1;x=2", "1"),
    ],
)
def test_queries_of_other_names_are_foreign(show, query, foreign):
    assert show(query)[2] == foreign


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:"),
        ("2001:db8:1:2::6", "2001:db8:1:2:"),
        ("2001:db8::6", "2001:db8::"),
        ("2001:db8:1::6", "2001:db8:1::"),
    ],
)
def test_readers_are_counted_by_address_and_by_half_of_a_long_one(show, address, counted):
    assert show(**{"X-Real-IP": address})[3] == counted
