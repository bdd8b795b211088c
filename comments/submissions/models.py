"""投稿: what a reader writes for the editors or for a section; one row from the draft to the story."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from comments.bans.models import refuse_banned
from comments.exceptions import Conflict, Forbidden, TooFast
from comments.notifications.models import Notice
from comments.readers.models import Reader
from comments.submissions.authorship import Authorship
from comments.submissions.desk_acts import DeskActs, Story
from comments.submissions.guards import refuse_submission
from comments.submissions.queries import SubmissionQuerySet
from news.articles.models import Article, Correction, Source
from news.channels.models import Channel
from news.media.models import Photo, Picture
from news.text.markup import plain_body

READER = settings.AUTH_USER_MODEL
DRAFTS_MOST = 50
APART = timedelta(minutes=1)  # between two changes of one story
QUIETLY = timedelta(minutes=5)  # an author's change within it leaves no note


class Submission(DeskActs, models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SENT = "sent", "等待审稿"
        ACCEPTED = "accepted", "已采用"
        REFUSED = "refused", "未采用"
        WITHDRAWN = "withdrawn", "已撤下"

    reader = models.ForeignKey(READER, models.CASCADE, verbose_name="网友", related_name="submissions")
    board = models.ForeignKey(
        "news.Channel", models.PROTECT, null=True, blank=True, verbose_name="版块", related_name="submissions"
    )
    title = models.CharField("标题", max_length=60, blank=True)
    text = models.TextField("正文", blank=True)
    link = models.CharField("来源地址", max_length=500, blank=True)
    key = models.CharField(max_length=64, editable=False)
    state = models.CharField("状态", max_length=9, choices=State, default=State.DRAFT)
    answer = models.CharField("答复", max_length=200, blank=True)
    # Whether the story is not as it was sent: the row keeps what its author wrote.
    adapted = models.BooleanField("修改后采用", default=False, editable=False)
    moderator = models.ForeignKey(
        READER, models.PROTECT, null=True, blank=True, editable=False, verbose_name="处理人", related_name="+"
    )
    article = models.OneToOneField(
        "news.Article", models.SET_NULL, null=True, blank=True, editable=False, verbose_name="文章"
    )
    saved_at = models.DateTimeField("保存", default=timezone.now)
    stood_at = models.DateTimeField(null=True, editable=False)  # since when its story stands
    sent_at = models.DateTimeField("提交", null=True, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投稿"
        constraints = [models.UniqueConstraint(fields=["reader", "key"], name="one_submission_per_key")]
        indexes = [
            models.Index(fields=["state", "-sent_at"], name="submission_queue"),
            models.Index(fields=["reader", "-saved_at"], name="submissions_of_reader"),
        ]

    def __str__(self) -> str:
        return self.title or "（没有标题）"

    def get_absolute_url(self) -> str:
        return reverse("submission_edit", args=[self.pk])

    @property
    def body(self) -> str:
        return plain_body(self.text)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_editable(self) -> bool:
        """Whether its author may still write in it: a draft, or what stands in a section."""
        stands = self.state == self.State.ACCEPTED and self.article_id is not None
        own = self.board is not None and not self.board.pre_moderated and not self.adapted
        return self.is_draft or (stands and own)

    @property
    def outcome(self) -> str:
        """Its state, as its author and the desk read it."""
        return self.get_state_display() + ("（经编辑修改）" if self.adapted else "")

    # -- writing ----------------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def keep(cls, reader: Reader, key: str, **fields: Any) -> Submission:
        """Keep what `reader` has typed so far under the form's `key`; return the row. Drafts are bounded."""
        reader = Reader.objects.locked(reader.pk)[reader.pk]
        if not reader.is_active:
            raise Forbidden("这个账号已停用。")
        row = cls.objects.filter(reader=reader, key=key).first()
        if row is None:
            if cls.objects.filter(reader=reader, state=cls.State.DRAFT).count() >= DRAFTS_MOST:
                raise Conflict(f"草稿最多 {DRAFTS_MOST} 篇，请先删掉几篇。")
            return cls.objects.create(reader=reader, key=key, **fields)
        if not row.is_draft and any(getattr(row, name) != value for name, value in fields.items()):
            raise Conflict("这篇稿件已经提交了，改动没有保存。请复制您写的文字，另写一篇。")
        if row.is_draft:
            cls.objects.filter(pk=row.pk).update(**fields, saved_at=timezone.now())
            row.refresh_from_db()
        return row

    @transaction.atomic
    def send(self) -> Submission:
        """Send it: to the editors' queue, or into the section at once. Sent twice, it is sent once."""
        reader = Reader.objects.locked(self.reader_id)[self.reader_id]
        row = self.locked()
        if not row.is_draft:
            return row
        refuse_submission(reader, row)
        row.state, row.sent_at = self.State.SENT, timezone.now()
        row.save()
        return row.publish(None) if row.board and not row.board.pre_moderated else row

    def locked(self) -> Submission:
        return Submission.objects.select_for_update(of=("self",)).select_related("board", "reader").get(pk=self.pk)

    # -- the story --------------------------------------------------------------------------------

    def publish(self, channel: Channel | None, story: Story | None = None) -> Submission:
        """Make the story of this row (locked), as sent or as `story` says: in `channel`, or in its own section."""
        story = story or Story(self.title, self.body)
        now, channel = timezone.now(), self.board or channel
        assert channel is not None  # the editor chooses one for what was sent to no section
        self.article = Article.objects.create(
            channel=channel,
            title=story.title,
            body=story.body,
            published_at=now,
            editor="" if self.board else story.editor,
        )
        self.authorship(self.article).save()
        for photo in self.photos.all():
            shape = {name: getattr(photo, name) for name in ("name", "width", "height", "caption", "position")}
            Photo.objects.create(article=self.article, **shape)
        if self.link:
            self.source(self.article).save()
        self.state, self.answered_at, self.stood_at = self.State.ACCEPTED, now, now
        self.save()
        self.article.announce()
        return self

    def authorship(self, article: Article) -> Authorship:
        """Who `article`, the story of this row, is from; does not save."""
        kind = Authorship.Kind.WRITTEN if self.board else Authorship.Kind.SENT
        return Authorship(article=article, reader=self.reader, kind=kind)

    def source(self, article: Article) -> Source:
        """The link of this row as a source of `article`; does not save."""
        host = urlsplit(self.link).hostname or self.link
        return Source(article=article, name=host[:60], url=self.link)

    @transaction.atomic
    def rewrite(self, title: str, text: str) -> Submission:
        """Let the author change what stands in a section; after five minutes the story says so."""
        row = self.locked()
        if row.state != self.State.ACCEPTED or not row.board_id or (row.title, row.text) == (title, text):
            return row
        if not row.reader.is_active:
            raise Forbidden("这个账号已停用。")
        refuse_banned(row.reader, row.article)
        assert row.stood_at is not None and row.sent_at is not None  # it was accepted
        if row.saved_at > row.stood_at and timezone.now() - row.saved_at < APART:
            raise TooFast("改得太勤了，请过一分钟再改。您写的文字还在。")
        row.title, row.text, row.saved_at = title, text, timezone.now()
        row.save()
        if timezone.now() - row.sent_at > QUIETLY:  # one note, with the time of the last change
            assert row.article is not None  # it stands
            Correction.note(row.article, "作者修改了文章。")
        row.stand(title=title, body=row.body)
        return row

    def stand(self, **fields: Any) -> None:
        assert self.article_id is not None
        Article.objects.filter(pk=self.article_id).update(**fields, revised_at=timezone.now())
        assert self.article is not None
        self.article.announce()

    def tell(self, said: str) -> None:
        cause = f"piece:{self.pk}"
        moment = f"{cause}:{timezone.now():%y%m%d%H%M%S%f}"
        Notice.tell([self.reader], Notice.Kind.PIECE, cause, moment, text=said[:300])


class SubmissionPhoto(Picture):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="photos")

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "投稿图片"
