"""Jobs of feeds."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from news.articles.models import Article
from news.changes.models import Change
from news.feeds import websub

GATHER = timedelta(seconds=5)  # changes within it are told to the hub once
FEEDS = {"story": websub.story_feeds, "comments": websub.comment_feeds}


@task()
def publish_feeds(article_pk: int, part: str) -> None:
    """Tell the WebSub hub that the feeds with an article ("story") or with its comments ("comments") changed."""
    article = Article.objects.select_related("channel").filter(pk=article_pk).first()
    if article and settings.WEBSUB_HUB:
        websub.publish(FEEDS[part](article))


def publish_later(article: Article, part: str, at: Any = None) -> None:
    """Have the hub told by the worker in a moment, or when the clock comes to `at`; one waiting job is enough."""
    if not settings.WEBSUB_HUB:
        return
    same = {"task_path": publish_feeds.module_path, "args_kwargs": {"args": [article.pk, part], "kwargs": {}}}
    when = {"run_after": at} if at else {"run_after__lte": timezone.now() + GATHER}
    at = at or timezone.now() + GATHER
    if not DBTaskResult.objects.filter(status="READY", **same, **when).exists():
        publish_feeds.using(run_after=at).enqueue(article.pk, part)


def publish_changes(article: Article, kinds: set[Change.Kind]) -> None:
    """Have the WebSub hub told of the feeds in which changes of these `kinds` are seen."""
    if kinds & {Change.Kind.COMMENT, Change.Kind.AUTHOR}:
        publish_later(article, "comments")
    if Change.Kind.STORY in kinds:
        publish_later(article, "story")


def publish_scheduled(article: Article) -> None:
    """Have the WebSub hub told of a story that the clock alone will put into the feeds."""
    if article.published_at and not article.is_published:
        publish_later(article, "story", at=article.published_at)
