"""What machines are told of a page: schema.org, as facts. https://schema.org/NewsArticle"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from news.variants.interface import convert_sentence
from news.variants.models import ConversionOverride
from news.variants.text import convert, lang_of

if TYPE_CHECKING:
    from news.articles.models import Article


CONTEXT = "https://schema.org"


class SchemaWriter:
    """Tells facts in the variant of the page; names of people and addresses stay as they are."""

    def __init__(self, variant: str, story: int | None = None) -> None:
        self.variant, self.table = variant, ConversionOverride.table(variant, story)

    def convert_text(self, text: str) -> str:
        """What people wrote."""
        return convert(text, self.variant, self.table)

    def convert_sentence(self, sentence: str) -> str:
        """What the interface says."""
        return convert_sentence(sentence, self.variant, self.table)

    def link(self, path: str) -> str:
        return f"{settings.SITE_URL}{'/' + self.variant if self.variant else ''}{path}"

    @property
    def lang(self) -> str:
        return lang_of(self.variant)

    def site(self) -> dict[str, dict[str, int | str] | str]:
        logo, name = picture("/static/img/icon-512.png", 512, 512), self.convert_text(settings.SITE_NAME)
        return {"@type": "NewsMediaOrganization", "name": name, "url": settings.SITE_URL, "logo": logo}

    def crumbs(self, *steps: Any) -> dict[str, list[dict[str, Any]] | str]:
        """A BreadcrumbList of (name as it is shown, path)."""
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": self.link(path)}
            for place, (name, path) in enumerate(steps, 1)
        ]
        return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}

    def story(self, article: Article, card: str) -> dict[str, Any]:
        """A NewsArticle, without its authors' accounts and its comments."""
        photos = [picture(photo.url(), photo.width, photo.height) for photo in article.shown_photos]
        assert article.published_at is not None  # machines are told of what readers may see
        facts: dict[str, Any] = {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "@id": f"{settings.SITE_URL}{article.get_absolute_url()}",
            "mainEntityOfPage": self.link(article.get_absolute_url()),
            "url": self.link(article.get_absolute_url()),
            "headline": self.convert_text(article.title),
            "description": self.convert_text(article.summary),
            "inLanguage": self.lang,
            "datePublished": article.published_at.isoformat(),
            "articleSection": self.convert_text(article.channel.name),
            "dateModified": max(article.published_at, article.revised_at).isoformat(),
            "isAccessibleForFree": True,
            "image": [*photos, picture(card, 1200, 630)],
            "publisher": self.site(),
            "commentCount": article.comment_count,
            "interactionStatistic": [
                counter("CommentAction", article.comment_count),
                counter("LikeAction", article.flowers),
                counter("DislikeAction", article.eggs),
            ],
        }
        if sources := article.shown_sources:
            facts["isBasedOn"] = [source.url for source in sources if source.url] or None
            facts["citation"] = [source.name for source in sources]
        facts["author"] = self.site()
        if article.editor:
            page = self.link(reverse("editor", args=[article.editor]))
            facts["author"] = {"@type": "Person", "name": article.editor, "url": page}
        return {name: value for name, value in facts.items() if value is not None}


def picture(path: str, width: int, height: int) -> dict[str, int | str]:
    return {"@type": "ImageObject", "url": f"{settings.SITE_URL}{path}", "width": width, "height": height}


def counter(action: str, number: int) -> dict[str, Any]:
    return {"@type": "InteractionCounter", "interactionType": {"@type": action}, "userInteractionCount": number}
