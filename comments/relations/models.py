"""What readers are to each other: 关注, 拉黑; the stories they follow, the words they do not want to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from comments.exceptions import Refused
from news.variants.folding import fold

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.articles.models import Article


WORDS_MOST = 100
PEOPLE_MOST = 1000  # followed, or blocked: every page of a reader looks at all whom they blocked
READER = settings.AUTH_USER_MODEL


class Relation(models.Model):
    """What one reader has set; subclasses say between whom and what."""

    if TYPE_CHECKING:
        objects: ClassVar[models.Manager[Any]]

    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def turn(cls, on: bool, reader: Reader, **ends: Any) -> None:
        """Make this relation of `reader`'s or remove it."""
        ends["reader"] = reader
        if on:
            cls.objects.get_or_create(**ends)
        else:
            cls.objects.filter(**ends).delete()
        get_user_model().objects.raise_facts(reader.pk)

    @classmethod
    def refuse_more(cls, reader: Reader) -> None:
        """Refused if `reader` has set as many as anybody may."""
        if cls.objects.filter(reader=reader).count() >= PEOPLE_MOST:
            raise Refused(f"最多{cls._meta.verbose_name} {PEOPLE_MOST} 人。")


class Follow(Relation):
    reader = models.ForeignKey(READER, models.CASCADE, related_name="follows")
    followed = models.ForeignKey(READER, models.CASCADE, related_name="followers")

    class Meta:
        verbose_name = verbose_name_plural = "关注"
        constraints = [models.UniqueConstraint(fields=["reader", "followed"], name="one_follow")]

    def __str__(self) -> str:
        return f"{self.reader_id} → {self.followed_id}"

    @classmethod
    def set(cls, reader: Reader, other: Reader, wanted: bool) -> None:
        """Follow or leave `other`. Refused for oneself, for those who left, and for whom one has blocked."""
        if wanted:
            cls.refuse(reader, other)
        cls.turn(wanted, reader=reader, followed=other)

    @classmethod
    def refuse(cls, reader: Reader, other: Reader) -> None:
        if reader == other:
            raise Refused("不用关注自己：您的动态一直都在。")
        if Block.between(reader, other):
            raise Refused("您已拉黑这位网友，取消拉黑后才能关注。")
        cls.refuse_more(reader)


class StoryFollow(Relation):
    reader = models.ForeignKey(READER, models.CASCADE, related_name="story_follows")
    article = models.ForeignKey("news.Article", models.CASCADE, related_name="followers")

    class Meta:
        verbose_name = verbose_name_plural = "关注的新闻"
        constraints = [models.UniqueConstraint(fields=["reader", "article"], name="one_story_follow")]

    def __str__(self) -> str:
        return f"{self.reader_id} → {self.article_id}"

    @classmethod
    def set(cls, reader: Reader, article: Article, wanted: bool) -> None:
        cls.turn(wanted, reader=reader, article=article)


class Block(Relation):
    """拉黑: `reader` sees nothing of `blocked`, who cannot answer them directly and is not told."""

    reader = models.ForeignKey(READER, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(READER, models.CASCADE, related_name="blocked_by")

    class Meta:
        verbose_name = verbose_name_plural = "拉黑"
        constraints = [models.UniqueConstraint(fields=["reader", "blocked"], name="one_block")]

    def __str__(self) -> str:
        return f"{self.reader_id} ⊘ {self.blocked_id}"

    @classmethod
    def set(cls, reader: Reader, other: Reader, wanted: bool) -> None:
        """Block `other`, or let them be seen again. Refused for oneself and for staff."""
        if wanted:
            cls.refuse(reader, other)
            Follow.turn(False, reader=reader, followed=other)
            reader.notices.filter(actor=other).delete()
        cls.turn(wanted, reader=reader, blocked=other)

    @classmethod
    def refuse(cls, reader: Reader, other: Reader) -> None:
        if reader == other:
            raise Refused("不能拉黑自己。")
        if other.is_staff:
            raise Refused("本站工作人员不能拉黑；对处理有意见，可以在您的动态里看到理由。")
        cls.refuse_more(reader)

    @classmethod
    def between(cls, reader: Reader | int, other: Reader | int) -> bool:
        """Whether `reader` has blocked `other`."""
        return cls.objects.filter(reader=reader, blocked=other).exists()


class MutedWord(models.Model):
    """A word whose comments a reader does not want to see, whether written in 简 or 繁."""

    reader = models.ForeignKey(READER, models.CASCADE, related_name="muted_words")
    word = models.CharField("屏蔽词", max_length=20)
    folded = models.CharField(max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "屏蔽词"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reader", "folded"], name="one_muted_word")]

    def __str__(self) -> str:
        return self.word

    @classmethod
    @transaction.atomic
    def add(cls, reader: Reader, word: str) -> tuple[MutedWord, bool]:
        """Mute a word; Refused beyond a hundred, counted under the reader's lock."""
        get_user_model().objects.locked(reader.pk)
        if cls.objects.filter(reader=reader).count() >= WORDS_MOST:
            raise Refused(f"屏蔽词最多 {WORDS_MOST} 个，请先移除几个。")
        get_user_model().objects.raise_facts(reader.pk)
        return cls.objects.get_or_create(reader=reader, folded=fold(word), defaults={"word": word})

    @classmethod
    @transaction.atomic
    def remove(cls, reader: Reader, pk: int) -> None:
        cls.objects.filter(reader=reader, pk=pk).delete()
        get_user_model().objects.raise_facts(reader.pk)
