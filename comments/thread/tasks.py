"""Work that no reader waits for. A job takes only a pk, may run twice, and finds out by itself what is still to do."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from comments.notifications.models import Notice
from comments.thread.models import Comment
from news.articles.models import Article
from news.changes.models import Change, SiteVersion

RECENT = timedelta(hours=48)


@task()
def rerender_author(reader_pk: int) -> None:
    """A reader's badge or name changed: one change for each recent story on which they are seen, then the rest.

    Older pages take it when they are next rendered.
    """
    recent = Article.objects.published().filter(published_at__gt=timezone.now() - RECENT)
    for pk in recent.order_by("pk").values_list("pk", flat=True):
        if Comment.objects.shown_by(pk, reader_pk):
            announce(pk, reader_pk)
    SiteVersion.bump()


@transaction.atomic
def announce(article_pk: int, reader_pk: int) -> None:
    article = Article.objects.select_for_update().get(pk=article_pk)
    # Once more under the lock: a change without a row would be a cursor that no stream ever reaches.
    if Comment.objects.shown_by(article_pk, reader_pk):
        Change.record(article, (Change.Kind.AUTHOR, reader_pk))


@task()
def spread(comment_pk: int) -> None:
    """Tell the followers of a comment's author and of its story."""
    comment = Comment.objects.shown().filter(pk=comment_pk).select_related("author").first()
    if comment:
        Notice.spread(comment)
