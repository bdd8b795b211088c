"""Servers that do nothing but send bytes that are ready: a bare granian, and nginx with a file."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.peers.processes import Server
from tests.server import ROOT, free_port

PASSED_ON = ("content-type", "content-encoding", "content-security-policy", "etag", "cache-control", "vary", "link")
PASSED_ON += ("x-content-type-options", "referrer-policy", "x-frame-options", "cross-origin-opener-policy")
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CONFIGURATION = """
daemon off;
worker_processes 1;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  {temporary}
  types {{ }}
  default_type "text/html; charset=utf-8";
  server {{
    listen 127.0.0.1:{port};
    root {folder}/files;
    location / {{ {headers} }}
  }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def start_bare(folder, answer, body):
    """A Server of granian that sends `body` with the headers of `answer` (http.client) to every request."""
    folder.mkdir()
    (folder / "body").write_bytes(body)
    (folder / "headers").write_text(json.dumps(headers_of(answer)))
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.peers.bare_server", str(port), str(folder)]
    return Server(command, port, folder, {"PYTHONPATH": str(ROOT)}).wait()


def start_nginx(folder, answer, body):
    """A Server of nginx with `body` as a file, sent with the headers of `answer`. FileNotFoundError without nginx."""
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "page").write_bytes(body)
    port, own = free_port(), {"content-type", "etag"}
    added = [f'add_header {name} "{quoted(value)}";' for name, value in headers_of(answer) if name not in own]
    text = CONFIGURATION.format(
        folder=folder,
        port=port,
        headers=" ".join(added),
        user="user root;" if os.geteuid() == 0 else "",  # or its worker may not enter the folder
        temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
    )
    (folder / "nginx.conf").write_text(text)
    return Server([NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], port, folder).wait()


def quoted(value):
    """A value of a header inside the double quotes of nginx's configuration."""
    return value.replace("\\", "\\\\").replace('"', '\\"')


def headers_of(answer):
    """[(name, value)] of an answer that a ready page is sent with."""
    return [(name.lower(), value) for name, value in answer.getheaders() if name.lower() in PASSED_ON]


def nginx_version():
    """`nginx 1.2.3`; FileNotFoundError if the machine has none."""
    said = subprocess.run([NGINX, "-v"], capture_output=True, text=True).stderr
    return said.strip().rpartition(": ")[2].replace("/", " ")


def read_ready(folder):
    """(headers as bytes, body) of the answer that `start_bare` has written into a folder."""
    body = (Path(folder) / "body").read_bytes()
    headers = [(name.encode(), value.encode()) for name, value in json.loads((Path(folder) / "headers").read_text())]
    return [*headers, (b"content-length", b"%d" % len(body))], body
