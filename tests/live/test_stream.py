"""The stream of a real server: what is posted, voted and hidden arrives, once, in each script."""

import re

import pytest

from tests.streaming import Listener


def post(visitor, article, text, **fields):
    answer = visitor.act(f"/news/{article}/comments/", text=text, **fields)
    assert answer.status == 200, answer.text
    return int(re.search(r'id="comment-(\d+)"', answer.text)[1])


def cursor(site, article):
    """Where the article stands now: the poll knows it, a ready page may be a moment older."""
    return int(site.get(f"/news/{article}/changes/").headers["X-Cursor"])


def test_a_comment_arrives_with_the_new_count(site, visitor, article):
    listener = Listener(site, article, after=cursor(site, article))
    pk = post(visitor("糖桔"), article, "今天的面很好吃")
    frame = listener.frame()
    assert frame.name == "change"
    assert f'id="comment-{pk}"' in frame.html
    assert 'data-count="1"' in frame.html


def test_each_listener_reads_in_their_own_script(site, visitor, article):
    start = cursor(site, article)
    listeners = {script: Listener(site, article, script, after=start) for script in ("", "zh-hans", "zh-hant", "zh-hk")}
    post(visitor("糖桔"), article, "里面的国家")
    shown = {script: listener.frame().html for script, listener in listeners.items()}
    assert "里面的国家" in shown[""] and "里面的国家" in shown["zh-hans"]
    assert "裡面的國家" in shown["zh-hant"] and "裏面的國家" in shown["zh-hk"]
    assert 'href="/zh-hant/readers/' in shown["zh-hant"]
    assert "糖桔" in shown["zh-hk"]


def test_what_happened_before_the_line_was_open_is_caught_up(site, visitor, article):
    start = cursor(site, article)
    pk = post(visitor("扶风"), article, "先说一句")
    assert f"comment-{pk}" in Listener(site, article, after=start).frame().html


def test_last_event_id_beats_after(site, visitor, article):
    start = cursor(site, article)
    post(visitor("扶风"), article, "第一句")
    now = cursor(site, article)
    assert Listener(site, article, after=start, last=now, wait=1).nothing_more()


def test_nothing_comes_twice_after_going_on(site, visitor, article):
    listener = Listener(site, article, after=cursor(site, article))
    post(visitor("糖桔"), article, "一")
    seen = listener.frame()
    second = post(visitor("糖桔"), article, "二")
    html = Listener(site, article, last=seen.cursor).frame().html
    assert f'id="comment-{second}"' in html
    assert html.count("<li ") == 1


def test_a_later_vote_sends_the_small_element(site, visitor, article):
    pk = post(visitor("糖桔"), article, "请投票")
    listener = Listener(site, article, after=cursor(site, article))
    visitor("扶风").act(f"/comments/{pk}/votes/", want="flower")
    frame = listener.frame()
    assert frame.html.startswith(f'<span id="comment-{pk}-counts"')
    assert 'data-flowers="1"' in frame.html


def test_a_hidden_comment_leaves_the_memory_of_the_ring_too(site, visitor, article):
    start = cursor(site, article)
    watcher = Listener(site, article, after=start)
    pk = post(visitor("糖桔"), article, "马上要被隐藏的话")
    watcher.frame()
    site.run(f"Comment.objects.get(pk={pk}).hide(Reader.objects.get(name='青禾'), 'insult')")
    assert f'<li id="comment-{pk}" data-state="hidden"></li>' in watcher.frame().html
    late = Listener(site, article, after=start).frame().html
    assert "马上要被隐藏的话" not in late
    assert f'<li id="comment-{pk}" data-state="hidden"></li>' in late


@pytest.mark.parametrize("last", ["999999999", "-1", "abc", "9" * 40, "1.5"])
def test_an_absurd_position_gets_a_resync(site, article, last):
    listener = Listener(site, article, last=last)
    frame = listener.frame()
    assert (frame.name, frame.cursor) == ("resync", cursor(site, article))


def test_after_a_resync_the_stream_goes_on(site, visitor, article):
    listener = Listener(site, article, last="999999999")
    assert listener.frame().name == "resync"
    pk = post(visitor("糖桔"), article, "接着来")
    assert f"comment-{pk}" in listener.frame().html


def test_an_unknown_article_is_404_and_the_answer_may_not_be_kept(site):
    listener = Listener(site, 999999)
    assert listener.status == 404
    assert "no-store" in listener.head


def test_the_same_address_answers_the_poll(site, visitor, article):
    start = cursor(site, article)
    pk = post(visitor("糖桔"), article, "轮询也看得见")
    answer = site.get(f"/news/{article}/changes/?after={start}")
    assert answer.headers["X-Cursor"] == str(cursor(site, article))
    assert f'id="comment-{pk}"' in answer.text
    assert answer.headers["Vary"] == "Accept"


def test_a_slow_burst_is_gathered_into_few_frames(site, visitor, article):
    listener = Listener(site, article, after=cursor(site, article), wait=2)
    pks = [post(visitor("糖桔"), article, f"第{number}句") for number in range(12)]
    seen, frames = set(), 0
    while len(seen) < len(pks):
        frames += 1
        seen |= {int(pk) for pk in re.findall(r'<li id="comment-(\d+)"', listener.frame().html)}
    assert seen == set(pks)
    assert frames < len(pks)
