"""A WebSub hub is told by the worker of what changed in a feed that names it, and its failures stop nothing."""

import logging
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from news.feeds import websub
from news.feeds.tasks import GATHER
from news.models import Article
from tests.conftest import make_article
from tests.news.feeds.feeding import SCRIPTS, SITE
from tests.news.feeds.hub import running_hub
from tests.working import clock, run_jobs

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def hub(settings):
    with running_hub() as hub:
        settings.WEBSUB_HUB = hub.url
        yield hub


def later(by=GATHER + SECOND):
    """Let the worker do what is due after a moment."""
    with clock(timezone.now() + by):
        run_jobs()


def topics(*paths):
    return {f"{SITE}{prefix}{quote(path)}{end}" for path in paths for prefix in SCRIPTS for end in ("", "rss/")}


def heard(hub):
    assert all(one["hub.mode"] == "publish" and one["path"] == "/hub?key=1" for one in hub.told)
    addresses = [one["hub.url"] for one in hub.told]
    assert len(addresses) == len(set(addresses))
    hub.told.clear()
    return set(addresses)


def test_a_new_comment_is_told_once_however_many_come_in_a_moment(hub, say, article, tangju, fufeng):
    later()
    hub.told.clear()
    for number in range(3):
        say(tangju if number % 2 else fufeng, f"第{number}句")
    assert hub.told == []  # no reader waits for the hub
    later()
    assert heard(hub) == topics(f"/feeds/news/{article.pk}/comments/")
    later(by=timedelta(hours=1))
    assert hub.told == []


def test_a_story_is_told_in_every_feed_in_which_it_stands_and_again_when_it_is_withdrawn(hub):
    article = make_article()
    later()
    told = topics("/feeds/", "/feeds/channels/politics/", "/feeds/editors/睿文/")
    assert heard(hub) == told
    Article.objects.filter(pk=article.pk).update(published_at=None)
    Article.objects.get(pk=article.pk).announce()
    later()
    assert heard(hub) == told


def test_a_hidden_comment_leaves_the_feed_and_the_hub_hears_of_it(hub, say, article, tangju, qinghe):
    comment = say(tangju, "一句")
    later()
    hub.told.clear()
    comment.hide(qinghe, "insult")
    later()
    assert heard(hub) == topics(f"/feeds/news/{article.pk}/comments/")


def test_a_scheduled_story_is_told_when_its_time_comes(hub):
    article = make_article(published_at=timezone.now() + timedelta(hours=2))
    article.announce()
    later()
    hub.told.clear()
    later(by=timedelta(hours=2, seconds=1))
    assert heard(hub) == topics("/feeds/", "/feeds/channels/politics/", "/feeds/editors/睿文/")


def test_every_topic_is_the_address_that_a_feed_calls_its_own(hub, client, say, article, tangju):
    say(tangju, "一句")
    later()
    for address in heard(hub):
        answer = client.get(address.removeprefix(SITE))
        assert answer.status_code == 200 and f'<{address}>; rel="self"' in answer["Link"]
        assert f'<{hub.url}>; rel="hub"' in answer["Link"]


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_a_hub_that_refuses_is_logged_and_asked_no_more_in_this_round(settings, article, caplog, status):
    with running_hub(status) as hub:
        settings.WEBSUB_HUB = hub.url
        make_article("另一条")
        with caplog.at_level(logging.WARNING, "news.feeds.websub"):
            later()  # no job fails
    assert len(hub.told) == 1 and f"the hub answered {status}" in caplog.text


def test_a_hub_that_is_not_there_is_logged(settings, caplog):
    with running_hub() as hub:
        settings.WEBSUB_HUB = hub.url
    make_article("这时没有人听")
    with caplog.at_level(logging.WARNING, "news.feeds.websub"):
        later()
    assert "the WebSub hub was not told" in caplog.text


@pytest.mark.parametrize(
    "address", ["http://hub.example.org/", "ftp://127.0.0.1/", "hub.example.org", "http://[", "//x"]
)
def test_a_hub_is_reached_by_https_alone(settings, monkeypatch, address):
    monkeypatch.setattr(websub.http.client, "HTTPConnection", lambda *a, **k: pytest.fail("a plain connection"))
    settings.WEBSUB_HUB = address
    assert websub.publish(["/feeds/"]) == 0


def test_a_silent_hub_is_given_up_after_a_time(settings, monkeypatch):
    asked = []
    monkeypatch.setattr(websub.http.client.HTTPSConnection, "connect", lambda self: asked.append(self.timeout) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        websub.ping("https://hub.example.org/", "x")
    assert asked == [websub.TIMEOUT_SECONDS]


def test_without_a_hub_no_job_is_written(article, say, tangju):
    say(tangju, "一句")
    assert not DBTaskResult.objects.filter(task_path="news.feeds.tasks.publish_feeds").exists()
