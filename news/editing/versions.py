"""历史: what a story said after each save of an editor. Rows are written here alone, never by saves of the thread."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, prefetch_related_objects
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from simple_history import register
from simple_history.models import HistoricalRecords

from news.articles.models import Article, Source

FIELDS = ("channel", "region", "title", "body", "editor")  # columns of a story that a version has
SOURCE_FIELDS = ("name", "url", "published_at")


class VersionParts(models.Model):
    """What a version has besides the columns of the story."""

    MOST: ClassVar[int] = 50  # of one story
    KEPT: ClassVar[timedelta] = timedelta(days=730)
    BATCH: ClassVar[int] = 200  # rows that one step deletes

    saved_by = models.CharField(max_length=150, blank=True)  # the name; `news` knows no users
    sources = models.JSONField(default=list)  # [[name, address, time or ""], …]
    captions = models.JSONField(default=list)  # [[pk of the picture, caption], …]
    log_entry = models.BigIntegerField(null=True)  # the line of Django's log that tells of the same save

    class Meta:
        abstract = True


class ExplicitRecords(HistoricalRecords):
    """A library's history without its signals: a vote or a counter saves a story too, and is no version of it."""

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:
        return None

    def post_delete(self, instance: Any, using: Any = None, **kwargs: Any) -> None:
        return None


register(
    Article,
    manager_name="versions",
    records_class=ExplicitRecords,
    custom_model_name="ArticleVersion",
    verbose_name="新闻的版本",
    verbose_name_plural="新闻的版本",
    bases=[VersionParts],
    history_id_field=models.BigAutoField(),
    history_user_id_field=models.BigIntegerField(null=True),
    history_change_reason_field=models.CharField(max_length=20, blank=True, default=""),
    excluded_fields=[one.name for one in Article._meta.local_concrete_fields if one.name not in ("id", *FIELDS)],
)
ArticleVersion: Any = Article.versions.model  # type: ignore[attr-defined]  # made by the library


def newest_version(article: Article) -> Any:
    return ArticleVersion.objects.filter(id=article.pk).order_by("-history_id").first()


def parts_of(article: Article) -> dict[str, Any]:
    """What a version of this story, as it stands, holds; sources and pictures are read once and stay on `article`."""
    prefetch_related_objects([article], "sources", "photos")
    columns = {name: getattr(article, name) for name in ("channel_id", "region_id", "title", "body", "editor")}
    sources = [
        [row.name, row.url, row.published_at.isoformat() if row.published_at else ""] for row in article.sources.all()
    ]
    captions = [[photo.pk, photo.caption] for photo in article.photos.all()]
    return columns | {"sources": sources, "captions": captions}


def keep_first_version(article: Article) -> Any:
    """The newest version of a story that is about to change; of one without any, what it says now is made that."""
    last = newest_version(article)
    stands = None if last else Article.objects.filter(pk=article.pk).first()
    return write_version(stands, stands.editor, history_date=stands.revised_at) if stands else last


def keep_version(article: Article, user: Any, log_entry: int | None, last: Any) -> None:
    """Note what a story says now, if that is not what `last` says, its newest version; under the story's lock."""
    if last is None or any(getattr(last, key) != value for key, value in parts_of(article).items()):
        write_version(article, user.get_username(), history_user_id=user.pk, log_entry=log_entry)


def write_version(article: Article, name: str, **facts: Any) -> Any:
    known = {"id": article.pk, "history_type": "~", "saved_by": name, "history_date": timezone.now()}
    return ArticleVersion.objects.create(**known | parts_of(article) | facts)


def restore_version(article: Article, version: Any, body: str) -> None:
    """Let a locked story say what `version` says, with this clean body; saves it, and leaves when it is published."""
    kept = {name: getattr(version, f"{name}_id") for name in ("channel", "region")}
    for name, pk in kept.items():
        model = Article._meta.get_field(name).related_model
        if pk is None and name == "region" or model._base_manager.filter(pk=pk).exists():  # type: ignore[union-attr]
            setattr(article, f"{name}_id", pk)
    article.title, article.body, article.editor = version.title, body, version.editor
    article.save(update_fields=[*FIELDS, "revised_at"])
    restore_sources(article, version.sources)
    captions = dict(version.captions)
    for photo in article.photos.filter(pk__in=captions):
        if photo.caption != captions[photo.pk]:
            photo.caption = captions[photo.pk]
            photo.save(update_fields=["caption"])


def restore_sources(article: Article, wanted: list[Any]) -> None:
    """Write these sources into the rows that are there, for a row is the address of a page; add or delete the rest."""
    rows = list(article.sources.all())
    for position, (name, url, at) in enumerate(wanted):
        row = rows[position] if position < len(rows) else Source(article=article)
        row.name, row.url, row.position = name, url, position
        row.published_at = parse_datetime(at) if at else None
        row.save()
    for row in rows[len(wanted) :]:
        row.delete()


def prune_versions(now: datetime) -> None:
    """Delete some of the versions that are too old, or older than the newest ones of their story."""
    old = ArticleVersion.objects.filter(history_date__lt=now - VersionParts.KEPT)
    delete_some(old)
    many = ArticleVersion.objects.values("id").annotate(number=Count("pk")).filter(number__gt=VersionParts.MOST)
    for pk in many.order_by().values_list("id", flat=True)[:20]:
        newest = ArticleVersion.objects.filter(id=pk).order_by("-history_id")
        last = newest.values_list("pk", flat=True)[VersionParts.MOST - 1]
        delete_some(newest.filter(pk__lt=last))


def delete_some(rows: Any) -> None:
    pks = list(rows.values_list("pk", flat=True)[: VersionParts.BATCH])
    ArticleVersion.objects.filter(pk__in=pks).delete()
