"""Work that no reader waits for. A job takes only a pk, may run twice, and finds out by itself what is still to do."""

from django.db import transaction
from django_tasks import task

from comments.readers.models import Reader
from comments.reputation.ranks import Rank
from news.changes.models import SiteVersion


@task()
def recompute_levels() -> None:
    """The ladder was retuned: everybody's place follows from their ledger anew."""
    Rank.changed()
    for pk in Reader.objects.order_by("pk").values_list("pk", flat=True).iterator():
        recompute_level(pk)
    SiteVersion.bump()


@transaction.atomic
def recompute_level(reader_pk: int) -> None:
    reader = Reader.objects.locked(reader_pk)[reader_pk]
    reader.set_level(reader.replay_ledger()[1])
