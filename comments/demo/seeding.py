"""Puts the demo into an empty site: people, stories with pictures, threads with votes. One transaction, or nothing."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from PIL import Image

from comments.demo.bios import BIOS
from comments.demo.crowd import add_page_views, add_polls
from comments.demo.history import add_lives
from comments.demo.points import PointsBudget
from comments.demo.roster import PASSWORD, ROSTER, SIGN_INS
from comments.demo.stories import stories
from comments.demo.threads import ThreadBuilder
from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from comments.reputation.ranks import Rank
from comments.search.reindexing import reindex
from comments.submissions.authorship import Authorship
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, tally
from news.articles.models import Article, Correction, Source
from news.changes.models import Change
from news.channels.models import Channel, Region
from news.media.models import Photo
from news.media.pictures import StoredPicture, render_picture, store_picture
from news.rankings.models import Ranking
from news.related.models import Related
from news.text.markup import clean_body

if TYPE_CHECKING:
    from comments.demo.stories import Story


PICTURES = Path(__file__).parent / "pictures"
SEED = 20240618
FEATURED = 5  # comments in 编辑精选
SHOWPIECE = "politics-1"  # the story with the shape of the page that this site grew from


def seed() -> Any:
    """Load the demo unless it is there; return how many (stories, comments) were made."""
    if Reader.objects.filter(is_demo=True).exists():
        return 0, 0
    told = stories()
    pictures = store_pictures([name for story in told for name, _ in story.pictures])
    with transaction.atomic():
        return add_demo(told, pictures)


def add_demo(told: list[Story], pictures: dict[str, StoredPicture]) -> tuple[int, int]:
    rng = random.Random(SEED)
    people, said, planted_stories = readers(rng), 0, {}
    guests = list(Reader.objects.filter(is_demo=True, is_staff=False))
    budget = PointsBudget(people + guests)
    for story in told:
        article = article_of(story, pictures, rng)
        planted_stories[story.key] = article
        careful = story.key == SHOWPIECE
        said += ThreadBuilder(article, story, people if careful else people + guests, rng, careful, budget).fill()
        vote_on(article, (0, 3) if story.key == SHOWPIECE else (rng.randrange(0, 30), rng.randrange(0, 9)), people, rng)
        Change.record(article, (Change.Kind.STORY, article.pk))
    add_lives(list(Reader.objects.all()))
    feature_best()
    reindex()
    find_related()
    add_polls(rng, planted_stories)
    add_page_views(rng)
    Ranking.build_due()
    return len(told), said


def feature_best() -> None:
    """Mark the best comment of a few stories as 编辑精选, the best one last."""
    editor, best = Reader.objects.get(groups__name="网编"), dict[int, Comment]()
    for comment in Comment.objects.filter(lifted=True).exclude(author=editor).order_by("-hot", "-pk")[:100]:
        best.setdefault(comment.article_id, comment)
    for comment in [*best.values()][:FEATURED][::-1]:
        comment.set_featured(editor, True)


def find_related() -> None:
    """The earlier stories on the matter of each."""
    for article in Article.objects.order_by("published_at", "pk"):
        Related.find(article)


# -- people -------------------------------------------------------------------------------------------


def readers(rng: Random) -> list[Reader]:
    """Make everybody; return those who may speak and vote (not the four who sign in)."""
    now, rungs = timezone.now(), Rank.thresholds()
    people = []
    for name, level, sign, title in ROSTER:
        people.append(person(name, level, rungs, rng, random_join_date(now, rng), sign=sign, title=title))
    for name, level, group in SIGN_INS:
        reader = person(name, level, rungs, rng, random_join_date(now, rng), is_staff=bool(group), is_demo=True)
        reader.set_password(PASSWORD)
        reader.save(update_fields=["password"])
        reader.groups.set(Group.objects.filter(name=group))
    return people


def random_join_date(now: datetime, rng: Random) -> datetime:
    return now - timedelta(days=rng.randrange(30, 3000), minutes=rng.randrange(1440))


def person(name: str, level: int, rungs: dict[int, int], rng: Random, when: datetime, **fields: Any) -> Reader:
    points = rungs[level] + rng.randrange(1, max(2, (rungs.get(level + 1, rungs[level] * 2) - rungs[level]) // 2))
    reader = Reader(level=level, points=points, date_joined=when, bio=BIOS.get(name, ""), **fields)
    reader.set_name(name)
    reader.set_unusable_password()
    reader.save()
    KnownName.take(reader)
    return reader


# -- stories ------------------------------------------------------------------------------------------


def article_of(story: Story, pictures: dict[str, StoredPicture], rng: Random) -> Article:
    published = timezone.now() - timedelta(hours=story.hours_ago)
    article = Article.objects.create(
        channel=Channel.objects.get(slug=story.channel),
        title=story.title,
        body=clean_body(story.body),
        editor=story.editor,
        published_at=published,
        region=Region.objects.filter(slug=story.region).first(),
    )
    for place, source in enumerate(story.sources):
        when = published - timedelta(minutes=rng.randrange(20, 300))
        Source.objects.create(article=article, position=place, published_at=when, **source)
    for place, (name, caption) in enumerate(story.pictures):
        photo = Photo(article=article, caption=caption, position=place)
        photo.take(pictures[name])
        photo.save()
    if story.author:
        Authorship.objects.create(article=article, reader=Reader.objects.get(name=story.author))
    if story.key == SHOWPIECE:
        Correction.objects.create(
            article=article,
            text="首发时第二段的会谈日期有误，已按主办方公布的日程改正。",
            made_at=published + timedelta(minutes=48),
        )
    return article


def vote_on(article: Article, numbers: tuple[int, int], people: list[Reader], rng: Random) -> None:
    assert article.published_at is not None  # every demo story is published
    wanted = ["flower"] * numbers[0] + ["egg"] * numbers[1]
    cast = [
        ArticleVote(reader=reader, article=article, kind=kind, weight=reader.vote_weight, made_at=article.published_at)
        for reader, kind in zip(rng.sample(people, len(wanted)), wanted, strict=True)
    ]
    ArticleVote.objects.bulk_create(cast)
    for vote in cast:
        tally(article, None, vote)
    article.save()


# -- pictures -----------------------------------------------------------------------------------------


def store_pictures(names: list[str]) -> dict[str, StoredPicture]:
    """Store the files of these names in all sizes and formats of the site, on all cores; return them by name."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # Pillow encodes without the interpreter's lock
        return dict(zip(names, threads.map(store_file, names), strict=True))


def store_file(name: str) -> StoredPicture:
    """Store the picture `name`; FileNotFoundError if there is none of this name."""
    with Image.open(PICTURES / f"{name}.webp") as image:
        return store_picture(render_picture(image))
