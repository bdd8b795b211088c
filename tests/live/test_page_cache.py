"""Ready pages of the real server: for guests alone, a moment old at most, never what was hidden before."""

import re
import threading
import time

from tests.live.conftest import PASSWORD
from tests.server import Visitor


def test_a_guests_page_is_compressed_and_told_unchanged(site, article):
    page = site.ask("GET", f"/news/{article}/", None, {"Accept-Encoding": "identity"})
    assert page.headers["Vary"] == "Accept-Encoding" and not page.headers["Set-Cookie"]
    again = site.get(f"/news/{article}/", **{"If-None-Match": page.headers["ETag"]})
    assert (again.status, again.text) == (304, "")


def test_a_reader_with_a_session_never_gets_a_ready_page(site, article):
    for _ in range(2):
        site.get(f"/news/{article}/")
    page = Visitor(site, "糖桔", PASSWORD).get(f"/news/{article}/")
    assert page.headers["Cache-Control"] == "private, no-store" and "糖桔" in page.text
    assert "糖桔" not in site.get(f"/news/{article}/").text


def test_what_was_hidden_leaves_the_ready_page_within_moments_and_never_comes_back(site, visitor, article):
    answer = visitor("扶风").act(f"/news/{article}/comments/", text="马上要被隐藏的话")
    pk = re.search(r'id="comment-(\d+)"', answer.text)[1]
    site.wait_until(lambda: "马上要被隐藏的话" in site.get(f"/news/{article}/").text, 5)
    site.run(f"c = Comment.objects.get(pk={pk}); c.hide(Reader.objects.get(name='青禾'), 'insult')")
    began = time.monotonic()
    site.wait_until(lambda: "马上要被隐藏的话" not in site.get(f"/news/{article}/").text, 5)
    assert time.monotonic() - began < 4
    for _ in range(20):
        assert "马上要被隐藏的话" not in site.get(f"/news/{article}/").text


def test_the_stream_goes_on_where_an_old_page_ends(site, visitor, article):
    from tests.streaming import Listener

    page = site.get(f"/news/{article}/").text
    cursor = re.search(r'data-cursor="(\d+)"', page)[1]
    answer = visitor("扶风").act(f"/news/{article}/comments/", text="页面之后的话")
    pk = re.search(r'id="comment-(\d+)"', answer.text)[1]
    assert f"comment-{pk}" in Listener(site, article, after=cursor).frame().html


def test_a_hundred_at_once_on_a_page_that_was_just_published(site, article):
    got = []

    def ask():
        got.append(site.get(f"/zh-hant/news/{article}/").status)

    threads = [threading.Thread(target=ask) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [200] * 100


def test_what_was_hidden_leaves_the_ready_answers_of_the_api_too(site, visitor, article):
    answer = visitor("扶风").act(f"/news/{article}/comments/", text="接口里马上要被隐藏的话")
    pk, thread = re.search(r'id="comment-(\d+)"', answer.text)[1], f"/api/v1/articles/{article}/comments/"
    site.wait_until(lambda: "要被隐藏" in site.get(thread).text, 5)
    ready = site.get(thread)
    assert not ready.headers["Set-Cookie"] and ready.headers["Vary"] == "Accept-Encoding"
    assert site.get(thread, **{"If-None-Match": ready.headers["ETag"]}).status == 304
    site.run(f"c = Comment.objects.get(pk={pk}); c.hide(Reader.objects.get(name='青禾'), 'insult')")
    site.wait_until(lambda: "要被隐藏" not in site.get(thread).text, 5)
    assert site.get(f"/api/v1/comments/{pk}/").status == 404
