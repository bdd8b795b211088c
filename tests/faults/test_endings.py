"""The end of a process: told to stop it stops soon, killed it has lost nothing that it acknowledged."""

import http.client
import re
import signal
import threading
import time

import pytest

from tests.live.conftest import CAST, PASSWORD
from tests.server import Visitor, running
from tests.streaming import Listener


@pytest.fixture
def site(tmp_path, migrated):
    with running(tmp_path / "site", migrated) as site:
        site.article = int(site.run(CAST))
        yield site


def test_sigterm_with_200_open_streams_ends_within_five_seconds(site):
    listeners = [Listener(site, site.article, wait=10) for _ in range(200)]
    assert all(listener.status == 200 for listener in listeners)
    began = time.monotonic()
    site.process.send_signal(signal.SIGTERM)
    site.process.wait(20)
    assert time.monotonic() - began < 5
    with pytest.raises((ConnectionError, ValueError)):
        while True:
            listeners[0].frame()


def test_what_was_acknowledged_survives_kill_9(site):
    visitor, acknowledged = Visitor(site, "糖桔", PASSWORD), []

    def keep_posting():
        try:
            for number in range(10_000):
                answer = visitor.act(f"/news/{site.article}/comments/", text=f"第 {number} 句话", key=f"k{number}")
                if answer.status == 200:
                    acknowledged.append(int(re.search(r'id="comment-(\d+)"', answer.text)[1]))
        except (OSError, http.client.HTTPException):
            pass  # the server is gone, as it was meant to be

    poster = threading.Thread(target=keep_posting)
    poster.start()
    site.wait_until(lambda: len(acknowledged) >= 25, 30)
    site.kill()
    poster.join(30)
    site.start()
    kept = site.run("print(*Comment.objects.shown().values_list('pk', flat=True))")
    assert set(acknowledged) <= {int(pk) for pk in kept.split()}
    assert "(0 differences)" in site.manage("recount").stdout


def test_a_stream_goes_on_where_it_was_after_a_restart(site):
    visitor = Visitor(site, "糖桔", PASSWORD)
    visitor.act(f"/news/{site.article}/comments/", text="停机之前")
    seen = Listener(site, site.article, after="0").frame()
    site.kill()
    site.start()
    answer = visitor.act(f"/news/{site.article}/comments/", text="停机之后")
    pk = re.search(r'id="comment-(\d+)"', answer.text)[1]
    frame = Listener(site, site.article, last=seen.cursor).frame()
    assert (frame.name, frame.html.count("<li ")) == ("change", 1)
    assert f'id="comment-{pk}"' in frame.html
