"""What of the stories is in the index of search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db import models
from django.utils import timezone

from news.articles.body import plain_text
from news.compiled_queries import CompiledListQuery
from news.compiled_writes import CompiledInsert
from news.search.grams import stream
from news.search.index import Index, before, entry_id, span
from news.search.pinyin import pinyin_tokens
from news.variants.folding import fold

if TYPE_CHECKING:
    from news.articles.models import Article


def facet(kind: str, value: int | str) -> str:
    """A name as one word that every tokenizer takes: a letter for its kind, then a hash."""
    return f"{kind}{sha256(fold(str(value)).encode()).hexdigest()[:16]}"


class Description(NamedTuple):
    """What an entry says: no phrase goes across two of the `texts`; `fields` are columns of its own row.

    `sounds`: what is found in pinyin too, a title or a name.
    """

    moment: datetime
    texts: list[str]
    facets: list[str]
    fields: dict[str, Any] = {}
    sounds: list[str] = []


def lookup_of(said: Description) -> tuple[str, str, list[str]]:
    """(grams, words, facets) of a description, as an index keeps them."""
    grams, words = stream(*said.texts)
    return grams, " ".join([words, *pinyin_tokens(*said.sounds)]), said.facets


def query_taken(find_model: Callable[[], type[Any]]) -> CompiledListQuery:
    """The query of `Entry.TAKEN` for one kind of entries."""
    return CompiledListQuery(lambda pks: find_model().objects.filter(pk__in=pks).values_list("pk"))


class Entry(models.Model):
    """One row of an index; the id is its place in time. Subclasses add `thing`, `index`, `NEW` and `TAKEN`."""

    objects: ClassVar[models.Manager[Any]]
    index: ClassVar[Index]
    NEW: ClassVar[CompiledInsert]
    TAKEN: ClassVar[CompiledListQuery]  # those of these ids that an entry has
    thing_id: Any

    id = models.BigIntegerField(primary_key=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.thing_id}"

    @classmethod
    def describe(cls, thing: Any) -> Description | None:
        """What the index should say of `thing`; None if it should not be there. Subclasses know."""
        raise NotImplementedError

    @classmethod
    def keep(cls, thing: Any) -> None:
        """Index `thing` as it is, or forget it. Call it in the transaction of the change."""
        cls.forget(thing.pk)
        cls.add([thing])

    @classmethod
    def add(cls, things: list[Any]) -> None:
        """Index those of `things` that should be there; none of them is in the index."""
        said = [(thing, found) for thing in things if (found := cls.describe(thing))]
        ids = cls.free([entry_id(found.moment, thing.pk) for thing, found in said])
        make: Any = cls  # `thing` is of the subclasses
        cls.NEW.save(*(make(pk=pk, thing=thing, **found.fields) for pk, (thing, found) in zip(ids, said, strict=True)))
        cls.index.keep([(pk, *lookup_of(found)) for pk, (_, found) in zip(ids, said, strict=True)])

    @classmethod
    def forget(cls, *pks: Any) -> None:
        entries = list(cls.objects.filter(thing__in=pks).values_list("pk", flat=True))
        cls.index.drop(entries)
        cls.objects.filter(pk__in=entries).delete()

    @classmethod
    def free(cls, wanted: list[int]) -> list[int]:
        """The ids, or the next free ones: rows a million apart may have been written in one millisecond."""
        found: list[int] = []
        taken = {pk for (pk,) in cls.TAKEN.fetch(wanted)}
        for pk in wanted:
            moved = pk
            while moved in taken or (moved != pk and cls.objects.filter(pk=moved).exists()):
                moved += 1
            taken.add(moved)
            found.append(moved)
        return found


class ArticleEntry(Entry):
    """A story that has a time of publication; whether that has come is asked when it is looked for."""

    thing = models.OneToOneField("news.Article", models.CASCADE, related_name="entry")
    title = models.TextField()  # folded: a word in the title counts more

    index = Index("news_articleentry", "news_found")
    NEW = CompiledInsert(lambda: ArticleEntry)
    TAKEN = query_taken(lambda: ArticleEntry)

    class Meta:
        verbose_name = verbose_name_plural = "新闻索引"

    @classmethod
    def describe(cls, article: Article) -> Description | None:
        if article.published_at is None:
            return None
        captions = [photo.caption for photo in article.photos.all()]
        texts = [article.title, plain_text(article.body), *captions]
        facets = [facet("c", article.channel_id), *(facet("s", source.name) for source in article.sources.all())]
        facets += [facet("e", article.editor)] if article.editor else []
        return Description(article.published_at, texts, facets, {"title": fold(article.title)}, [article.title])

    @classmethod
    def published(cls) -> int:
        """What keeps the future out: the bound below which ids are of the past."""
        return before(timezone.now()) + span(0.001)
