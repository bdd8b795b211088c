"""Wrong settings are said in one plain line, by every command."""

import os
import subprocess
import sys

import pytest

from config.environment import without_password
from tests.server import ROOT

WRONG = [
    ("DATABASE_URL", "mysql://user:geheim@host/name", "postgres://"),
    ("DATABASE_URL", "postgres://user:geheim@host", "库名"),
    ("DATABASE_URL", "postgres://user:geheim@host:port/name", "postgres://"),
    ("DATABASE_URL", "data/db.sqlite3", "postgres://"),
    ("REPLICA_URL", "nowhere", "postgres://"),
    ("DATABASE_POOL", "many", "整数"),
    ("REDIS_URL", "localhost:6379", "redis://"),
    ("REDIS_URL", "redis://", "redis://"),
    ("PORT", "http", "65535"),
    ("PORT", "70000", "65535"),
    ("SITE_URL", "news.example.org", "https://news.example.org"),
    ("SITE_URL", "ftp://news.example.org", "https://"),
    ("SITE_URL", "https://news.example.org/news", "路径"),
    ("ALLOWED_HOSTS", "https://news.example.org", "主机名"),
    ("TIME_ZONE", "Beijing", "Asia/Shanghai"),
    ("TIME_ZONE", "../etc/passwd", "Asia/Shanghai"),
    ("MAIL_FROM", "花蛋新闻", "noreply@"),
    ("EMAIL_URL", "mail.example.org", "smtp+tls://"),
    ("EMAIL_URL", "smtp+tls://", "smtp+tls://"),
    ("EMAIL_URL", "post://user:geheim@mail.example.org", "smtp+tls://"),
    ("DATA_DIR", "/dev/null/data", "目录"),
    ("DATA_DIR", "/proc/huadan", "目录"),
    ("DEMO", "ture", "1（开）"),
    ("WORKER", "maybe", "1（开）"),
    ("TRUSTED_HOPS", "one", "整数"),
    ("TRUSTED_HOPS", "-1", "整数"),
    ("COMMENT_INTERVAL_SECONDS", "5s", "整数"),
    ("COMMENT_BURST", "1.5", "整数"),
    ("HOLD_FIRST", "yes", "整数"),
    ("NEW_ACCOUNT_HOURS", "24h", "整数"),
    ("SNAPSHOT_MB", "64MB", "整数"),
    ("API_PER_ADDRESS", "0", "1"),
    ("SOCIAL_PROVIDERS", "{github}", "JSON"),
    ("SOCIAL_PROVIDERS", "[1]", "JSON"),
    ("REGISTRATION_CHALLENGE", "sometimes", "auto"),
    ("WEBSUB_HUB", "hub", "https://"),
    ("LOG_FORMAT", "xml", "json"),
    ("METRICS_TOKEN", "short", "16"),
]


def manage(folder, command, **settings):
    """The finished process of a command with these settings alone."""
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": ""} | settings
    command = [sys.executable, "manage.py", *command.split()]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def is_one_plain_line(said, name, advice):
    return said.count("\n") == 1 and name in said and advice in said and "Traceback" not in said


@pytest.mark.parametrize(("name", "value", "advice"), WRONG)
def test_a_wrong_setting_is_named_in_one_line(tmp_path, name, value, advice):
    answer = manage(tmp_path, "check", **{name: value})
    assert answer.returncode == 1 and is_one_plain_line(answer.stderr, name, advice), answer.stderr
    assert "geheim" not in answer.stderr


@pytest.mark.parametrize("command", ["doctor", "serve", "migrate", "backup /nowhere"])
def test_every_command_says_it_the_same_way(tmp_path, command):
    answer = manage(tmp_path, command, PORT="http")
    assert answer.returncode == 1 and is_one_plain_line(answer.stderr, "PORT", "整数"), answer.stderr


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"DEMO": "1", "HOST": "0.0.0.0"}, "本机"),
        ({"HOST": "0.0.0.0", "SITE_URL": "", "ALLOWED_HOSTS": ""}, "SITE_URL"),
        ({"HOST": "no-such-host.invalid", "SITE_URL": "http://a.example"}, "HOST"),
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}, "DATABASE_URL"),
    ],
)
def test_serve_refuses_what_cannot_work(tmp_path, wrong, advice):
    answer = manage(tmp_path, "serve", **wrong)
    assert answer.returncode == 1 and advice in answer.stderr and "Traceback" not in answer.stderr, answer.stderr


def test_a_password_in_an_address_is_not_printed():
    assert without_password("postgres://user:pass@word@host/name") == "postgres://…@host/name"
    assert without_password("redis://host") == "redis://host"
