"""Jobs of feeds from which stories are taken."""

from django_tasks import task

from news.feed_sources.looking import look
from news.feed_sources.models import FeedSource


@task()
def look_now(source_pk: int) -> None:
    """An editor wants a feed looked at now, whenever it is due."""
    source = FeedSource.objects.select_related("channel").filter(pk=source_pk).first()
    if source:
        look(source)
