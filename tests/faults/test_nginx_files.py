"""Files from disk by nginx as another user, and its own pages, with deploy/nginx.conf on a bare machine."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests.faults.nginx import NGINX, BehindProxy, conf_file, make_certificate, proxied, public_folder, require_nginx
from tests.server import ROOT, free_port

OURS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cache-Control": "no-store",
}
PICTURE = "from PIL import Image; from news.models import Photo; print(make_photo(make_article()).url(ending='webp'))"


@pytest.fixture(scope="module")
def site(migrated):
    """A site that was set up under the closed umask of its unit."""
    require_nginx()
    before = os.umask(0o077)
    try:
        with public_folder() as folder:
            site = BehindProxy(folder / "site", SECRET_KEY="").prepare()
            site.manage("collectstatic", "--noinput", "--verbosity", "0")
            site.picture = site.run(PICTURE)
            yield site.start()
            site.stop()
    finally:
        os.umask(before)


@pytest.fixture(scope="module")
def front(site):
    with public_folder() as folder, proxied(site, folder) as front:
        yield front


def static_address(site, name):
    return site.run(f"from django.templatetags.static import static; print(static({name!r}))")


def is_ours(answer, status):
    """Whether nginx answered by itself, in our words and with the site's own headers."""
    assert answer.status == status
    assert {name: answer.headers[name] for name in OURS} == OURS
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    return answer.headers["Content-Type"] == "text/html; charset=utf-8" and 'role="alert"' in answer.text


def test_the_file_is_sound_on_a_bare_machine(tmp_path):
    require_nginx()
    path = conf_file(tmp_path, tmp_path, 8000, free_port(), free_port())
    tried = subprocess.run([NGINX, "-t", "-c", str(path), "-e", f"{tmp_path}/log"], capture_output=True, text=True)
    assert tried.returncode == 0 and "successful" in tried.stderr
    assert "warn" not in tried.stderr.replace('"user" directive', "") or os.geteuid() != 0


def test_static_files_come_from_disk_compressed_beforehand(front, site):
    address = static_address(site, "css/base.css")
    plain, packed = front.get(address), front.get(address, **{"Accept-Encoding": "gzip"})
    file = site.folder / address.lstrip("/")
    assert plain.body == file.read_bytes() and packed.body == Path(f"{file}.gz").read_bytes()
    assert packed.headers["Content-Encoding"] == "gzip" and packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["Content-Type"] == "text/css; charset=utf-8"
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["X-Content-Type-Options"] == "nosniff"


def test_a_name_without_a_hash_is_not_kept_for_ever(front):
    assert front.get("/static/css/base.css").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("name", "kind"), [("js/stream.js", "application/javascript"), ("img/icon.svg", "image/svg+xml")]
)
def test_static_files_have_their_types(front, site, name, kind):
    assert front.get(static_address(site, name)).headers["Content-Type"].split(";")[0] == kind


def test_the_list_of_static_files_and_missing_ones_are_not_found(front):
    for address in ("/static/staticfiles.json", "/static/none.css", "/media/none.webp", "/_nginx/413.html"):
        assert is_ours(front.get(address), 404)


def test_pictures_come_from_disk_in_parts_too(front, site):
    whole = front.get(site.picture)
    part = front.get(site.picture, Range="bytes=10-19")
    assert whole.status == 200 and whole.headers["Content-Type"] == "image/webp"
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (
        whole.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in whole.headers["Content-Security-Policy"]
    )


def test_nothing_private_is_reached_through_the_folders_of_files(front):
    for address in ("/media/../private/secret_key", "/static/..%2fprivate/db.sqlite3", "/media../private/secret_key"):
        assert front.get(address).status in (400, 404)


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 能换成别的用户")
def test_another_user_reads_media_and_static_and_nothing_private(site):
    def readable(path):
        command = ["cat", str(path)]
        return not subprocess.run(command, user=33, group=33, extra_groups=[], capture_output=True).returncode

    files = {path for folder in ("media", "static") for path in (site.folder / folder).rglob("*") if path.is_file()}
    assert len(files) > 20 and all(map(readable, [*list(files)[:20], site.folder / site.picture.lstrip("/")]))
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in files)
    secret = site.folder / "private"
    assert {path.name for path in secret.iterdir()} >= {"db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "secret_key"}
    assert not any(map(readable, secret.iterdir()))


def test_too_much_is_refused_in_our_words(front):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert is_ours(front.ask("POST", "/news/1/comments/", b"a" * (1024 * 1024 + 1), form), 413)
    assert is_ours(front.get("/", Cookie="a" * 9000), 400)
    assert is_ours(front.get("/" + "a" * 9000), 414)


def test_what_the_site_itself_refuses_keeps_its_own_words(front, site):
    page = front.get("/news/999999/")
    assert page.status == 404 and "没有找到" in page.text and "/_nginx/" not in page.text


def test_another_name_gets_no_answer(front):
    raw = socket.create_connection(("127.0.0.1", front.port), timeout=10)
    with raw, pytest.raises(OSError):
        front.context.wrap_socket(raw, server_hostname="evil.example")


def test_while_the_site_restarts_a_page_of_ours_loads_itself_again(front, site):
    site.stop()
    try:
        page = front.get("/news/1/")
        assert is_ours(page, 502) and page.headers["Retry-After"] == "5"
        assert '<meta http-equiv="refresh" content="5">' in page.text and "<script" not in page.text
        form = front.ask("POST", "/news/1/comments/", b"text=x", {"Content-Type": "application/x-www-form-urlencoded"})
        assert is_ours(form, 502) and "refresh" not in form.text and "尚未提交" in form.text
        style = front.get("/_nginx/page.css")
        assert style.status == 200 and style.headers["Content-Type"].startswith("text/css")
    finally:
        site.start()
    site.wait_until(lambda: front.get("/").status == 200, 10)


def test_every_page_of_nginx_is_there_and_brings_no_script():
    conf = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    pages = {path.name for path in (ROOT / "deploy" / "pages").glob("*.html")}
    assert all(f"/_nginx/{name}" in conf for name in pages) and conf.count("/_nginx/4") == 6
    for name in pages:
        html = (ROOT / "deploy" / "pages" / name).read_text("utf-8")
        assert "<script" not in html and "style=" not in html and "<style" not in html


def test_the_file_for_containers_is_the_same_with_other_names(tmp_path):
    require_nginx()
    command = ["sh", str(ROOT / "deploy" / "nginx.compose.sh"), str(ROOT / "deploy" / "nginx.conf")]
    environment = os.environ | {"SERVER_NAME": "news.example.net"}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    for named in ("server web:8000;", "alias /data/media/;", "alias /srv/pages/;", "server_name news.example.net;"):
        assert named in made
    assert "/srv/huadan" not in made and "127.0.0.1" not in made and "example.org" not in made
    make_certificate(tmp_path)
    made = re.sub(r"listen \[::\][^;]*;", "", made)
    for name, value in (
        ("web:8000", "127.0.0.1:8000"),
        ("/etc/ssl/site/fullchain.pem", f"{tmp_path}/site.pem"),
        ("/etc/ssl/site/privkey.pem", f"{tmp_path}/site.key"),
        ("/var/cache/nginx", str(tmp_path)),
        ("/var/log/nginx", str(tmp_path)),
        ("/run/", f"{tmp_path}/"),
        ("listen 443", f"listen {free_port()}"),
        ("listen 80", f"listen {free_port()}"),
        ("default_server", ""),
    ):
        made = made.replace(name, value)
    path = tmp_path / "nginx.conf"
    path.write_text(made)
    tried = subprocess.run([NGINX, "-t", "-c", str(path), "-e", f"{tmp_path}/log"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr


@pytest.mark.parametrize("name", ["huadan.service", "huadan@.service", "huadan-worker.service"])
def test_the_units_make_files_closed(name):
    unit = (ROOT / "deploy" / name).read_text("utf-8")
    assert "\nUMask=0077\n" in unit.partition("[Service]")[2]
