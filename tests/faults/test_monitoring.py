"""What machines ask of a running site: is it well, is it ready, how much does it do; and what its log says."""

import json
import signal
import socket

import pytest

from tests.cluster import postgres, sites_on
from tests.live.conftest import CAST
from tests.server import Site, running
from tests.streaming import Listener

TOKEN = "a-token-of-some-length"


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    settings = {
        "METRICS_TOKEN": TOKEN,
        "LOG_FORMAT": "json",
        "TRUSTED_HOPS": "1",
        "SITE_URL": "https://news.example.org",
    }
    with running(tmp_path_factory.mktemp("watched"), migrated, **settings) as site:
        site.article = int(site.run(CAST))
        yield site


def numbers(site):
    """{name with labels: number} of the metrics."""
    text = site.get("/metrics", Authorization=f"Bearer {TOKEN}").text
    rows = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(number) for name, number in rows}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_answer_any_host_without_https(site, path):
    answer = site.get(path, Host="10.0.0.7:8000")
    assert (answer.status, answer.text, answer.headers["Cache-Control"]) == (200, "ok\n", "no-store")
    assert site.get("/", Host="10.0.0.7:8000").status in (301, 400)


def test_metrics_want_the_token(site):
    assert site.get("/metrics").status == 404
    assert site.get("/metrics", Authorization="Bearer wrong").status == 404
    assert site.get("/metrics", Authorization=f"Bearer {TOKEN}").status == 200


def test_without_a_token_there_are_no_metrics(tmp_path, migrated):
    with running(tmp_path / "plain", migrated) as plain:
        assert plain.get("/metrics").status == plain.get("/metrics", Authorization="Bearer ").status == 404


def test_numbers_follow_what_happens(site):
    before, secure = numbers(site), {"X-Forwarded-Proto": "https", "Host": "news.example.org"}
    for _ in range(3):
        assert site.get(f"/news/{site.article}/", **secure).status == 200
    assert site.get("/nowhere/", **secure).status == 404
    listener = Listener(site, site.article, after="0")
    site.wait_until(lambda: numbers(site)["huadan_streams_open"] == 1, 10)  # numbers are a second old at most
    now = numbers(site)
    grown = {name: now[name] - before[name] for name in before}
    assert grown['huadan_requests_total{status="4xx"}'] >= 1 and grown['huadan_requests_total{status="2xx"}'] >= 3
    assert grown["huadan_page_cache_hits_total"] + grown["huadan_page_cache_misses_total"] >= 3
    assert now["process_resident_memory_bytes"] > 10_000_000
    assert {"huadan_mails_waiting", "huadan_jobs_waiting", "huadan_requests_in_progress"} <= set(now)
    listener.close()


def test_a_client_cannot_make_more_rows_of_metrics(site):
    before = set(numbers(site))
    for number in range(30):
        site.ask("GET", f"/nowhere/{number}/?q={number}", None, {"X-Request-ID": f"guest-{number:08}"})
    assert set(numbers(site)) == before


def test_an_id_comes_from_the_trusted_proxy_if_it_looks_like_one(site):
    assert site.get("/healthz", **{"X-Request-ID": "from-the-proxy"}).headers["X-Request-ID"] == "from-the-proxy"
    for bad in ("short", "x" * 65, "with space inside", '"quoted-text"'):
        assert site.get("/healthz", **{"X-Request-ID": bad}).headers["X-Request-ID"] != bad
    assert site.get("/healthz").headers["X-Request-ID"] != site.get("/healthz").headers["X-Request-ID"]


def test_nobody_is_believed_without_a_trusted_proxy(tmp_path, migrated):
    with running(tmp_path / "open", migrated) as open_site:
        answer = open_site.get("/healthz", **{"X-Request-ID": "from-a-stranger"})
        assert answer.headers["X-Request-ID"] != "from-a-stranger"


def test_the_log_is_one_object_a_line_with_the_id_of_the_request(site):
    site.get("/", **{"Host": "evil.example", "X-Forwarded-Proto": "https", "X-Request-ID": "looked-for-later"})
    lines = [line for line in (site.folder / "serve.log").read_text().splitlines() if line.startswith("{")]
    events = [json.loads(line) for line in lines]
    found = [event for event in events if event.get("request_id") == "looked-for-later"]
    assert found and found[0]["level"] == "error" and "evil.example" in found[0]["message"]


def test_a_full_disk_is_not_healthy(tmp_path, migrated):
    site = Site(tmp_path / "full", LEAST_FREE_MB="900000000").prepare(migrated).launch()
    try:
        site.wait_until(lambda: site.port_is_open(), 30)
        answer = site.get("/healthz")
        assert answer.status == 503 and "磁盘" in answer.text
        far = site.get("/healthz", **{"X-Forwarded-For": "192.0.2.7"})
        assert far.status == 503 and "磁盘" not in far.text
        assert (site.folder / "serve.log").read_text().count("磁盘") == 1
    finally:
        site.stop()


def test_a_database_file_that_is_gone_is_not_healthy(tmp_path, migrated):
    with running(tmp_path / "gone", migrated) as site:
        for path in (site.folder / "private").glob("db.sqlite3*"):
            path.rename(path.with_name(f"away-{path.name}"))
        site.wait_until(lambda: site.get("/healthz").status == 503, 10)
        assert "不见了" in site.get("/healthz").text and not (site.folder / "private" / "db.sqlite3").exists()


def test_a_database_without_its_migrations_is_healthy_and_not_ready(tmp_path, migrated):
    with running(tmp_path / "behind", migrated) as site:
        site.manage("migrate", "mfa", "zero", "--verbosity", "0")
        site.wait_until(lambda: site.get("/readyz").status == 503, 10)
        assert "manage.py migrate" in site.get("/readyz").text and site.get("/healthz").status == 200


def test_a_database_that_is_gone_or_hangs_is_not_healthy_and_does_not_hang_us(tmp_path):
    with postgres() as database:
        site = sites_on(database, tmp_path, 1)[0].start()
        try:
            database.signal(signal.SIGSTOP)
            try:
                site.wait_until(lambda: site.get("/healthz").status == 503, 20)
            finally:
                database.signal(signal.SIGCONT)
            site.wait_until(lambda: site.get("/healthz").status == 200, 20)
            database.control("stop", "-m", "immediate", "-w")
            site.wait_until(lambda: site.get("/healthz").status == 503, 20)
            database.control("start", "-w", "-o", f"-h '' -k {database.folder}", "-l", f"{database.folder}/log")
            site.wait_until(lambda: site.get("/healthz").status == 200, 20)
        finally:
            site.stop()


def test_the_probe_does_not_wait_for_a_body(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 200")
