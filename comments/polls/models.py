"""问卷: a question with choices, on an article or alone; one vote per reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden, Gone
from comments.readers.models import Reader
from news.articles.models import Article
from news.changes.models import Change
from news.http.addresses import address_of
from news.lists.unindexed import Unindexed

READER = settings.AUTH_USER_MODEL


class PollQuerySet(models.QuerySet):
    def published(self, at: Any = None) -> PollQuerySet:
        """What readers may see now, or `at` a moment: those that are open to all, alone or on a story that is."""
        shown = models.Exists(Article.objects.published(at).filter(pk=models.OuterRef("article")))
        is_open = LessThanOrEqual(Unindexed("published_at"), at or timezone.now())
        return self.filter(models.Q(article=None) | shown, is_open)

    def newest(self) -> PollQuerySet:
        return self.order_by("-published_at", "-pk")

    def for_rendering(self) -> PollQuerySet:
        return self.with_story().prefetch_related("choices")

    def with_story(self) -> PollQuerySet:
        return self.select_related("article").defer("article__body")


class Poll(models.Model):
    class Results(models.TextChoices):
        OPEN = "open", "一直公开"
        CLOSED = "closed", "截止后公布"

    article = models.ForeignKey(
        "news.Article",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name="新闻",
        related_name="polls",
        help_text="留空：问卷单独成页。",
    )
    question = models.CharField("问题", max_length=120)
    text = models.CharField("说明", max_length=500, blank=True)
    multiple = models.BooleanField("可以多选", default=False)
    results = models.CharField("结果", max_length=6, choices=Results, default=Results.OPEN)
    published_at = models.DateTimeField("发布时间", default=timezone.now)
    closes_at = models.DateTimeField("截止时间", null=True, blank=True, help_text="留空：一直开放。")
    closing_recorded = models.BooleanField(default=False, editable=False)  # whether its story's pages know of its end
    voters = models.PositiveIntegerField("参加人数", default=0, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "问卷"
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="polls_newest"),
            models.Index(fields=["closes_at"], condition=models.Q(closing_recorded=False), name="polls_to_close"),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return address_of("poll", self.pk)

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def shows_results(self) -> bool:
        return self.results == self.Results.OPEN or self.is_closed

    @property
    def seen(self) -> tuple[str, str, bool, tuple[Any, ...]]:
        """What a page that shows this poll depends on."""
        return (self.question, self.text, self.multiple, self.seen_results)

    @property
    def seen_results(self) -> tuple[Any, ...]:
        """What its bars depend on."""
        choices = [(choice.pk, choice.text, choice.votes) for choice in self.choices.all()]
        return (self.pk, self.voters, self.is_closed, self.closes_at, self.results, choices)

    def bars(self) -> list[tuple[Choice, int]]:
        """[(choice, its share of the voters in whole percent)], in order."""
        return [
            (choice, round(100 * choice.votes / self.voters) if self.voters else 0) for choice in self.choices.all()
        ]

    @classmethod
    def record_closings(cls) -> None:
        """Let the open pages of stories know of polls whose time is over; the clock alone writes no change."""
        for poll in cls.objects.filter(closes_at__lte=timezone.now(), closing_recorded=False, article__isnull=False):
            with transaction.atomic():
                poll = poll.locked_with_article()
                Change.record(poll.article, (Change.Kind.POLL, poll.pk))
                cls.objects.filter(pk=poll.pk).update(closing_recorded=True)

    def locked_with_article(self) -> Poll:
        """This poll afresh and locked; the lock of its article, if it has one, comes first."""
        article = Article.objects.select_for_update().get(pk=self.article_id) if self.article_id else None
        poll = Poll.objects.select_for_update().get(pk=self.pk)
        if article:
            poll.article = article
        return poll


def next_poll_turn(now: datetime) -> Any:
    """When the next poll opens or closes; None if none will."""
    turns = Poll.objects.aggregate(
        opens=models.Min("published_at", filter=models.Q(published_at__gt=now)),
        closes=models.Min("closes_at", filter=models.Q(closes_at__gt=now)),
    )
    return min(filter(None, turns.values()), default=None)


class Choice(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="choices")
    text = models.CharField("选项", max_length=80)
    position = models.PositiveSmallIntegerField("次序", default=0)
    votes = models.PositiveIntegerField("票数", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "选项"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """A reader's one vote in a poll, with what they chose."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    reader = models.ForeignKey(READER, models.CASCADE, related_name="ballots")
    choices = models.ManyToManyField(Choice, related_name="ballots")
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "问卷的票"
        constraints = [models.UniqueConstraint(fields=["poll", "reader"], name="one_ballot_per_poll")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.poll_id}"

    @classmethod
    @transaction.atomic
    def cast(cls, reader: Reader, poll: Poll, wanted: set[int]) -> Poll:
        """Make the reader's one vote: `wanted` are pks of choices. Return the poll, counted.

        The same vote sent again is no second one. Gone after the closing time, Conflict with another vote than the
        first, Forbidden for choices that are none and for accounts that may not.
        """
        poll = poll.locked_with_article()
        reader = Reader.objects.locked(reader.pk)[reader.pk]
        chosen = list(poll.choices.filter(pk__in=wanted))
        refuse(reader, poll, chosen, wanted)
        standing = cls.objects.filter(poll=poll, reader=reader).first()
        if standing:
            if set(standing.choices.all()) != set(chosen):
                raise Conflict("您已经投过这份问卷了，每人一票，不能再改。")
            return poll
        cls.objects.create(poll=poll, reader=reader).choices.set(chosen)
        Reader.objects.raise_facts(reader.pk)
        poll.choices.filter(pk__in=wanted).update(votes=models.F("votes") + 1)
        poll.voters += 1
        poll.save(update_fields=["voters"])
        if poll.article_id:
            Change.record(poll.article, (Change.Kind.POLL, poll.pk))
        return poll


def refuse(reader: Reader, poll: Poll, chosen: list[Choice], wanted: set[int]) -> None:
    if not reader.is_active:
        raise Forbidden("这个账号已停用。")
    if poll.is_closed:
        raise Gone("这份问卷已经截止，不能再投了。")
    if not chosen or len(chosen) != len(wanted):
        raise Forbidden("请先选一项再投。")
    if len(chosen) > 1 and not poll.multiple:
        raise Forbidden("这份问卷只能选一项。")
