"""How the pipeline is set, and what it did: the settings of its phases, and one row for each refusal, hold or mark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone

from comments.exceptions import Refused
from comments.pipeline.checks import WHY_LONGEST, Action
from comments.pipeline.facts import Facts, Post
from comments.pipeline.phases import PHASES, Verdict, run_phases
from comments.readers.models import Reader
from news.changes.cached_tables import CachedTable
from news.changes.pruning import delete_in_batches

if TYPE_CHECKING:
    from comments.origins.models import Origin
    from news.articles.models import Article

CODES = [(phase.code, phase.label) for phase in PHASES.values()]
TEXT_LONGEST = 300
AN_HOUR_MOST = 30  # refusals of one person that are written down
KEPT = timedelta(days=30)


class PhaseSetting(CachedTable):
    """What the admin says of one phase; the environment (`PIPELINE`) says it of phases without a row."""

    phase = models.CharField("环节", max_length=8, primary_key=True, choices=CODES)
    position = models.PositiveSmallIntegerField("顺序")
    is_on = models.BooleanField("启用", default=True)
    threshold = models.PositiveSmallIntegerField("数值", null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "发言环节"
        ordering = ["position", "phase"]

    def __str__(self) -> str:
        return self.get_phase_display()

    @classmethod
    def all_in_order(cls) -> list[PhaseSetting]:
        """One for each phase that can be moved, in order, whether it is on or not; not all of them are stored."""
        stored = {row.phase: row for row in cls.cached()}
        rows = [stored.get(code) or cls.default(code) for code, phase in PHASES.items() if not phase.fixed]
        return sorted(rows, key=lambda row: row.position)

    @classmethod
    def default(cls, code: str) -> PhaseSetting:
        order = list(settings.PIPELINE)
        place = order.index(code) if code in order else len(order)
        return cls(phase=code, position=place + 1, is_on=code in order)

    @property
    def number(self) -> int:
        """Its threshold: of its row, else of the environment."""
        if self.threshold is not None:
            return self.threshold
        known = settings.PIPELINE.get(self.phase)
        return settings.HOLD_FIRST if known is None and self.phase == "first" else known or 0


def judge(post: Post, author: Reader, article: Article, origin: Origin) -> Verdict:
    """Let a post or an edit through all phases: first those that are never moved, then the others as they are set.

    Raises the error of the phase that refuses it.
    """
    rows = [row for row in PhaseSetting.all_in_order() if row.is_on]
    fixed = [phase for phase in PHASES.values() if phase.fixed]
    facts = Facts(author, article, {row.phase: row.number for row in rows}, origin)
    return run_phases(post, facts, [*fixed, *(PHASES[row.phase] for row in rows)])


class PipelineEvent(models.Model):
    """One refusal, hold or mark. Of a refused post there is no comment, but the beginning of its text."""

    phase = models.CharField("环节", max_length=8, choices=CODES)
    action = models.CharField("处理", max_length=6, choices=Action)
    why = models.CharField("原因", max_length=WHY_LONGEST)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="网友", related_name="pipeline_events"
    )
    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="新闻", related_name="+")
    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, verbose_name="评论", null=True, related_name="pipeline_events"
    )
    text = models.CharField("被拒的文字", max_length=TEXT_LONGEST, blank=True)
    made_at = models.DateTimeField("时间", default=timezone.now)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "发言流程"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["made_at"], name="pipeline_by_time"),
            models.Index(fields=["author", "-made_at"], name="pipeline_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()}：{self.get_action_display()}"

    @classmethod
    def record(cls, comment: Any, verdict: Verdict) -> None:
        """Write down what held or marked `comment`."""
        facts = {"author_id": comment.author_id, "article_id": comment.article_id, "comment": comment}
        cls.objects.bulk_create(
            cls(phase=code, action=outcome.action, why=outcome.why, **facts) for code, outcome in verdict.outcomes
        )

    @classmethod
    def record_refusal(cls, author: Reader, article: Article, text: str, error: Refused) -> None:
        """Write down that a phase refused `text`; of one person at most so many an hour."""
        recent = cls.objects.filter(
            author=author, action=Action.REFUSE, made_at__gt=timezone.now() - timedelta(hours=1)
        )
        if len(recent.values_list("pk")[:AN_HOUR_MOST]) >= AN_HOUR_MOST:
            return
        cls.objects.create(
            phase=error.phase,
            action=Action.REFUSE,
            why=str(error)[:WHY_LONGEST],
            author=author,
            article=article,
            text=text[:TEXT_LONGEST] if error.phase == "words" else "",
        )
        if error.phase == "words":
            Reader.objects.filter(pk=author.pk).update(last_refused_at=timezone.now())

    @classmethod
    def counts_since(cls, moment: datetime) -> dict[tuple[str, str], int]:
        """{(phase, action): how many since `moment`}."""
        rows = cls.objects.filter(made_at__gt=moment).order_by().values_list("phase", "action")
        return {(phase, action): number for phase, action, number in rows.annotate(Count("pk"))}

    @classmethod
    def prune(cls, now: datetime) -> None:
        delete_in_batches(cls.objects.filter(made_at__lt=now - KEPT))


@contextmanager
def refusals_recorded(author: Reader, article: Article, text: str) -> Iterator[None]:
    """Around the transaction of a post or an edit: what a phase refuses is written down after it was rolled back."""
    try:
        yield
    except Refused as error:
        if error.phase:
            PipelineEvent.record_refusal(author, article, text, error)
        raise
