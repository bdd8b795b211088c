"""An editor's words against the dictionary's: overrides of the conversion, and names that regions write differently."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import models

from news.changes.cached_tables import CachedTable
from news.variants.folding import fold
from news.variants.regional_terms import Term, TermFinder
from news.variants.word_table import NO_WORDS, WordTable


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
    def read(cls) -> Any:
        return OverrideTables(cls.objects.all())

    @classmethod
    def table(cls, slug: str, article_pk: int | None = None) -> WordTable:
        """The words for a variant: the site's, and those of one story, which win."""
        return cls.cached().of(slug, article_pk) if slug else NO_WORDS


class OverrideTables:
    """The tables of all overrides, each made once: one for each variant, and one for each story that has its own."""

    def __init__(self, rows: Iterable[ConversionOverride]) -> None:
        self.rows: dict[int | None, list[ConversionOverride]] = {}
        for row in rows:
            self.rows.setdefault(row.article_id, []).append(row)
        self.made: dict[tuple[str, int | None], WordTable] = {}

    def of(self, slug: str, article_pk: int | None) -> WordTable:
        story = article_pk if article_pk in self.rows else None
        if (slug, story) not in self.made:
            rows = self.rows.get(None, []) + (self.rows[story] if story is not None else [])
            self.made[slug, story] = WordTable({row.written: row.shown(slug) for row in rows})
        return self.made[slug, story]


class RegionalTerm(CachedTable):
    """A name that regions write differently: 特朗普 and 川普. Only in the text of stories, and underlined there."""

    zh_hans = models.CharField("大陆", max_length=40)
    zh_hant = models.CharField("台湾", max_length=40)
    zh_hk = models.CharField("香港", max_length=40, blank=True)
    exceptions = models.CharField("例外", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "两岸三地译名"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["zh_hans", "zh_hant"], name="one_term")]

    def __str__(self) -> str:
        return f"{self.zh_hans} / {self.zh_hant}"

    @property
    def forms(self) -> dict[str, str]:
        return {"zh-hans": self.zh_hans, "zh-hant": self.zh_hant, "zh-hk": self.zh_hk or self.zh_hant}

    @property
    def term(self) -> Term:
        return Term(self.forms, tuple(split_exceptions(self.exceptions)))

    @classmethod
    def read(cls) -> Any:
        rows = list(cls.objects.all())
        return [{fold(name) for name in row.forms.values()} for row in rows], TermFinder(row.term for row in rows)

    @classmethod
    def folded_names(cls) -> list[set[str]]:
        """The names of each entry, folded: what a search takes for the same."""
        return cls.cached()[0]

    @classmethod
    def finder(cls) -> TermFinder:
        return cls.cached()[1]


def split_exceptions(text: str) -> list[str]:
    """The words that an editor typed, parted by blanks or Chinese or Latin commas."""
    return [word for word in re.split(r"[\s、，,；;]+", text) if word]
