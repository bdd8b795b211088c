"""Every stored count once more from the rows: what differs is reported and put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Model, Q, Sum

from comments.polls.models import Poll
from comments.readers.models import Reader
from comments.reports.models import Report
from comments.reputation.models import LedgerEntry
from comments.states import VoteKind
from comments.thread.models import Comment
from comments.votes.models import CommentVote, sum_weights
from news.articles.models import Article
from news.changes.models import Change

if TYPE_CHECKING:
    from comments.thread.queries import CommentQuerySet
    from news.articles.queries import ArticleQuerySet


ZERO = Decimal("0.0")


def recount(report: Callable[..., Any]) -> int:
    """Compare and repair everything; call `report(sentence)` for each difference and return how many there were."""
    found = sum(recount_thread(pk, report) for pk in Article.objects.order_by("pk").values_list("pk", flat=True))
    found += sum(recount_reader(reader, report) for reader in Reader.objects.order_by("pk").iterator())
    return found + sum(recount_poll(poll, report) for poll in Poll.objects.order_by("pk"))


@transaction.atomic
def recount_poll(poll: Poll, report: Callable[..., Any]) -> int:
    """One poll under its lock: how many took part, and how often each choice was chosen."""
    poll = poll.locked_with_article()
    choices = poll.choices.annotate(ballots_cast=Count("ballots"))
    wrong = correct_row(poll, {"voters": poll.ballots.count()}, f"问卷 {poll.pk}", report)
    return wrong + sum(correct_row(row, {"votes": row.ballots_cast}, f"选项 {row.pk}", report) for row in choices)


@transaction.atomic
def recount_thread(article_pk: int, report: Callable[..., Any]) -> int:
    """One article under its lock: its own tallies, its comments' tallies, replies, groups and number."""
    article = Article.objects.select_for_update().get(pk=article_pk)
    comments = list(article.comments.select_for_update().order_by("pk"))
    tallies = tally_rows(article.comments.all(), "votes")
    replies = dict(
        article.comments.shown().filter(parent__isnull=False).order_by().values_list("parent").annotate(Count("pk"))
    )
    against, waiting = violations(article), open_reports(article)
    wrong = 0
    for comment in comments:
        truth = expected_tally(comment, tallies[comment.pk]) | {"reply_count": replies.get(comment.pk, 0)}
        truth["violation_eggs"], truth["violation_weight"] = against.get(comment.pk, (0, ZERO))
        truth["open_reports"], truth["report_weight"] = waiting.get(comment.pk, (0, ZERO))
        wrong += correct_row(comment, truth, f"评论 {comment.pk}", report, rescore_comment)
    article_truth = expected_tally(article, tally_rows(Article.objects.filter(pk=article_pk), "votes")[article_pk])
    article_truth["comment_count"] = sum(comment.is_shown for comment in comments)
    article_truth["last_floor"] = max([article.last_floor, *(comment.floor or 0 for comment in comments)])
    wrong += correct_row(article, article_truth, f"新闻 {article.pk}", report)
    if moved := Comment.objects.regroup(article.pk):
        report(f"新闻 {article.pk} 的热门评论：{len(moved)} 条进出")
        wrong += len(moved)
    if wrong:
        Change.record(
            article,
            (Change.Kind.STORY, article.pk),
            (Change.Kind.VOTES, article.pk),
            (Change.Kind.COUNT, article.pk),
            *((Change.Kind.COMMENT, c.pk) for c in comments),
        )
    return wrong


def tally_rows(rows: ArticleQuerySet | CommentQuerySet, votes: str) -> dict[int, tuple[int, int, Decimal, Decimal]]:
    """{pk: (flowers, eggs, flower weight, egg weight)} from the votes themselves."""
    flower, egg = Q(**{f"{votes}__kind": VoteKind.FLOWER}), Q(**{f"{votes}__kind": VoteKind.EGG})
    counted = rows.order_by().annotate(
        f=Count(votes, filter=flower),
        e=Count(votes, filter=egg),
        fw=sum_weights(f"{votes}__", filter=flower),
        ew=sum_weights(f"{votes}__", filter=egg),
    )
    numbers = counted.values_list("pk", "f", "e", "fw", "ew")
    return {pk: (flowers, eggs, fw or ZERO, ew or ZERO) for pk, flowers, eggs, fw, ew in numbers}


def violations(article: Article) -> dict[int, tuple[int, Decimal]]:
    """{pk: (violation eggs, their weight)} of an article's comments that have any."""
    rows = CommentVote.objects.violations().filter(comment__article=article)
    return {
        pk: (eggs, round(weight, 1))
        for pk, eggs, weight in rows.order_by().values_list("comment").annotate(Count("pk"), all=sum_weights())
    }


def open_reports(article: Article) -> dict[int, tuple[int, Decimal]]:
    """{pk: (reports that wait for a moderator, their weight)} of an article's comments that have any."""
    rows = Report.objects.open().filter(comment__article=article)
    return {
        pk: (reports, round(weight, 1))
        for pk, reports, weight in rows.order_by().values_list("comment").annotate(Count("pk"), Sum("weight"))
    }


def expected_tally(thing: Article | Comment, row: tuple[int, int, Decimal, Decimal]) -> dict[str, Decimal | int]:
    """What the tallies of a comment or article must be: its votes and what it was opened with, at 1.0 each."""
    flowers, eggs, flower_weight, egg_weight = row
    return {
        "flowers": flowers + thing.opening_flowers,
        "eggs": eggs + thing.opening_eggs,
        "flower_weight": round(flower_weight + thing.opening_flowers, 1),
        "egg_weight": round(egg_weight + thing.opening_eggs, 1),
    }


def rescore_comment(comment: Comment) -> list[Any]:
    """Bring the scores of a comment in line with its weights; return the names of those that were wrong."""
    names = ("hot", "disputed", "liftable", "reported", "review_weight")
    before = [getattr(comment, name) for name in names]
    comment.rescore()
    comment.settle_reported()
    return [name for name, was in zip(names, before, strict=True) if was != getattr(comment, name)]


def correct_row(
    row: Model,
    truth: dict[str, Decimal | int],
    label: str,
    report: Callable[..., Any],
    also: Callable[..., Any] = lambda row: [],
) -> int:
    """Write what differs from `truth`; report it; return how many fields differed."""
    wrong = [name for name, value in truth.items() if getattr(row, name) != value]
    for name in wrong:
        report(f"{label} 的 {name}：记为 {getattr(row, name)}，应为 {truth[name]}")
        setattr(row, name, truth[name])
    scores = also(row)
    for name in scores:
        report(f"{label} 的 {name} 与票数不符，应为 {getattr(row, name)}")
    wrong += scores
    if wrong:
        columns = list(wrong)
        if hasattr(row, "revision"):  # what is shown of it is kept by its revision
            row.revision += 1
            columns.append("revision")
        row.save(update_fields=columns)
    return len(wrong)


@transaction.atomic
def recount_reader(reader: Reader, report: Callable[..., Any]) -> int:
    """One reader: the ledger against the votes that it follows, then what is stored against the ledger."""
    reader = Reader.objects.locked(reader.pk)[reader.pk]
    wrong = settle_ledger(reader, report)
    points, level = reader.replay_ledger()
    received = Comment.objects.filter(author=reader).aggregate(all=Sum("flowers"))["all"] or 0
    truth = {"points": points, "level": level, "flowers_received": received}
    return wrong + correct_row(reader, truth, f"网友 {reader.name}", report)


def settle_ledger(reader: Reader, report: Callable[..., Any]) -> int:
    """Let every vote that moves points have one standing row, and every such row its vote; count the mended ones."""
    reasons = (LedgerEntry.Reason.FLOWER, LedgerEntry.Reason.EGG)
    rows = LedgerEntry.standing().filter(reader=reader, reason__in=reasons)
    standing: Counter[Any] = Counter(rows.values_list("giver_id", "comment_id", "reason"))
    given: Counter[Any] = Counter(
        (vote.reader_id, vote.comment_id, reason)
        for vote in CommentVote.objects.filter(comment__author=reader)
        if (reason := LedgerEntry.reason_of(vote))
    )
    for giver, comment, why in (standing - given).elements():
        report(f"网友 {reader.name} 的声望记录：评论 {comment} 的 {why} 没有对应的票，已冲销")
        LedgerEntry.undo(reader, why, Reader(pk=giver) if giver else None, comment and Comment(pk=comment))
    for giver, comment, why in (given - standing).elements():
        report(f"网友 {reader.name} 的声望记录：评论 {comment} 的 {why} 少一笔，已补记")
        LedgerEntry.write(reader, why, Reader(pk=giver), Comment(pk=comment))
    return (standing - given).total() + (given - standing).total()
