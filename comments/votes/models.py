"""鲜花与鸡蛋: one vote per reader and thing, kept as a row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.exceptions import Forbidden
from comments.rate_limits import limits
from comments.readers.models import Reader
from comments.reasons import EGG_REASONS, Reason
from comments.reputation.models import LedgerEntry
from comments.states import VoteKind
from comments.submissions.authorship import Authorship
from comments.votes import guards
from news.articles.models import Article
from news.changes.models import Change
from news.compiled_queries import CompiledQuery, Given
from news.compiled_writes import CompiledInsert

if TYPE_CHECKING:
    from comments.thread.models import Comment


SAVE_READERS = """
UPDATE comments_reader SET
  flowers_received = CASE WHEN id = %s THEN %s ELSE flowers_received END,
  points = CASE WHEN id = %s THEN %s ELSE points END,
  facts_version = facts_version + CASE WHEN id = %s THEN 1 ELSE 0 END
WHERE id IN (%s, %s)
"""
NO_VIOLATION = ("", Reason.DISAGREE)


class Vote(models.Model):
    """What a vote on anything is; its weight is fixed when it is cast."""

    if TYPE_CHECKING:
        objects: models.Manager[Any]

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="网友")
    kind = models.CharField("投", max_length=6, choices=VoteKind.choices)
    weight = models.DecimalField("权重", max_digits=3, decimal_places=1)
    made_at = models.DateTimeField("时间", default=timezone.now)
    reason = ""
    OF_READER: ClassVar[CompiledQuery]  # the row of one `reader` on one `thing`, by their pks
    NEW: ClassVar[CompiledInsert]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.reader_id} {self.kind}"

    @property
    def is_violation(self) -> bool:
        return False

    @property
    def counted_weight(self) -> Decimal:
        """What it weighs in scores: its own weight, or what a finding has left of it; see `comments.fairness`."""
        discount = getattr(self, "discount", None)
        return self.weight - discount.weight if discount else self.weight

    @classmethod
    def change(
        cls, reader: Reader, want: str | None, toggle: bool, to: Reader | None = None, reason: str = "", **thing: Any
    ) -> Any:
        """Make the reader's vote on `thing` what they want; return (row before or None, row after or None).

        `toggle`: wanting what is there already takes it back, unless a `reason` comes with it. `to`: whom the vote
        is for, if a reader. Call it under the locks of the article and of the reader. TooFast beyond the
        day's caps, and beyond so many changes a minute.
        """
        (voted_on,) = thing.values()
        before = cls.OF_READER.first(reader=reader.pk, thing=voted_on.pk)
        if before and before.kind == want and not (reason and reason != before.reason):
            if reason or not toggle:
                return before, before
            want = None
        limits.enforce("vote", f"reader:{reader.pk}")  # what changes nothing is free
        if want and not (before and before.kind == want):
            guards.refuse_capped(reader, want, to)
        if before:
            cls.objects.filter(pk=before.pk).delete()
        if not want:
            return before, None
        fields: dict[str, Any] = {"weight": reader.vote_weight}
        if before and before.kind == want:  # the same egg, for another reason
            fields = {"weight": before.weight, "made_at": before.made_at}
        if reason:
            fields["reason"] = reason
        after = cls(reader=reader, kind=want, **fields, **thing)
        cls.NEW.save(after)
        return before, after


def tally(thing: Any, before: Vote | None, after: Vote | None) -> None:
    """Move the counters of an article or comment from one vote to another; does not save."""
    if before:
        count(thing, before, -1, -before.counted_weight)
    if after:  # no finding knows of it yet
        count(thing, after, 1, after.weight)


def count(thing: Any, vote: Vote, votes: int, weight: Decimal) -> None:
    """Move the counters that `vote` belongs to by so many votes and so much weight."""
    counters: dict[str, int | Decimal] = {f"{vote.kind}s": votes, f"{vote.kind}_weight": weight}
    if vote.is_violation:
        counters |= {"violation_eggs": votes, "violation_weight": weight}
    for name, change in counters.items():
        setattr(thing, name, getattr(thing, name) + change)


def sum_weights(path: str = "", **options: Any) -> Sum:
    """The sum of what the votes at `path` count for: their weights but for what findings have taken off."""
    return Sum(F(f"{path}weight") - Coalesce(F(f"{path}discount__weight"), ZERO), **options)


ZERO = Decimal("0.0")
TALLIES = ("flowers", "eggs", "flower_weight", "egg_weight")


class CommentVoteQuerySet(models.QuerySet["CommentVote"]):
    def violations(self) -> CommentVoteQuerySet:
        """Eggs that say a rule was broken, rather than that their giver disagrees."""
        return self.filter(kind=VoteKind.EGG).exclude(reason__in=NO_VIOLATION)


class CommentVote(Vote):
    comment = models.ForeignKey("comments.Comment", models.CASCADE, verbose_name="评论", related_name="votes")
    reason = models.CharField("理由", max_length=8, choices=EGG_REASONS, blank=True, default="")

    objects = CommentVoteQuerySet.as_manager()
    OF_READER = CompiledQuery(
        lambda: CommentVote.objects.filter(reader=Given("reader"), comment=Given("thing")).select_related("discount")
    )
    NEW = CompiledInsert(lambda: CommentVote)

    class Meta:
        verbose_name = verbose_name_plural = "评论的票"
        constraints = [models.UniqueConstraint(fields=["reader", "comment"], name="one_vote_on_comment")]
        indexes = [
            models.Index(fields=["reader", "made_at"], name="comment_votes_of_day"),
            models.Index(fields=["made_at"], name="comment_votes_of_time"),
        ]

    @property
    def is_violation(self) -> bool:
        """The same of one row as `violations` of many."""
        return self.kind == VoteKind.EGG and self.reason not in NO_VIOLATION

    @classmethod
    @transaction.atomic
    def cast(
        cls, reader: Reader, comment: Comment, want: str | None, toggle: bool = False, reason: str = ""
    ) -> Comment:
        """Make the reader's one vote on the comment `want` ("flower", "egg" or None); return the comment, counted.

        With `toggle`, wanting what was given already takes it back. An egg may carry a `reason`, which can be
        changed later. Forbidden on one's own comment and on comments that take no votes; TooFast beyond the caps.
        """
        comment = comment.locked_for_vote()  # the article's lock first: it orders votes and changes
        people = Reader.objects.locked(reader.pk, comment.author_id)
        reader, author = people[reader.pk], people[comment.author_id]
        comment.author = author
        guards.refuse_vote(comment, reader)
        before, after = cls.change(
            reader, want, toggle, author, reason if want == VoteKind.EGG else "", comment=comment
        )
        if before == after:
            return comment
        tally(comment, before, after)
        author.flowers_received += is_flower(after) - is_flower(before)
        LedgerEntry.follow_vote(author, reader, comment, before, after)
        save_readers(author, reader)
        comment.settle_votes()
        return comment


def save_readers(author: Reader, giver: Reader) -> None:
    """Save, in one statement, what a vote changed of both (locked): flowers and points of the `author` as they are now,
    and that the `giver`'s facts have changed."""
    counted = [author.pk, author.flowers_received, author.pk, author.points]
    with connection.cursor() as cursor:
        cursor.execute(SAVE_READERS, [*counted, giver.pk, author.pk, giver.pk])


def is_flower(vote: CommentVote | None) -> bool:
    return vote is not None and vote.kind == VoteKind.FLOWER


class ArticleVote(Vote):
    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="新闻", related_name="votes")

    OF_READER = CompiledQuery(
        lambda: ArticleVote.objects.filter(reader=Given("reader"), article=Given("thing")).select_related("discount")
    )
    NEW = CompiledInsert(lambda: ArticleVote)

    class Meta:
        verbose_name = verbose_name_plural = "新闻的票"
        constraints = [models.UniqueConstraint(fields=["reader", "article"], name="one_vote_on_article")]
        indexes = [
            models.Index(fields=["reader", "made_at"], name="article_votes_of_day"),
            models.Index(fields=["made_at"], name="article_votes_of_time"),
        ]

    @classmethod
    @transaction.atomic
    def cast(cls, reader: Reader, article: Article, want: str | None, toggle: bool = False) -> Article:
        """Make the reader's one vote on the article `want` ("flower", "egg" or None); return the article, counted."""
        article = Article.objects.select_for_update().only("cursor", *TALLIES).get(pk=article.pk)
        reader = Reader.objects.locked(reader.pk)[reader.pk]
        if not reader.is_active:
            raise Forbidden("这个账号已停用。")
        if Authorship.objects.filter(article=article, reader=reader).exists():
            raise Forbidden("不能给自己的文章投票。")
        before, after = cls.change(reader, want, toggle, article=article)
        if before != after:
            tally(article, before, after)
            Reader.objects.raise_facts(reader.pk)
            Change.record(article, (Change.Kind.VOTES, article.pk), also=TALLIES)
        return article
