"""Feeds as readers of feeds take them: parsed strictly, and by what of the site they ask for."""

from datetime import timedelta

import feedparser
from django.utils import timezone

from comments.models import Choice, Comment, Poll
from news.models import PageViewCount
from tests.comments.rankings.worlds import step

HOUR = timedelta(hours=1)
SITE = "http://127.0.0.1:8000"
SCRIPTS = ("", "/zh-hans", "/zh-hant", "/zh-hk")
XML = "application/xml; charset=utf-8"


def parsed(client, path, **headers):
    """The feed at this address; it must be valid, and say what it is."""
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, (path, answer.status_code)
    feed = feedparser.parse(answer.content, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, (path, feed.get("bozo_exception"))
    assert feed.version == ("rss20" if path.endswith("/rss/") else "atom10")
    assert answer["Content-Type"] == XML
    return feed


def html_of(entry):
    return entry.content[-1].value


def addresses(article, extra=()):
    """Every feed of the site, without a script: of its stories, its rankings, its threads, its polls."""
    paths = ["/feeds/", f"/feeds/channels/{article.channel.slug}/", f"/feeds/editors/{article.editor}/"]
    paths += [f"/feeds/boards/{name}/" for name in ("read", "discussed", "heat", "gems")]
    paths += [f"/feeds/news/{article.pk}/comments/", "/feeds/polls/", *extra]
    return [path + end for path in paths for end in ("", "rss/")]


def fill(article, say, tangju, fufeng):
    """Something in every feed: a story that is read, a comment that is a gem, a poll."""
    comment = say(tangju, "国家里面的妙论")
    say(fufeng, "另一句话", comment)
    Comment.objects.filter(pk=comment.pk).update(flowers=9, flower_weight=9, hot=0.9)
    PageViewCount.objects.create(article=article, at=step(timezone.now() - HOUR / 2), readers=9)
    poll = Poll.objects.create(question="里面还是外面？", text="请说说看", published_at=timezone.now() - HOUR)
    Choice.objects.create(poll=poll, text="里面")
    return article
