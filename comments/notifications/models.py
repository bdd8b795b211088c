"""通知: one row for each thing that happened to a reader; what belongs together is shown as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from comments.relations.models import Block, Follow, MutedWord, StoryFollow
from news import hooks
from news.articles.models import Article
from news.compiled_queries import CompiledQuery, Given
from news.variants.folding import fold

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.reputation.models import LevelChange


READER = settings.AUTH_USER_MODEL
UNSEEN_MOST = 99
BATCH = 500
LOOKED_AT = 1000  # the newest events that the list is made of


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unseen(self) -> NoticeQuerySet:
        return self.filter(seen_at=None)

    def readable(self, at: Any = None) -> NoticeQuerySet:
        """Without those of comments under stories that are withdrawn, now or `at` a moment."""
        shown = Article.objects.published(at).filter(pk=OuterRef("comment__article"))
        return self.filter(Q(comment=None) | Exists(shown))

    def grouped(self, reader: Reader) -> Any:
        """Groups of events, newest first: {subject, seen_at, last (pk), events and people (how many)}.

        What was seen together stays together; what comes later begins a new group.
        """
        newest = self.filter(reader=reader).readable().order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT]
        rows = self.filter(pk__in=list(newest)).order_by()
        groups = rows.values("subject", "seen_at")
        return groups.annotate(last=Max("pk"), events=Count("pk"), people=Count("actor", distinct=True)).order_by(
            "-last"
        )

    def for_rendering(self) -> NoticeQuerySet:
        """With all that a sentence about them shows."""
        with_these = ("reader", "actor", "comment__article__channel", "comment__parent", "comment__author")
        return self.select_related(*with_these).defer("comment__article__body")

    def newest(self, reader: Reader) -> int:
        """The pk of the newest event of a reader, 0 if there is none."""
        return self.filter(reader=reader).order_by("-pk").values_list("pk", flat=True).first() or 0

    def see(self, reader: Reader, last: int | None = None) -> int:
        """The reader has looked at all there was up to the pk `last`; what was still to be mailed need not be."""
        rows = self.filter(reader=reader).unseen()
        rows = rows if last is None else rows.filter(pk__lte=last)
        return rows.update(seen_at=timezone.now(), mail="")

    def retract(self, comment: Any) -> tuple[int, dict[Any, Any]]:
        """Forget every notice of a comment that is no longer there to be read."""
        return self.filter(comment=comment).exclude(kind=Notice.Kind.RULING).delete()


class Notice(models.Model):
    class Kind(models.TextChoices):
        REPLY = "reply", "回复"
        MENTION = "mention", "提到"
        RULING = "ruling", "版主处理"
        LEVEL = "level", "升降级"
        TITLE = "title", "头衔"
        FOLLOWED = "followed", "关注的人"
        STORY = "story", "关注的新闻"
        PIECE = "piece", "投稿与文章"
        REPORT = "report", "举报结果"
        ERROR = "error", "指正结果"
        FEATURED = "featured", "编辑精选"

    reader = models.ForeignKey(READER, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind)
    # Events of one subject are one notice: all replies to one comment, all posts of one followed reader.
    subject = models.CharField(max_length=40)
    # What it was that happened: the same cause never makes two events.
    cause = models.CharField(max_length=40)
    actor = models.ForeignKey(READER, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey("comments.Comment", models.CASCADE, null=True, related_name="notices")
    text = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    # How it shall still go out by mail: "now", "daily", or "" (never, or gone out already).
    mail = models.CharField(max_length=5, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        constraints = [models.UniqueConstraint(fields=["reader", "kind", "cause"], name="one_notice_per_cause")]
        indexes = [
            models.Index(fields=["reader", "-id"], name="notices_newest"),
            models.Index(fields=["made_at"], name="notices_by_time"),
            models.Index(fields=["reader", "subject"], condition=Q(seen_at=None), name="notices_unseen"),
            models.Index(fields=["mail", "reader"], condition=~Q(mail=""), name="notices_to_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.kind} {self.cause}"

    @classmethod
    def tell(cls, readers: list[Reader], kind: Notice.Kind, subject: str, cause: str, **fields: Any) -> None:
        """Write one event for each of `readers`; those who already know it are not told again."""
        rows = [
            cls(reader=reader, kind=kind, subject=subject, cause=cause, mail=mail_choice(reader), **fields)
            for reader in sorted(readers, key=lambda reader: reader.pk)
            if reader.is_active
        ]
        Notice.objects.bulk_create(rows, ignore_conflicts=True)

    @classmethod
    def announce(cls, comment: Any) -> None:
        """Tell whom a comment that has just appeared concerns directly; followers are told by the worker."""
        named = comment.mentions.select_related("reader") if comment.names_somebody else []
        told = {mention.reader: (cls.Kind.MENTION, f"mention:{comment.article_id}") for mention in named}
        if comment.parent_id:
            told[comment.parent.author] = (cls.Kind.REPLY, f"reply:{comment.parent_id}")
        for reader in readers_to_notify(told, comment):
            cls.tell([reader], *told[reader], f"comment:{comment.pk}", actor=comment.author, comment=comment)
        if is_followed(comment):
            hooks.call("comment_followed", comment)

    @classmethod
    def amend(cls, comment: Any) -> None:
        """A comment was edited: whom it names no longer forgets it, whom it names now is told."""
        named = comment.mentions.values("reader")
        unnamed = cls.objects.filter(comment=comment, kind=cls.Kind.MENTION).exclude(reader__in=named)
        # Not deleted: named again by the next edit, they are not told again.
        unnamed.update(seen_at=timezone.now(), mail="")
        if comment.is_shown:
            cls.announce(comment)

    @classmethod
    def spread(cls, comment: Any) -> None:
        """Tell those who follow the author or the story, unless they were told of this comment already."""
        cause = f"comment:{comment.pk}"
        told = cls.objects.filter(cause=cause).values("reader")
        readers = type(comment.author).objects.exclude(pk__in=told)
        by_author = readers.filter(follows__followed=comment.author_id)
        by_story = readers.filter(story_follows__article=comment.article_id).exclude(pk__in=by_author.values("pk"))
        ways = (
            (by_story, cls.Kind.STORY, f"story:{comment.article_id}"),
            (by_author, cls.Kind.FOLLOWED, f"followed:{comment.author_id}"),
        )
        for rows, kind, subject in ways:
            for batch in batches(rows):
                cls.tell(readers_to_notify(batch, comment), kind, subject, cause, actor=comment.author, comment=comment)


def batches(readers: QuerySet[Reader]) -> Iterator[list[Reader]]:
    """These readers in order of pk, a few hundred at a time: a voice may have any number of followers."""
    last = 0
    while batch := list(readers.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def readers_to_notify(readers: Iterable[Reader], comment: Any) -> list[Reader]:
    """Those of `readers` who want to hear of a comment: not its author, nobody who blocked them or muted a word of it.

    In order of pk, so that two posts never wait for each other.
    """
    readers = sorted(readers, key=lambda reader: reader.pk)
    if not readers:  # as of most comments: there is nothing to ask, and to find that out costs as much as a question
        return []
    pks = [reader.pk for reader in readers]
    deaf = set(Block.objects.filter(reader__in=pks, blocked=comment.author_id).values_list("reader_id", flat=True))
    muted = list(MutedWord.objects.filter(reader__in=pks).values_list("reader_id", "folded"))
    if muted:
        text = fold(comment.text)
        deaf |= {pk for pk, word in muted if word in text}
    return [reader for reader in readers if reader.pk not in deaf and reader.pk != comment.author_id]


def is_followed(comment: Any) -> bool:
    """Whether anybody follows the author or the story of a comment."""
    return bool(FOLLOWS.fetch(author=comment.author_id, article=comment.article_id))


def follows_of() -> QuerySet[Any, Any]:
    of_author = Follow.objects.filter(followed=Given("author")).order_by().values_list("pk")
    of_story = StoryFollow.objects.filter(article=Given("article")).order_by().values_list("pk")
    return of_author.union(of_story, all=True)[:1]


FOLLOWS = CompiledQuery(follows_of)  # one who follows this `author` or this `article`, if anybody does


def mail_choice(reader: Reader) -> str:
    """How a notice for this reader goes out by mail; whether there is an address is looked at when it does."""
    return "" if reader.mail == "never" or not reader.email else reader.mail


def notify_of_level(change: LevelChange) -> None:
    """Tell a reader of a `LevelChange` of theirs."""
    said = f"{'升到' if change.is_rise else '降到'} {change.reader.badge}"
    Notice.tell([change.reader], Notice.Kind.LEVEL, "level", f"level:{change.pk}", text=said)
