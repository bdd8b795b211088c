"""评论: one row's whole life, from the post to the tombstone. Every act takes the article's lock first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from comments.notifications.models import Notice
from comments.pipeline.phases import HELD, PHASES
from comments.rulings.acts import RulingActs
from comments.states import SHOWN_STATES, CommentState
from comments.thread import text
from comments.thread.author_acts import AuthorActs
from comments.thread.editor_marks import EditorMarks
from comments.thread.mentions import Mention
from comments.thread.queries import PAGE, CommentQuerySet
from comments.thread.vote_counts import VoteCounts
from news import hooks
from news.articles.models import Article
from news.changes.models import Change
from news.compiled_queries import CompiledQuery, Given
from news.compiled_writes import CompiledInsert, CompiledUpdate
from news.http.addresses import address_of
from news.variants.html import lang_attribute

EDITABLE = timedelta(minutes=5)
KEY_LONGEST = 64
COMMENT, COUNT, QUOTES = Change.Kind.COMMENT, Change.Kind.COUNT, Change.Kind.QUOTES
COUNTED = ("comment_count", "last_floor")  # columns of the article that follow what is shown


class Comment(AuthorActs, RulingActs, VoteCounts, EditorMarks):
    State = CommentState

    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="新闻", related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="评论人", related_name="comments")
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="回复", null=True, blank=True, related_name="replies"
    )
    # Whom it answers: their 个人动态 is found by it without looking through all they ever wrote.
    answers = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="answered_in"
    )
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="exchange")
    text = models.TextField("正文")
    state = models.CharField("状态", max_length=9, choices=State, default=State.VISIBLE)
    key = models.CharField(max_length=KEY_LONGEST, blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    folded = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField("发表", default=timezone.now)
    shown_at = models.DateTimeField("显示", null=True, blank=True)
    edited_at = models.DateTimeField("修改", null=True, blank=True)
    floor = models.PositiveIntegerField("楼", null=True, blank=True, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评论"
        permissions = [("feature_comment", "评论：列入编辑精选")]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "article", "key"], condition=~models.Q(key=""), name="one_comment_per_key"
            ),
            models.UniqueConstraint(fields=["article", "floor"], name="one_comment_per_floor"),
        ]
        indexes = [
            models.Index(fields=["-shown_at", "-id"], name="comments_newest"),
            models.Index(fields=["article", "-shown_at", "-id"], name="floor_newest"),
            models.Index(fields=["article", "-hot", "-id"], name="floor_hottest"),
            models.Index(fields=["article", "-disputed", "-id"], name="floor_disputed"),
            # Partial, for SQLite uses no other for a bare boolean: of a long thread these are a handful of rows.
            models.Index(fields=["article", "-shown_at", "-id"], condition=models.Q(lifted=True), name="floor_lifted"),
            models.Index(fields=["article", "-hot", "-id"], condition=models.Q(liftable=True), name="floor_liftable"),
            models.Index(fields=["author", "-created_at"], name="posts_of_author"),
            models.Index(fields=["author", "-shown_at", "-id"], name="shown_of_author"),
            models.Index(fields=["author", "-hot", "-id"], name="best_of_author"),
            models.Index(fields=["article", "author", "state"], name="author_on_floor"),
            models.Index(fields=["answers", "-shown_at", "-id"], name="answers_to_reader"),
            models.Index(fields=["state", "-created_at"], name="queue_by_state"),
            models.Index(fields=["-review_weight", "id"], condition=models.Q(reported=True), name="queue_of_reported"),
            models.Index(
                fields=["-featured_at", "-id"], condition=models.Q(featured_at__isnull=False), name="comments_featured"
            ),
        ]

    def __str__(self) -> str:
        return text.first_line(self.text, 30)

    def get_absolute_url(self) -> str:
        """The permanent address: the whole exchange around this comment."""
        return address_of("conversation", self.pk)

    @property
    def place(self) -> str:
        """The address of this comment's place in the thread."""
        page = (self.floor - 1) // PAGE + 1 if self.floor else 1
        return f"{address_of('floor', self.article_id)}?sort=old&page={page}#comment-{self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.state in SHOWN_STATES

    @property
    def is_in_thread(self) -> bool:
        return self.is_shown or (self.state == self.State.DELETED and self.reply_count > 0)

    @property
    def shown_at_ms(self) -> int:
        return int((self.shown_at or self.created_at).timestamp() * 1000)

    @property
    def group(self) -> str:
        """The list of the article page that this comment belongs to."""
        return "lifted" if self.lifted else "latest"

    @property
    def lang(self) -> str:
        return lang_attribute(self.text)

    @property
    def html(self) -> str:
        return text.render_text(self.text, [(m.typed, m.reader.get_absolute_url()) for m in self.named])

    @property
    def named(self) -> Iterable[Mention]:
        """Its mentions; of a text that names nobody, the database is not asked for them."""
        return self.mentions.all() if self.names_somebody else ()

    @property
    def first_line(self) -> str:
        return text.first_line(self.text)

    @property
    def names_somebody(self) -> bool:
        """Whether there may be mentions: else nobody asks the database for them."""
        return text.names_somebody(self.text)

    @property
    def held_note(self) -> str:
        """Why it waits for a moderator, as its author is told."""
        return PHASES[self.held_by].note if self.held_by else HELD

    @staticmethod
    def editable_since() -> datetime:
        return timezone.now() - EDITABLE

    def locked_with_article(self) -> Comment:
        """This comment afresh, with its article, both locked: the article first, always."""
        article = Article.objects.select_for_update().get(pk=self.article_id)
        comment = Comment.objects.select_for_update(of=("self",)).select_related("author").get(pk=self.pk)
        comment.article = article
        return comment

    def locked_for_vote(self) -> Comment:
        """The same with what a vote may move of the article; without the author, whose row the vote locks too."""
        article = LOCK_ARTICLE.get(pk=self.article_id)
        comment = LOCK_COMMENT.get(pk=self.pk)
        comment.article = article
        return comment

    def show(self) -> None:
        """Show this comment (locked, with its article) in the thread: from now, if it was never shown."""
        first = not self.floor
        if first:
            self.take_floor()
        self.become(self.State.VISIBLE)
        if first:
            Notice.announce(self)

    def show_new(self) -> None:
        """Save this comment, which is new, and show it in the thread; nothing quotes it yet, and nobody voted on it."""
        self.take_floor()
        self.state = self.State.VISIBLE
        self.settle_reported()
        NEW.save(self)
        Mention.find(self, is_new=True)
        self.count_step(1)
        if self.parent:  # read under the lock of the article, so that it is now as `count_step` has left its row
            self.parent.reply_count, self.parent.revision = self.parent.reply_count + 1, self.parent.revision + 1
        hooks.call("comment_appeared", self)
        parent = [(COMMENT, self.parent_id)] if self.parent_id else []
        things = [(COMMENT, self.pk), *parent, (COUNT, self.article_id)]
        Change.record(self.article, *things, also=COUNTED)
        Notice.announce(self)

    def take_floor(self) -> None:
        """Take the next place in the thread of the article (locked); does not save."""
        self.article.last_floor += 1
        self.floor, self.shown_at = self.article.last_floor, timezone.now()

    def become(self, state: str, **fields: Any) -> None:
        """Take `state`, keep every count that follows from it true, and tell the open pages."""
        step = (state in SHOWN_STATES) - self.is_shown
        was_public = self.is_in_thread
        self.state, self.revision = state, self.revision + 1
        for name, value in fields.items():
            setattr(self, name, value)
        self.settle_reported()
        self.save()
        self.count_step(step)
        hooks.call("comment_changed", self)
        if not self.is_shown:
            Notice.objects.retract(self)
        if was_public or self.is_in_thread:  # of what never stood there, no stream says a word
            self.announce(counted=bool(step))
        else:
            self.article.save(update_fields=COUNTED)

    def count_step(self, step: int) -> None:
        """Count that one more is shown (1), or one less (-1); the article's row is saved by whoever calls."""
        self.article.comment_count += step
        if step and self.parent_id:
            COUNT_REPLY.run(pk=self.parent_id, step=step)
        type(self.author).objects.raise_facts(self.author_id)

    def announce(self, counted: bool = False) -> None:
        """Write the changes of a changed comment: itself, what quotes it, what it stands under, the groups.

        However many quote it, they are one change, which whoever looks expands into rows.
        """
        around = [
            self.pk,
            *([self.parent_id] if counted and self.parent_id else []),
            *self.regroup(),
        ]
        # First, and never the last: a change that expands to no row would be a cursor that no stream ever reaches.
        things = [(QUOTES, self.pk)] if self.reply_count else []
        things += [(COMMENT, pk) for pk in dict.fromkeys(around)]
        Change.record(self.article, *things, *([(COUNT, self.article_id)] if counted else []), also=COUNTED)


LOCK_ARTICLE = CompiledQuery(
    lambda: Article.objects.select_for_update().only("cursor", *COUNTED).filter(pk=Given("pk"))
)
LOCK_COMMENT = CompiledQuery(lambda: Comment.objects.select_for_update().filter(pk=Given("pk")))
NEW = CompiledInsert(lambda: Comment)
REPLY_COUNTED = {
    "reply_count": models.F("reply_count") + Given("step", models.IntegerField()),
    "revision": models.F("revision") + 1,
}
COUNT_REPLY = CompiledUpdate(lambda: (Comment.objects.filter(pk=Given("pk")), REPLY_COUNTED))
