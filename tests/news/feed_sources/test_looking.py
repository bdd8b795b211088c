"""Feeds are looked at when they are due or when an editor says so; what came of it stands on their row."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from comments.worker.loop import periodic_tasks
from news.feed_sources.looking import ROUND_MOST, look, look_at_due
from news.feed_sources.models import FeedSource
from news.models import Article, Channel
from tests.comments.moderation.admin_roles import make_role
from tests.news.feed_sources.feeds import item, rss
from tests.news.http.https_server import SITE, running_server
from tests.working import clock, run_jobs

pytestmark = pytest.mark.django_db
XML = {"Content-Type": "application/rss+xml", "ETag": '"1"'}
LIST = "/admin/news/feedsource/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server():
    with running_server({"/feed": (200, XML, rss(item(1)))}) as server:
        yield server


def make_source(number=1, **fields):
    facts = {"name": f"报{number}", "url": f"{SITE}/feed", "channel": Channel.objects.get(slug="politics")}
    return FeedSource.objects.create(**facts | {"due_at": timezone.now() - number * MINUTE} | fields)


def test_what_is_due_is_looked_at_once_an_hour_and_an_unchanged_feed_is_not_sent_again(server):
    source = make_source()
    assert (look_at_due(server.network), look_at_due(server.network), len(server.heard)) == (1, 0, 1)
    source.refresh_from_db()
    assert source.report.startswith("新增 1 条") and source.error == "" and source.looked_at
    assert 59 * MINUTE < source.due_at - timezone.now() <= 60 * MINUTE
    server.answers["/feed"] = (304, {}, b"")
    with clock(timezone.now() + 61 * MINUTE):
        assert look_at_due(server.network) == 1
    assert server.heard[1][1]["If-None-Match"] == '"1"'
    source.refresh_from_db()
    assert source.report.startswith("新增 1 条") and Article.objects.count() == 1


def test_failures_are_said_and_pauses_grow_to_a_day_until_one_succeeds(server):
    source, pauses = make_source(), []
    server.answers["/feed"] = (200, {"Content-Type": "text/html"}, b"<html>")
    for _ in range(8):
        look(source, server.network)
        source.refresh_from_db()
        pauses.append(round((source.due_at - timezone.now()) / MINUTE))
    assert pauses == [120, 240, 480, 960, 1440, 1440, 1440, 1440] and source.failures == 8
    assert source.error == "对方给的是 text/html，不是要找的内容。"
    server.answers["/feed"] = (200, XML, rss(item(1)))
    look(source, server.network)
    source.refresh_from_db()
    assert (source.failures, source.error) == (0, "")


def test_a_round_is_bounded_and_begins_with_those_that_wait_longest(server):
    for number in range(ROUND_MOST + 2):
        make_source(number, url=f"{SITE}/{number}")
    make_source(99, is_on=False, url=f"{SITE}/off")
    assert look_at_due(server.network) == ROUND_MOST
    assert [path for path, _ in server.heard] == ["/6", "/5", "/4", "/3", "/2"]
    assert look_at_due in periodic_tasks()


def test_of_two_processes_one_takes_a_feed_and_a_lost_claim_runs_out():
    make_source()
    assert FeedSource.claim() and not FeedSource.claim()
    with clock(timezone.now() + 11 * MINUTE):
        assert FeedSource.claim()


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_network_is_asked(server):
    open_then = []

    def resolve(host, seconds):
        open_then.append(connection.in_atomic_block)
        return ["127.0.0.1"]

    from dataclasses import replace

    make_source()
    look_at_due(replace(server.network, resolve=resolve))
    assert open_then == [False] and Article.objects.count() == 1


# -- the admin --------------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(signed_in):
    return signed_in(make_role("editor"))


def form(**fields):
    facts = {"name": "晨报", "url": f"{SITE}/feed", "channel": Channel.objects.get(slug="politics").pk}
    return facts | {"every_minutes": 60, "is_on": "on", "full_text": "on"} | fields


def test_an_editor_adds_a_feed_and_has_it_looked_at_now(editor):
    assert editor.post(f"{LIST}add/", form(url="https://127.0.0.1/feed")).status_code == 302
    source = FeedSource.objects.get()
    answer = editor.post(LIST, {"action": "look_now", "_selected_action": [source.pk]}, follow=True)
    assert "已开始抓取" in answer.content.decode()
    run_jobs()
    source.refresh_from_db()
    assert (
        source.error == "127.0.0.1 不在公开的互联网上，不能抓取。" and source.error in editor.get(LIST).content.decode()
    )
    assert "现在抓取" in editor.get(f"{LIST}{source.pk}/history/").content.decode()


def test_at_most_five_are_looked_at_at_once(editor):
    chosen = [make_source(number, url=f"{SITE}/{number}").pk for number in range(6)]
    answer = editor.post(LIST, {"action": "look_now", "_selected_action": chosen}, follow=True)
    assert "一次最多抓取 5 个" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"url": "http://example.org/feed"}, "只能抓取 https 开头的地址。"),
        ({"url": "https://example.org:8443/feed"}, "地址里不能写 443 以外的端口。"),
        ({"url": "javascript:alert(1)"}, "只能抓取 https 开头的地址。"),
        ({"url": "x" * 501}, "包含不超过 500 字符"),
        ({"every_minutes": "1"}, "确保该值大于或等于5。"),
        ({"every_minutes": "9" * 30}, "确保该值小于或等于10080。"),
        ({"channel": "99999999999999999999"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(editor, fields, sentence):
    answer = editor.post(f"{LIST}add/", form(**fields))
    assert answer.status_code == 200 and sentence in answer.content.decode() and not FeedSource.objects.exists()


def test_another_address_is_asked_for_the_whole_and_a_look_meanwhile_is_kept(editor):
    source = make_source(etag='"1"', failures=3)
    FeedSource.objects.filter(pk=source.pk).update(error="对方出错")
    editor.post(f"{LIST}{source.pk}/change/", form(url=f"{SITE}/other"))
    source.refresh_from_db()
    assert (source.url, source.etag, source.failures, source.error) == (f"{SITE}/other", "", 3, "对方出错")
    assert FeedSource.objects.due().get() == source
