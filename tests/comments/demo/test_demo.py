"""The demo as a visitor finds it: everybody's points are explained, and whoever signs in has the whole day to give."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.db.models import Count
from django.utils import timezone
from PIL import Image

from comments.demo.seeding import PICTURES, add_demo, store_pictures
from comments.demo.stories import stories
from comments.gems.queries import close_days
from comments.management.recounting import recount
from comments.models import Comment, Gem, LedgerEntry, LevelChange, Rank, Reader
from comments.reputation.models import FROM_ALL, FROM_ONE_GIVER
from comments.votes import guards
from news.media.pictures import render_picture, store_picture
from news.models import Article
from news.related.similarity import LEAST, MOST

pytestmark = pytest.mark.django_db
AFTERNOON = datetime(2031, 5, 1, 7, tzinfo=UTC)  # 15:00 of the site's zone


@pytest.fixture
def demo(at):
    """The whole demo as of an afternoon, with one picture of one colour in the place of all its files."""
    at(AFTERNOON)
    told = stories()
    small = store_picture(render_picture(Image.new("RGB", (64, 48), "teal")))
    add_demo(told, dict.fromkeys(picture_names(told), small))


def picture_names(told):
    return [name for story in told for name, _ in story.pictures]


def test_every_picture_of_the_demo_is_one_file_and_they_are_small():
    files = list(PICTURES.iterdir())
    assert sorted(f"{name}.webp" for name in picture_names(stories())) == sorted(file.name for file in files)
    assert sum(file.stat().st_size for file in files) <= 1_500_000


def test_a_picture_of_the_demo_is_stored_in_every_size_and_format():
    stored = store_pictures(["politics-1-1"])["politics-1-1"]
    assert stored.size == (960, 600)
    found = [Image.open(default_storage.path(path)) for path in stored.paths]
    assert [(image.format, image.size) for image in found] == [
        ("WEBP", (480, 300)),
        ("JPEG", (480, 300)),
        ("WEBP", (960, 600)),
        ("JPEG", (960, 600)),
    ]
    with pytest.raises(FileNotFoundError):
        store_pictures(["politics-1-9"])


def unexplained(reader):
    """The rows of 0 in a reader's ledger that no cap of the day explains."""
    granted, found = Counter(), []
    for row in reader.ledger.order_by("pk"):
        in_all, from_one = row.day, (row.day, row.giver_id)
        if row.amount == 0 and not (granted[in_all] >= FROM_ALL or granted[from_one] >= FROM_ONE_GIVER):
            found.append(row)
        if row.reason == "flower" and row.amount:
            granted.update([in_all, from_one])
    return found


def test_the_demo_adds_up(demo):
    found = []
    assert (recount(found.append), found) == (0, [])
    people = list(Reader.objects.all())
    assert [row for reader in people for row in unexplained(reader)] == []
    assert {reader.level for reader in people} == set(Rank.ladder())
    assert not LedgerEntry.objects.filter(reason="opening", amount__lte=0).exists()
    check_days_are_in_order(people)
    check_removals_and_gems()
    check_sign_ins_have_the_day_to_give()
    check_earlier_stories()


def check_days_are_in_order(people):
    for reader in people:
        times = list(reader.ledger.order_by("pk").values_list("made_at", flat=True))
        assert times == sorted(times) and times[-1] <= timezone.now()


def check_removals_and_gems():
    standing = LedgerEntry.standing()
    hidden = Comment.objects.filter(state="hidden").values_list("pk", flat=True)
    assert sorted(standing.filter(reason="removal").values_list("comment_id", flat=True)) == sorted(hidden) != []
    gems = sorted(Gem.objects.values_list("author", "comment"))
    assert sorted(standing.filter(reason="gem", amount=20).values_list("reader", "comment")) == gems
    steps = LevelChange.objects.count()
    assert Gem.objects.values("day").distinct().count() == 7
    assert close_days() == 0 and LevelChange.objects.count() == steps  # the worker's first round changes nothing


def check_sign_ins_have_the_day_to_give():
    comments = Comment.objects.filter(state="visible").annotate(by=Count("author"))
    for reader in Reader.objects.filter(is_demo=True):
        votes = [*reader.commentvote_set.all(), *reader.articlevote_set.all()]
        assert votes or reader.is_staff
        assert [vote for vote in votes if timezone.localdate(vote.made_at) >= timezone.localdate()] == []
        for kind in ("flower", "egg"):
            guards.refuse_capped(reader, kind, comments.exclude(author=reader).first().author)


def check_earlier_stories():
    for article in Article.objects.annotate(shown=Count("related")):
        there = Article.objects.filter(published_at__lt=article.published_at).count()
        assert min(there, LEAST) <= article.shown <= MOST, article.title


def test_the_editors_have_marked_a_few_comments_of_different_stories(demo):
    marked = list(Comment.objects.shown().featured())
    assert len(marked) == 5 == len({comment.article_id for comment in marked})
