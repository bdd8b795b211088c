"""Two stories on one matter become one: the second a further section of the first, with its own line of sources."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from news.articles.body import PLACE
from news.articles.models import Article, Correction, Source
from news.text.markup import BODY_LONGEST

TITLE_SHOWN = 40


class CannotMerge(ValueError):
    """Why two stories cannot become one, as a sentence."""


@transaction.atomic
def merge_story(story_pk: int, into_pk: int) -> tuple[Article, Article]:
    """Append the story `story_pk` to `into_pk` and withdraw it; return both, changed. CannotMerge otherwise.

    Its pictures, videos and sources move along. The longer story says visibly that it grew, if readers know it.
    """
    rows = Article.objects.select_for_update().order_by("pk").in_bulk([story_pk, into_pk])
    if len(rows) != 2:
        raise CannotMerge("没有这条新闻，或者是同一条。")
    story, into = rows[story_pk], rows[into_pk]
    refuse(story, into)
    sources = list(story.sources.all())
    into.body = join_bodies(into, story, sources)
    if len(into.body) > BODY_LONGEST:
        raise CannotMerge("合并后的正文太长，请先删短一些。")
    move_parts(story, into)
    if into.is_published:
        said = "、".join(source.name for source in sources) or "另一来源"
        Correction.objects.create(article=into, text=f"合并了{said}的报道。")
    story.withdraw(story.published_at or story.stood_at, f"已合并到《{into.title[:TITLE_SHOWN]}》")
    story.save()
    into.save(update_fields=["body", "revised_at"])
    for article in (story, into):
        article.announce()
    return story, into


def refuse(story: Article, into: Article) -> None:
    if story.withdrawn_at:
        raise CannotMerge("这条新闻已经撤下。")
    if into.withdrawn_at:
        raise CannotMerge("要合并到的新闻已经撤下。")
    if story.is_published and not into.is_published:
        raise CannotMerge("已发布的新闻不能合并到还没有发布的一条。")


def join_bodies(into: Article, story: Article, sources: list[Source]) -> str:
    """The body of `into` with `story` as a further section; the marks of pictures count through."""
    own, others = into.photos.count(), story.photos.count()
    section = PLACE.sub(lambda mark: f"<p>[图{int(mark[1]) + own}]</p>", place_photos(story.body, others))
    head = [f"<h2>{escape(story.title)}</h2>", source_line(sources)]
    return "\n".join(part for part in (place_photos(into.body, own), *head, section) if part)


def place_photos(body: str, count: int) -> str:
    """The body with a mark for each of its `count` photos, where its page shows them: see `body_parts`."""
    placed = {int(number) for number in PLACE.findall(body)}
    loose = [number for number in range(1, count + 1) if number not in placed]
    head = loose[:1] if len(loose) == count else []
    marks = ["".join(f"<p>[图{number}]</p>" for number in some) for some in (head, loose[len(head) :])]
    return "\n".join(part for part in (marks[0], body, marks[1]) if part)


def source_line(sources: list[Source]) -> str:
    return f"<p>新闻来源：{'/'.join(source_parts(sources))}</p>" if sources else ""


def source_parts(sources: list[Source]) -> Iterator[str]:
    for source in sources:
        name = escape(source.name)
        shown = f'<a href="{escape(source.url)}" rel="noopener nofollow">{name}</a>' if source.url else name
        at = source.published_at
        yield f"{shown} 于 {timezone.localtime(at):%Y-%m-%d %H:%M}" if at else shown


def move_parts(story: Article, into: Article) -> None:
    """Let the pictures, videos and sources of `story` be those of `into`, after its own."""
    for kind in ("photos", "sources"):
        last = getattr(into, kind).aggregate(last=Max("position"))["last"] or 0
        for number, row in enumerate(getattr(story, kind).all(), 1):
            row.article, row.position = into, last + number
            if kind == "photos":
                row.is_cover = False
            row.save()
    story.videos.update(article=into)
