"""A saved page becomes a real article with its thread; a second run adds only what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from comments.importing.authors import make_reader
from comments.importing.keys import aware, hash_parts
from comments.readers.models import Reader
from comments.reputation.ranks import Rank
from comments.search.models import CommentEntry
from comments.thread.models import Comment
from comments.thread.text import marks, without_controls
from news.articles.models import Article, Source
from news.changes.models import Change, SiteVersion
from news.search.models import ArticleEntry
from news.text.markup import clean_body
from news.variants.folding import fold

if TYPE_CHECKING:
    from news.channels.models import Channel
    from news.importing.saved_page import SavedComment, SavedPage


ORNAMENTS = "☆★♂♀"
FORMS = {
    "p": "<p>{}</p>",
    "h2": "<h2>{}</h2>",
    "caption": "<figure><figcaption>{}</figcaption></figure>",
}


@transaction.atomic
def import_page(page: SavedPage, channel: Channel) -> tuple[Article, bool, int]:
    """Bring a `SavedPage` in under `channel`; return (article, whether it is new, comments added).

    What is here already is not touched: neither fields edited here since, nor counts.
    """
    known = find_article(page)
    new = known is None
    article = known or article_from(page, channel, article_keys(page)[0])
    article = Article.objects.select_for_update().get(pk=article.pk)
    added = add_missing(article, page.comments)
    if new or added:
        settle(article, added)
        SiteVersion.bump()
    return article, new, len(added)


def check_page(page: SavedPage) -> tuple[Article | None, int]:
    """(its article, if it is here; how many comments an import would add); nothing is written."""
    known = find_article(page)
    return known, len(missing(known, page.comments)) if known else len(page.comments)


def find_article(page: SavedPage) -> Article | None:
    return Article.objects.filter(import_key__in=article_keys(page)).first()


def article_keys(page: SavedPage) -> tuple[str, str]:
    """(key, key as earlier versions wrote it) of a page's article; the first is the same whatever the script."""
    return hash_parts(*map(fold, page.sources), page.when, fold(page.title)), hash_parts(
        *page.sources, page.when, page.title
    )


def article_from(page: SavedPage, channel: Channel, key: str) -> Article:
    body = "\n".join(FORMS[kind].format(escape(text)) for kind, text in page.body)
    article = Article.objects.create(
        import_key=key,
        channel=channel,
        title=page.title,
        body=clean_body(body),
        editor=page.editor,
        published_at=aware(page.when),
        missing_pictures=page.pictures,
        missing_video=page.video,
        stated_comments=page.stated,
        flowers=page.flowers,
        eggs=page.eggs,
        flower_weight=page.flowers,
        egg_weight=page.eggs,
        opening_flowers=page.flowers,
        opening_eggs=page.eggs,
    )
    for place, name in enumerate(page.sources):
        Source.objects.create(article=article, name=name, position=place, published_at=aware(page.when))
    return article


# -- comments -----------------------------------------------------------------------------------------


def add_missing(article: Article, saved: list[SavedComment]) -> list[Comment]:
    """Add the comments that are not here yet, oldest first, each with the next 楼; return them."""
    return [add(article, key, one) for key, one in missing(article, saved)]


def missing(article: Article, saved: list[SavedComment]) -> list[tuple[str, SavedComment]]:
    """[(key, comment)] of those that are not here yet, oldest first."""
    known = set(article.comments.filter(import_key__isnull=False).values_list("import_key", flat=True))
    # The file has the newest first: of two in one minute the lower is the older, and sorting keeps their order.
    upwards = saved[::-1]
    keyed = [(key, one) for (key, earlier), one in keys(article, upwards) if known.isdisjoint((key, earlier))]
    return sorted(keyed, key=lambda pair: pair[1].when)


def keys(article: Article, saved: list[SavedComment]) -> Iterator[tuple[tuple[str, str], SavedComment]]:
    """Yield ((key, key as earlier versions wrote it), comment); the first is the same whatever the script."""
    folded: Counter[Any] = Counter()
    typed: Counter[Any] = Counter()
    for one in saved:
        key = key_of(article, folded, fold(one.author), one.when, fold(one.text))
        yield (key, key_of(article, typed, one.author, one.when, one.text)), one


def key_of(article: Article, seen: Counter[Any], *same: Any) -> str:
    """A key of a comment: the same words by the same author in the same minute are told apart by their number."""
    seen[same] += 1
    return hash_parts(article.import_key, *same, seen[same])


def add(article: Article, key: str, one: SavedComment) -> Comment:
    article.last_floor += 1
    article.comment_count += 1
    when, text = aware(one.when), without_controls(one.text).strip(" \t\n")  # an indent of no-break spaces stays
    comment = Comment(
        article=article,
        author=author_of(one),
        text=text,
        import_key=key,
        created_at=when,
        shown_at=when,
        floor=article.last_floor,
        revision=1,
        **marks(text),
        flowers=one.flowers,
        eggs=one.eggs,
        flower_weight=one.flowers,
        egg_weight=one.eggs,
        opening_flowers=one.flowers,
        opening_eggs=one.eggs,
    )
    comment.rescore()
    comment.save()
    Reader.objects.filter(pk=comment.author_id).update(flowers_received=F("flowers_received") + one.flowers)
    return comment


def settle(article: Article, added: list[Comment]) -> None:
    article.save(update_fields=["last_floor", "comment_count"])
    ArticleEntry.keep(article)
    for comment in added:
        CommentEntry.keep(comment)
    moved = Comment.objects.regroup(article.pk)
    things = [(Change.Kind.COMMENT, pk) for pk in dict.fromkeys([*(c.pk for c in added), *moved])]
    Change.record(article, (Change.Kind.STORY, article.pk), *things, (Change.Kind.COUNT, article.pk))


# -- authors ------------------------------------------------------------------------------------------


def author_of(one: SavedComment) -> Reader:
    """The imported reader of this name, made if need be; never somebody's account."""
    known = Reader.objects.filter(import_name=one.author).first()
    if known:
        return known
    level, sign, title = parse_badge(one.badge)
    return make_reader(one.author, one.author, aware(one.when), level, sign, title)


def parse_badge(badge: str) -> tuple[int, str, str]:
    """(level, sign, title) of a badge as shown; what is no rank's label is a title of the first level with one."""
    sign = badge[0] if badge[:1] in ("♂", "♀") and badge[-1:] == badge[0] else ""
    bare = badge[1:-1] if sign else badge
    for rank in Rank.ladder().values():
        if fold(str(rank)) == fold(bare):
            return rank.level, sign, ""
    first = Rank.for_titles()
    assert first is not None, "no rung may carry a title"
    return first.level, sign, bare.strip(ORNAMENTS)[:20]
