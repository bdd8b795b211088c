"""HSTS as the environment asks for it; what the system does about clients that take nothing."""

import json
import os
import socket
import subprocess
import sys

import pytest

from config.server import UNREAD_MILLISECONDS, bind_port
from tests.server import ROOT

ASKED = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")


def hsts(folder, **environment):
    """The three settings as a process with this environment has them."""
    code = f"import json; from config import settings; print(json.dumps([getattr(settings, name) for name in {ASKED}]))"
    surroundings = os.environ | {"DATA_DIR": str(folder)} | environment
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=surroundings, capture_output=True, check=True)
    return json.loads(found.stdout)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"SITE_URL": "https://news.example.org"}, [31536000, True, False]),
        ({"SITE_URL": "https://news.example.org", "HSTS_PRELOAD": "1"}, [31536000, True, True]),
        ({"SITE_URL": "http://127.0.0.1:8000", "HSTS_PRELOAD": "1"}, [0, False, False]),
    ],
)
def test_a_name_is_preloaded_only_where_it_is_asked_for(tmp_path, environment, wanted):
    assert hsts(tmp_path, **environment) == wanted


def test_connections_whose_clients_take_nothing_are_closed_by_the_system():
    listener = bind_port("127.0.0.1", 0)
    listener.setblocking(True)
    with listener, socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == UNREAD_MILLISECONDS


def test_no_part_of_an_answer_waits_until_another_is_confirmed():
    listener = bind_port("127.0.0.1", 0)
    listener.setblocking(True)
    with listener, socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
