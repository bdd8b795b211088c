"""禁言 and 先审: what keeps one person from speaking, or has them read first, until an end; and its history."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden
from comments.readers.models import Reader
from comments.reasons import RULING_REASONS, Reason
from comments.rulings.models import NOTE_LONGEST, Ruling
from comments.sections.models import in_sections_of, sections_of
from news.text.dates import format_moment

if TYPE_CHECKING:
    from news.articles.models import Article
    from news.channels.models import Channel

READER = settings.AUTH_USER_MODEL
LONGEST_DAYS = 30  # beyond it, or without an end, only whoever has the permission `ban_long`
DAYS = (1, 7, 30, 0)  # 0: without an end
MOST_DAYS = 3650


class BanQuerySet(models.QuerySet["Ban"]):
    def active(self) -> BanQuerySet:
        """Those in force now."""
        now = timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), lifted_at=None, starts_at__lte=now)

    def covering(self, article: Article | None, channel: Channel | None = None) -> BanQuerySet:
        """Those that hold on this story, or in this channel, or (both None) of the whole site."""
        covers = Q(scope=Ban.Scope.SITE)
        if article is not None:
            covers |= Q(scope=Ban.Scope.CHANNEL, channel=article.channel_id)
            covers |= Q(scope=Ban.Scope.ARTICLE, article=article.pk)
        if channel is not None:
            covers |= Q(scope=Ban.Scope.CHANNEL, channel=channel)
        return self.filter(covers)

    def moderated_by(self, moderator: Any) -> BanQuerySet:
        """Those that this moderator may lift: of a 版块版主, those that hold in their sections alone."""
        return in_sections_of(moderator, self, "channel", "article__channel")


class Ban(models.Model):
    if TYPE_CHECKING:
        reader_id: int

    class Kind(models.TextChoices):
        SILENCE = "silence", "禁言"
        READ_FIRST = "read", "先审后发"

    class Scope(models.TextChoices):
        SITE = "site", "全站"
        CHANNEL = "channel", "频道"
        ARTICLE = "article", "一条新闻"

    reader = models.ForeignKey(READER, models.PROTECT, verbose_name="网友", related_name="bans")
    kind = models.CharField("种类", max_length=7, choices=Kind, default=Kind.SILENCE)
    scope = models.CharField("范围", max_length=7, choices=Scope, default=Scope.SITE)
    channel = models.ForeignKey("news.Channel", models.CASCADE, verbose_name="频道", null=True, blank=True)
    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="新闻", null=True, blank=True)
    reason = models.CharField("理由", max_length=10, choices=RULING_REASONS)
    note = models.CharField("备注", max_length=NOTE_LONGEST, blank=True)
    starts_at = models.DateTimeField("开始", default=timezone.now)
    ends_at = models.DateTimeField("结束", null=True, blank=True, help_text="留空：永久。")
    ruling = models.OneToOneField(Ruling, models.PROTECT, verbose_name="处理记录", related_name="ban")
    lifted_at = models.DateTimeField("取消", null=True, blank=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "禁言"
        ordering = ["-pk"]
        permissions = [("ban_long", "可以禁言 30 天以上")]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="site", channel=None, article=None)
                | Q(scope="channel", channel__isnull=False, article=None)
                | Q(scope="article", channel=None, article__isnull=False),
                name="ban_of_one_scope",
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(lifted_at=None), name="bans_not_lifted")]

    def __str__(self) -> str:
        return f"{self.reader}：{self.get_kind_display()}{self.until}"

    @property
    def is_active(self) -> bool:
        return self.lifted_at is None and (self.ends_at is None or self.ends_at > timezone.now())

    @property
    def until(self) -> str:
        return f"至 {format_moment(timezone.localtime(self.ends_at))}" if self.ends_at else "，无期限"

    @property
    def place(self) -> str:
        """Where it holds, as a sentence begins: "在“时政”频道", or nothing for the whole site."""
        if self.channel_id:
            return f"在“{self.channel}”频道"
        return "在这条新闻下" if self.article_id else ""

    @property
    def sentence(self) -> str:
        """What the person is told wherever they would write."""
        return f"您{self.place}已被禁言{self.until}，理由：{self.get_reason_display()}。您写的文字不会丢失。"

    @classmethod
    @transaction.atomic
    def impose(
        cls,
        reader: Reader,
        moderator: Reader,
        days: int,
        reason: str,
        note: str = "",
        kind: str = Kind.SILENCE,
        batch: str = "",
        **place: Any,
    ) -> Ban:
        """Keep `reader` from speaking for `days` (0: without an end); `place`: channel or article, else the whole site.

        Forbidden for oneself, for staff, and beyond what the moderator may, also in place; Conflict where one is in
        force there.
        """
        reader = Reader.objects.locked(reader.pk)[reader.pk]
        refuse_ban(reader, moderator, days)
        refuse_place(moderator, **place)
        scope = next((name for name in ("channel", "article") if place.get(name)), "site")
        place = {scope: place[scope]} if scope != "site" else {}
        standing = (
            reader.bans.active().filter(kind=kind, scope__in=("site", scope)).filter(Q(scope="site") | Q(**place))
        )
        if other := standing.first():
            raise Conflict(f"此人已被{other.get_kind_display()}{other.until}，请先取消，再重新设定。")
        ruling = Ruling.record(moderator, Ruling.Act.BAN, reader, reason=reason, note=note, batch=batch)
        ends_at = timezone.now() + timedelta(days=days) if days else None
        ban = cls.objects.create(
            reader=reader, kind=kind, scope=scope, reason=reason, note=note, ends_at=ends_at, ruling=ruling, **place
        )
        Reader.objects.filter(pk=reader.pk).update(restricted=True)
        Reader.objects.raise_facts(reader.pk)
        if kind == cls.Kind.SILENCE:  # who is read first is not told: the row itself says 审核中
            ruling.tell_author()
        return ban

    @transaction.atomic
    def lift(self, moderator: Reader, reason: str = Reason.MISTAKE, note: str = "", act: str = "") -> Ruling | None:
        """End it before its time; None if it has ended already. Forbidden on one's own, and outside one's sections."""
        Reader.objects.locked(self.reader_id)
        if self.reader_id == moderator.pk:
            raise Forbidden("不能取消自己的禁言。")
        if not Ban.objects.filter(pk=self.pk).moderated_by(moderator).exists():
            raise Forbidden("这条禁言不在您的版块里，请由其他版主取消。")
        ban = Ban.objects.select_related("reader", "ruling").get(pk=self.pk)
        if not ban.is_active:
            return None
        Ban.objects.filter(pk=ban.pk).update(lifted_at=timezone.now())
        ruling = Ruling.record(
            moderator, Ruling.Act(act or Ruling.Act.UNBAN), ban.reader, reason=reason, note=note, about=ban.ruling
        )
        if ban.kind == self.Kind.SILENCE:
            ruling.tell_author()
        settle_restricted(Reader.objects.filter(pk=ban.reader_id))
        Reader.objects.raise_facts(ban.reader_id)
        return ruling

    @classmethod
    def of(
        cls, reader: Reader, article: Article | None, kind: str = Kind.SILENCE, channel: Channel | None = None
    ) -> Ban | None:
        """What keeps this reader from writing under `article` or in `channel` (None: anything else), or None.

        Costs no query for whom no ban was ever imposed.
        """
        if not reader.restricted:
            return None
        found = Ban.objects.filter(reader=reader, kind=kind).active().covering(article, channel)
        return found.select_related("channel").order_by(models.F("ends_at").desc(nulls_first=True), "-pk").first()


def refuse_ban(reader: Reader, moderator: Reader, days: int) -> None:
    if reader.pk == moderator.pk:
        raise Forbidden("不能禁言自己。")
    if reader.is_staff or reader.is_superuser:
        raise Forbidden("不能禁言本站工作人员。")
    if reader.erased_at:
        raise Forbidden("此人已注销。")
    if not 0 <= days <= MOST_DAYS:
        raise Forbidden("禁言的天数不对。")
    if (days == 0 or days > LONGEST_DAYS) and not moderator.has_perm("comments.ban_long"):
        raise Forbidden(f"超过 {LONGEST_DAYS} 天的禁言由首席版主决定。")


def refuse_place(moderator: Reader, channel: Channel | None = None, article: Article | None = None) -> None:
    """Forbidden for a 版块版主 on the whole site and in channels that are not theirs."""
    sections = sections_of(moderator)
    place = channel.pk if channel else article.channel_id if article else None
    if sections is not None and place not in [section.pk for section in sections]:
        raise Forbidden("版块版主只能在自己的版块里禁言。")


def ban_sentence(reader: Reader, article: Article | None, channel: Channel | None = None) -> str:
    """What `reader` is told of the ban that keeps them from writing there; "" without one."""
    ban = Ban.of(reader, article, channel=channel)
    return ban.sentence if ban else ""


def refuse_banned(reader: Reader, article: Article | None = None, channel: Channel | None = None) -> None:
    """Forbidden where a ban keeps `reader` from writing."""
    if sentence := ban_sentence(reader, article, channel):
        raise Forbidden(sentence)


def settle_restricted(readers: models.QuerySet[Reader]) -> None:
    """Let the mark on these readers' rows follow from the bans that are in force."""
    active = Ban.objects.active().filter(reader=models.OuterRef("pk"))
    readers.filter(restricted=True).exclude(models.Exists(active)).update(
        restricted=False, facts_version=models.F("facts_version") + 1
    )


def release_ended() -> None:
    """Bans end by themselves; the worker takes their mark off the rows of people."""
    settle_restricted(Reader.objects.all())
