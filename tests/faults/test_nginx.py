"""deploy/nginx.conf as it is, but for names and ports: what it keeps, and what it must never keep."""

import os
import re
import shutil
import subprocess

import pytest

from tests.live.conftest import PASSWORD
from tests.server import ROOT, Site, Visitor, free_port, running

# Or its workers could not enter the folders of a test.
OWNER = "user root;" if os.geteuid() == 0 else ""
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    with running(tmp_path_factory.mktemp("site"), migrated) as site:
        from tests.live.conftest import CAST

        site.article = int(site.run(CAST))
        yield site


@pytest.fixture(scope="module")
def proxy(site, tmp_path_factory):
    if not shutil.which(NGINX):
        pytest.skip("缺少 nginx：apt-get install -y nginx-light")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    conf = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    conf = conf[: conf.rindex("server {")]  # without the door that leads to https
    for pattern, value in (
        (r"server 127\.0\.0\.1:8000", f"server 127.0.0.1:{site.port}"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        (r"\n    ssl_certificate [^;]*;", ""), (r"\n    ssl_certificate_key[^;]*;", ""),
        (r"/var/cache/nginx/huadan", f"{folder}/cache"), (r"/srv/huadan/data/media/", f"{site.folder}/media/"),
    ):  # fmt: skip
        conf = re.sub(pattern, value, conf)
    temp = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "conf").write_text(
        f"daemon off; {OWNER} pid {folder}/pid; error_log {folder}/error; events {{}}\n"
        f"http {{ access_log off; {temp}\n{conf}}}"
    )
    process = subprocess.Popen([NGINX, "-c", str(folder / "conf"), "-e", str(folder / "error")])
    front = Site(site.folder)
    front.port = port
    front.wait_until(front.answers, 10)
    yield front
    process.terminate()
    process.wait(10)


def test_a_guests_page_comes_through_and_is_told_unchanged(proxy, site):
    page = proxy.get(f"/news/{site.article}/")
    assert page.status == 200 and "界河断桥" in page.text
    again = proxy.get(f"/news/{site.article}/", **{"If-None-Match": page.headers["ETag"]})
    assert again.status == 304


def test_nobodys_own_page_is_kept(proxy, site):
    site.url = proxy.url = f"http://127.0.0.1:{proxy.port}"
    reader = Visitor(proxy, "糖桔", PASSWORD)
    for _ in range(3):
        assert "退出" in reader.get(f"/news/{site.article}/").text
        assert "退出" not in proxy.get(f"/news/{site.article}/").text


def test_the_stream_is_not_held_back(proxy, site):
    from tests.streaming import Listener

    listener = Listener(proxy, site.article, after="0")
    listener.frame()
    answer = Visitor(site, "扶风", PASSWORD).act(f"/news/{site.article}/comments/", text="穿过代理")
    pk = re.search(r'id="comment-(\d+)"', answer.text)[1]
    assert f"comment-{pk}" in listener.frame().html
