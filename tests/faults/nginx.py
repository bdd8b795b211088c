"""nginx with deploy/nginx.conf as it is, but for names, ports and paths, in front of a real site, over TLS.

As root its workers run as www-data, as in the file: what they cannot read, they could not read on a server either.
"""

import http.client
import os
import re
import resource
import shutil
import socket
import ssl
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.server import ROOT, Site, free_port

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def require_nginx():
    if not shutil.which(NGINX):
        pytest.skip("缺少 nginx：apt-get install -y nginx-light")


@contextmanager
def public_folder():
    """A new folder through which other users may pass; those of pytest are closed."""
    with tempfile.TemporaryDirectory(prefix="huadan-nginx-") as name:
        os.chmod(name, 0o755)
        yield Path(name)


def make_certificate(folder):
    """Write a key and a certificate signed by itself, for two days, as `site.key` and `site.pem`."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    (folder / "site.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "site.key").write_bytes(key.private_bytes(*plain))


def place_conf(text, folder, data, site_port, port, plain_port):
    """The file's text with the names, ports and paths of a test."""
    temporary = "".join(f"{name}_temp_path {folder}/{name}; " for name in TEMPORARY)
    for pattern, value in (
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{site_port}"),
        (r"listen \[::\][^;]*;", ""),
        (r"listen 443 ", f"listen 127.0.0.1:{port} "),
        (r"listen 80\b", f"listen 127.0.0.1:{plain_port}"),
        (r"/etc/ssl/news\.example\.org", f"{folder}/site"),
        (r"news\.example\.org", "localhost"),
        (r"/var/lib/nginx/huadan", f"{folder}/cache"),
        (r"/var/log/nginx", str(folder)),
        (r"/run/", f"{folder}/"),
        (r"/srv/huadan/data", str(data)),
        (r"/srv/huadan/deploy", str(folder)),
        (r"combined buffer=64k flush=5s;", "cached;"),
        (r"http \{", f"http {{ {temporary} log_format cached '$upstream_cache_status $request_uri';"),
    ):
        text, found = re.subn(pattern, value, text)
        assert found, f"nothing in deploy/nginx.conf is like {pattern}"
    return text


def conf_file(folder, data, site_port, port, plain_port):
    """Write the file for a test into `folder`, with its certificate and pages; return its path."""
    make_certificate(folder)
    shutil.copytree(ROOT / "deploy" / "pages", folder / "pages")
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    path = folder / "nginx.conf"
    path.write_text(place_conf(text, folder, data, site_port, port, plain_port))
    return path


class BehindProxy(Site):
    """The site itself, as nginx speaks to it; `open` and `ask_front` go through nginx."""

    def __init__(self, folder, **settings):
        self.front_port, self.plain_port = free_port(), free_port()
        address = f"https://localhost:{self.front_port}"
        super().__init__(folder, SITE_URL=address, ALLOWED_HOSTS="localhost", TRUSTED_HOPS="1", **settings)
        self.address = address

    def ask(self, method, path, body, headers):
        return super().ask(method, path, body, {"Host": "localhost", "X-Forwarded-Proto": "https"} | headers)


def read_answer(line):
    """The whole answer to the request that was sent on `line` (HTTPConnection), its bytes in `body`."""
    answer = line.getresponse()
    answer.body = answer.read()
    answer.text = answer.body.decode(errors="replace")
    return answer


class Front:
    """The same site by nginx: what Visitor needs, and answers with their raw bytes in `body`."""

    def __init__(self, site):
        self.site, self.port, self.log = site, site.front_port, None
        self.context = ssl.create_default_context()
        self.context.check_hostname, self.context.verify_mode = False, ssl.CERT_NONE

    def connect(self):
        return http.client.HTTPSConnection("localhost", self.port, timeout=30, context=self.context)

    def ask(self, method, path, body=None, headers=(), connection=None):
        """Ask with `headers`, a dict or pairs (a name may come twice); nothing is added but Host and Referer."""
        line = connection or self.connect()
        line.putrequest(method, path, skip_accept_encoding=True)
        for name, value in [("Referer", self.site.address), *(headers.items() if headers else ())]:
            line.putheader(name, *value) if isinstance(value, tuple) else line.putheader(name, value)
        data = body.encode() if isinstance(body, str) else body
        if data is not None:
            line.putheader("Content-Length", str(len(data)))
        line.endheaders(data)
        answer = read_answer(line)
        if not connection:
            line.close()
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def open(self, request):
        """A TLS socket on which `request` (bytes) has been sent."""
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        line = self.context.wrap_socket(raw, server_hostname="localhost")
        line.sendall(request)
        return line


@contextmanager
def proxied(site, folder):
    """nginx in front of `site` (BehindProxy) with its files in `folder`; yields the Front."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    path = conf_file(folder, site.folder, site.port, site.front_port, site.plain_port)
    process = subprocess.Popen([NGINX, "-c", str(path), "-e", f"{folder}/error.log", "-g", "daemon off;"])
    front = Front(site)
    front.log = folder / "access.log"
    try:
        Site.wait_until(lambda: is_up(front), 10)
        yield front
    finally:
        process.terminate()
        process.wait(10)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def is_up(front):
    try:
        return front.get("/healthz").status in (200, 502)
    except OSError:
        return False
