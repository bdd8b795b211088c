"""The cases of a queue's page: each comment with what is needed to decide on it. A fixed number of queries a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from comments.bans.models import Ban
from comments.moderation.models import OpenCase
from comments.origins.models import PostOrigin
from comments.pipeline.checks import Action
from comments.readers.lookup import find_alike
from comments.reasons import RULING_REASONS, Reason
from comments.reports.models import Report
from comments.rulings.models import Ruling
from comments.states import CommentState
from comments.thread.models import Comment
from comments.votes.models import CommentVote
from comments.word_rules.models import mark_hits

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.queries import CommentQuerySet

LABELS = dict(RULING_REASONS)
LAST_COMMENTS, LAST_RULINGS = 10, 10
REMOVALS = (Ruling.Act.HIDE, Ruling.Act.COLLAPSE)
LIKELY_WEIGHT = 3  # weight of eggs and reports from which hiding is proposed
LENGTHS = ((0, 1), (1, 7), (3, 30))  # (bans before, days proposed)


@dataclass
class Case:
    """One comment in a queue. `seen`: the pk of its newest ruling, or 0; `counted`: {reason: how often given}."""

    comment: Comment
    seen: int = 0
    counted: Counter[str] = field(default_factory=Counter)
    removals: int = 0
    bans: int = 0
    ban: Ban | None = None
    opened_by: str = ""
    is_own: bool = False

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text, with what word rules hit marked."""
        return mark_hits(self.comment.text, self.comment.article)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """[(label of a reason, how many gave it)] of reports and eggs together, the most frequent first."""
        return [(LABELS.get(reason, reason), number) for reason, number in self.counted.most_common()]

    @property
    def proposed_reason(self) -> str:
        """The reason that most people gave; 其他 where nobody gave one."""
        return next((reason for reason, _ in self.counted.most_common()), Reason.OTHER)

    @property
    def proposed_act(self) -> str:
        """What ⏎ does: hides what weighs much, confirms what votes folded up, lets everything else stand."""
        if self.comment.state == CommentState.COLLAPSED:
            return "collapse"
        return "hide" if self.comment.reported and self.comment.review_weight >= LIKELY_WEIGHT else "approve"

    @property
    def proposed_days(self) -> int:
        """The length of a ban that the person's earlier bans suggest."""
        return next(days for least, days in reversed(LENGTHS) if self.bans >= least)

    @property
    def approve_label(self) -> str:
        labels = {CommentState.HELD: "通过", CommentState.VISIBLE: "没问题"}
        return labels.get(CommentState(self.comment.state), "恢复")

    @property
    def age_days(self) -> int:
        """How old the author's account is."""
        return (timezone.now() - self.comment.author.date_joined) // timedelta(days=1)


def build_cases(rows: CommentQuerySet, moderator: Reader, most: int) -> list[Case]:
    """The first `most` of these comments as cases."""
    comments = list(rows.select_related("author", "article__channel", "parent__author").defer("article__body")[:most])
    cases = {comment.pk: Case(comment, is_own=comment.author_id == moderator.pk) for comment in comments}
    authors = defaultdict(list)
    for case in cases.values():
        authors[case.comment.author_id].append(case)
    add_rulings(cases)
    add_accusations(cases)
    add_histories(authors)
    for pk, name in OpenCase.names(cases, moderator).items():
        cases[pk].opened_by = name
    return list(cases.values())


def add_rulings(cases: dict[int, Case]) -> None:
    newest = Ruling.objects.filter(comment__in=list(cases)).order_by().values_list("comment").annotate(Max("pk"))
    for pk, ruling_pk in newest:
        cases[pk].seen = ruling_pk


def add_accusations(cases: dict[int, Case]) -> None:
    """How often each reason was given for each comment, by open reports and by eggs."""
    for rows in (Report.objects.open(), CommentVote.objects.violations()):
        given = rows.filter(comment__in=list(cases)).order_by().values_list("comment", "reason")
        for pk, reason, number in given.annotate(Count("pk")):
            cases[pk].counted[reason] += number


def add_histories(authors: dict[int, list[Case]]) -> None:
    """How often each author was ruled against and banned, and the ban that is in force."""
    against = Count("pk", filter=Q(act__in=REMOVALS)), Count("pk", filter=Q(act=Ruling.Act.BAN))
    rulings = Ruling.objects.filter(person__in=list(authors)).order_by().values_list("person")
    for author, removals, bans in rulings.annotate(removals=against[0], bans=against[1]):
        for case in authors[author]:
            case.removals, case.bans = removals, bans
    restricted = [pk for pk, cases in authors.items() if cases[0].comment.author.restricted]
    for ban in Ban.objects.filter(reader__in=restricted).active().select_related("channel"):
        for case in authors[ban.reader_id]:
            case.ban = ban


def details(comment: Comment) -> dict[str, Any]:
    """What is shown beside the case in hand: who wrote it, what else they wrote and what became of that."""
    author = comment.author
    last = author.comments.exclude(pk=comment.pk).select_related("article").defer("article__body")
    return {
        "comment": comment,
        "author": author,
        "last": last.order_by("-created_at", "-pk")[:LAST_COMMENTS],
        "rulings": Ruling.objects.filter(person=author).select_related("moderator")[:LAST_RULINGS],
        "bans": Ban.objects.filter(reader=author).select_related("channel")[:LAST_RULINGS],
        "reports": Report.objects.filter(comment=comment).select_related("reporter").order_by("-pk")[:LAST_RULINGS],
        "eggs": CommentVote.objects.violations().filter(comment=comment).select_related("reader")[:LAST_RULINGS],
        "edits": comment.edits.all(),
        "refusals": author.pipeline_events.filter(action=Action.REFUSE).order_by("-made_at")[:LAST_RULINGS],
        "beside": PostOrigin.accounts_beside(author).order_by("-date_joined")[:LAST_COMMENTS],
        "alike": find_alike(author)[:LAST_COMMENTS],
    }
