"""An editor's words against the dictionary's: overrides of the conversion, and names that regions write differently."""

from typing import Any

from django.db import models

from news.changes.cached_tables import CachedTable


class ConversionOverride(CachedTable):
    """A word that the conversion shall not decide: what it becomes in each variant; left blank, it stays as written."""

    article = models.ForeignKey(
        "news.Article", models.CASCADE, null=True, blank=True, verbose_name="只在这条新闻", related_name="wordings"
    )
    written = models.CharField("原文", max_length=40)
    zh_hans = models.CharField("简体", max_length=40, blank=True)
    zh_hant = models.CharField("繁體（台）", max_length=40, blank=True)
    zh_hk = models.CharField("繁體（港）", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "转换用词"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "written"], name="one_wording_of_story"),
            models.UniqueConstraint(fields=["written"], condition=models.Q(article=None), name="one_wording_of_site"),
        ]

    def __str__(self) -> str:
        return self.written

    def shown(self, slug: str) -> str:
        return getattr(self, slug.replace("-", "_")) or self.written

    @classmethod
    def table(cls, slug: str, article_pk: int | None = None) -> tuple[Any, ...]:
        """((written, shown), …) for a variant: the site's, and those of one story, which win."""
        if not slug:
            return ()
        rows = [row for row in cls.cached() if row.article_id in (None, article_pk)]
        rows.sort(key=lambda row: row.article_id is not None)
        return tuple({row.written: row.shown(slug) for row in rows}.items())


class RegionalTerm(CachedTable):
    """A name that regions write differently: 特朗普 and 川普. Only in the text of stories, and underlined there."""

    zh_hans = models.CharField("大陆", max_length=40)
    zh_hant = models.CharField("台湾", max_length=40)
    zh_hk = models.CharField("香港", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "两岸三地译名"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["zh_hans", "zh_hant"], name="one_term")]

    def __str__(self) -> str:
        return f"{self.zh_hans} / {self.zh_hant}"

    @property
    def forms(self) -> dict[str, str]:
        return {"zh-hans": self.zh_hans, "zh-hant": self.zh_hant, "zh-hk": self.zh_hk or self.zh_hant}

    @classmethod
    def all_forms(cls) -> list[Any]:
        return [row.forms for row in cls.cached()]
