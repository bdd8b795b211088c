"""Stories as the API says them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

from news.api.conversion import VariantText, blocks_to_text, in_seconds
from news.api.schemas import (
    ArticleFacts,
    ArticleLine,
    ArticleLink,
    ChannelFacts,
    CorrectionFacts,
    PictureFacts,
    SourceFacts,
    VideoFacts,
)
from news.articles.authors import fetch_authors

if TYPE_CHECKING:
    from news.articles.models import Article, Source
    from news.channels.models import Channel
    from news.media.models import Picture


def channel_facts(channel: Channel, variant: VariantText) -> ChannelFacts:
    address = variant.address(channel.get_absolute_url())
    kind: Any = channel.kind
    return ChannelFacts(slug=channel.slug, name=variant.text(channel.name), kind=kind, url=address)


def picture_facts(picture: Picture, variant: VariantText) -> PictureFacts:
    return PictureFacts(
        url=variant.address(picture.url()),
        thumbnail=variant.address(picture.thumbnail),
        width=picture.width,
        height=picture.height,
        caption=variant.story_line(picture.caption),
    )


def article_link(article: Article, variant: VariantText) -> ArticleLink:
    address = variant.address(article.get_absolute_url())
    return ArticleLink(id=article.pk, title=variant.story_line(article.title), url=address)


def line_fields(article: Article, variant: VariantText) -> dict[str, Any]:
    """What lists and the story itself have in common."""
    assert article.published_at is not None  # nothing else is shown
    first = article.first_photo
    return {
        **dict(article_link(article, variant)),
        "mark": variant.sentence(article.mark),
        "channel": channel_facts(article.channel, variant),
        "published_at": in_seconds(article.published_at),
        "comments": article.comment_count,
        "flowers": article.flowers,
        "eggs": article.eggs,
        "picture": picture_facts(first, variant) if first else None,
    }


def article_line(article: Article, variant: VariantText) -> ArticleLine:
    """A story (of `for_lists`) as a line of a list."""
    return ArticleLine(**line_fields(article, variant))


def article_facts(article: Article, variant: VariantText) -> ArticleFacts:
    """A whole story, of `for_page`."""
    _, author = fetch_authors([article.pk]).get(article.pk, (0, ""))
    written = render_to_string("news/api/_body.html", {"article": article, "site_url": settings.SITE_URL})
    without_pictures = render_to_string("news/api/_text.html", {"article": article})
    return ArticleFacts(
        **line_fields(article, variant),
        revised_at=in_seconds(article.revised_at),
        author=author,
        editor=article.editor,
        summary=variant.story_line(article.summary),
        text=blocks_to_text(variant.html(without_pictures)),
        html=variant.html(written).strip(),
        sources=[source_facts(source, variant) for source in article.sources.all()],
        corrections=[
            CorrectionFacts(text=variant.text(row.text), made_at=in_seconds(row.made_at))
            for row in article.corrections.all()
        ],
        pictures=[picture_facts(photo, variant) for photo in article.photos.all()],
        videos=[
            VideoFacts(url=variant.address(video.file.url), caption=variant.story_line(video.caption))
            for video in article.videos.all()
        ],
        closed=article.closed,
    )


def source_facts(source: Source, variant: VariantText) -> SourceFacts:
    at = source.published_at
    return SourceFacts(name=source.name, url=variant.address(source.link), published_at=at and in_seconds(at))
