"""网友: the user model. Whoever is signed in is the person in the thread."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.readers.managers import ReaderManager
from comments.readers.names import normalize_name, skeleton
from comments.readers.portraits import portrait_path
from comments.reputation.levels import replay
from comments.reputation.models import LedgerEntry, LevelChange
from comments.reputation.ranks import Rank
from news import hooks
from news.http.addresses import address_of
from news.variants.text import VARIANTS

ERASED = "已注销用户"
VARIANT_CHOICES = [("", "原文"), *((variant.slug, variant.label) for variant in VARIANTS.values())]
BIO_LONGEST = 300


def is_new_account(joined: datetime, moment: datetime) -> bool:
    """Whether an account of that age is too young for its votes at `moment` to weigh anything."""
    return moment - joined < timedelta(hours=settings.NEW_ACCOUNT_HOURS)


class Reader(AbstractUser):
    class Sign(models.TextChoices):
        NONE = "", "不显示"
        MALE = "♂", "♂"
        FEMALE = "♀", "♀"

    class Mail(models.TextChoices):
        NOW = "now", "有通知就发"
        DAILY = "daily", "每天汇总一封"
        NEVER = "never", "不发"

    username = first_name = last_name = None  # type: ignore[assignment]
    # Only skeletons are unique: everybody who has left is called the same.
    name = models.CharField("用户名", max_length=50, db_index=True)
    skeleton = models.CharField(max_length=120, unique=True, editable=False)
    sign = models.CharField("性别符号", max_length=1, choices=Sign, blank=True, default=Sign.NONE)
    title = models.CharField("头衔", max_length=20, blank=True)
    bio = models.TextField("简介", max_length=BIO_LONGEST, blank=True)
    portrait = models.FileField("头像", upload_to=portrait_path, blank=True, db_index=True)
    verified = models.BooleanField("本站认证", default=False)
    pen_name = models.CharField(
        "网编笔名", max_length=20, blank=True, default="", help_text="此人发布的新闻署这个名字；留空署用户名。"
    )
    points = models.IntegerField("声望", default=0)
    level = models.PositiveSmallIntegerField("级", default=1)
    flowers_received = models.PositiveIntegerField("收到鲜花", default=0, editable=False)
    imported = models.BooleanField("由旧站带入、尚未认领", default=False)
    import_name = models.CharField("旧站用户名", max_length=100, null=True, blank=True, unique=True, editable=False)
    variant = models.CharField("简体 / 繁体", max_length=7, choices=VARIANT_CHOICES, blank=True, default="")
    mail = models.CharField("邮件通知", max_length=5, choices=Mail, default=Mail.DAILY)
    renamed_at = models.DateTimeField("上次改名", null=True, blank=True, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    leaving_at = models.DateTimeField("注销时间", null=True, blank=True, editable=False, db_index=True)
    leaving_removes = models.BooleanField("注销时删除评论", default=False, editable=False)
    erased_at = models.DateTimeField("已注销", null=True, blank=True, editable=False)
    # Whether a ban may be in force: only then are bans looked for. See `comments.bans`.
    restricted = models.BooleanField(default=False, editable=False)
    # When a post of theirs was last refused for a word: only then are such refusals counted.
    last_refused_at = models.DateTimeField(null=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    facts_version = models.PositiveBigIntegerField(default=0, editable=False)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS = []
    objects: ClassVar[ReaderManager] = ReaderManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = verbose_name_plural = "网友"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    get_short_name = get_full_name

    def get_absolute_url(self) -> str:
        return address_of("reader", self.name)

    def get_activity_url(self) -> str:
        return address_of("activity", self.name)

    def set_name(self, name: str) -> None:
        self.name = normalize_name(name)
        self.skeleton = skeleton(name)

    def get_session_auth_hash(self) -> str:
        """What every session of this reader is tied to: the password, and how often they signed out everywhere."""
        return salted_hmac("huadan.session", f"{self.session_epoch}:{self.password}", algorithm="sha256").hexdigest()

    @property
    def rank(self) -> Rank:
        return Rank.of(self.level)

    @property
    def shown_title(self) -> str:
        return self.title if self.title and self.rank.may_title else ""

    @property
    def badge(self) -> str:
        """The badge as it is written, ornaments and all: `☆★声望品衔7★☆`."""
        if self.shown_title:
            rank = Rank.for_titles()
            assert rank is not None  # this reader's own rank may
            return f"{rank.left}{self.shown_title}{rank.right}"
        sign = self.sign if self.rank.gendered else ""
        return f"{sign}{self.rank}{sign}"

    @property
    def editor_name(self) -> str:
        """Under which name a story goes out that this member of the staff publishes."""
        return self.pen_name or self.name

    @property
    def is_editor(self) -> bool:
        """Whether this reader edits stories, and may therefore answer as an editor."""
        return self.is_staff and self.has_perm("news.change_article")

    @property
    def may_feature(self) -> bool:
        """Whether this reader marks comments as 编辑精选."""
        return self.is_staff and self.has_perm("comments.feature_comment")

    @property
    def is_new(self) -> bool:
        """Whether the account is too young for its votes to weigh anything."""
        return is_new_account(self.date_joined, timezone.now())

    @property
    def vote_weight(self) -> Decimal:
        """What a vote given now will weigh; nothing while the account is new."""
        return Decimal("0.0") if self.is_new else self.rank.vote_weight

    @transaction.atomic
    def earn(self, amount: int, reason: LedgerEntry.Reason) -> None:
        """Write one ledger row of any amount, as an import does, and let points and level follow from it."""
        reader = Reader.objects.locked(self.pk)[self.pk]
        LedgerEntry.enter(reader, amount, reason)
        self.points, self.level = reader.points, reader.level

    def set_level(self, level: int, quietly: bool = False) -> None:
        """Take a level (locked, saved here); a notice announces it, and the worker has it rendered anew."""
        if level == self.level:
            return
        if quietly:  # brought in from elsewhere: nothing happened here
            self.level = level
            self.save(update_fields=["level"])
            return
        step = LevelChange.objects.create(reader=self, before=self.level, after=level)
        self.level = level
        self.save_and_rerender("level")
        hooks.call("level_changed", step)

    def save_revised(self, *fields: Any) -> None:
        """Save `fields` that the reader's own pages show."""
        self.revision += 1
        self.save(update_fields=[*fields, "revision"])

    def save_and_rerender(self, *fields: Any) -> None:
        """Save `fields`, of which every row by this reader shows something, and have open pages render them anew."""
        self.save_revised(*fields)
        hooks.call("badge_changed", self)

    def replay_ledger(self) -> tuple[int, int]:
        """(points, level) as the ledger has them; what is stored must equal it."""
        amounts = self.ledger.order_by("pk").values_list("amount", flat=True)
        return replay(amounts, Rank.thresholds())
