"""The demo's crowd: who reads what when, and who answers which poll."""

import tomllib
from datetime import timedelta
from math import exp
from pathlib import Path
from random import Random

from django.utils import timezone

from comments.polls.models import Ballot, Choice, Poll
from comments.readers.models import Reader
from news.articles.models import Article
from news.page_views.counting import start_of_step
from news.page_views.models import PageViewCount

POLLS = Path(__file__).parent / "polls.toml"
HOURS = 48
HALF_LIFE = 9  # hours in which a story loses half of its readers


def add_page_views(rng: Random) -> None:
    """Readers in steps of five minutes over the last two days: many soon after publication, a few for long."""
    now = timezone.now()
    rows = []
    for article in Article.objects.order_by("pk"):
        assert article.published_at is not None  # every demo story is published
        drawn = rng.random() ** 2 * 40 + article.comment_count / 3
        start = max(article.published_at, now - timedelta(hours=HOURS))
        for step in range(int((now - start).total_seconds() // 300)):
            at = start_of_step((start + timedelta(minutes=5 * step)).timestamp())
            age = (at - article.published_at).total_seconds() / 3600
            readers = int(drawn * exp(-max(age, 0) / HALF_LIFE) * rng.random() / 4)
            if readers:
                rows.append(PageViewCount(article=article, at=at, readers=readers))
    PageViewCount.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def add_polls(rng: Random, stories: dict[str, Article]) -> None:
    """The polls of the demo, with votes of its readers; `stories`: {key: article}."""
    people = list(Reader.objects.filter(is_demo=False))
    for row in tomllib.loads(POLLS.read_text("utf-8"))["poll"]:
        now = timezone.now()
        closes = now + timedelta(hours=row["closes_in_hours"]) if row["closes_in_hours"] else None
        poll = Poll.objects.create(
            article=stories.get(row["story"]),
            question=row["question"],
            text=row["text"],
            multiple=row["multiple"],
            results=row["results"],
            published_at=now - timedelta(hours=row["hours_ago"]),
            closes_at=closes,
        )
        choices = [
            Choice.objects.create(poll=poll, text=choice["text"], position=place)
            for place, choice in enumerate(row["choices"])
        ]
        shares = [choice["share"] for choice in row["choices"]]
        vote(rng, poll, choices, shares, rng.sample(people, rng.randrange(len(people) // 3, len(people))))


def vote(rng: Random, poll: Poll, choices: list[Choice], shares: list[float], voters: list[Reader]) -> None:
    for reader in voters:
        chosen = set(rng.choices(choices, shares, k=rng.randrange(1, 3) if poll.multiple else 1))
        Ballot.objects.create(poll=poll, reader=reader, made_at=poll.published_at).choices.set(chosen)
        for choice in chosen:
            choice.votes += 1
    Choice.objects.bulk_update(choices, ["votes"])
    poll.voters = len(voters)
    poll.save(update_fields=["voters"])
