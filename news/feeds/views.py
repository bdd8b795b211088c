"""Feeds of the newsroom: the site, a channel, an editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest

from news.articles.models import Article
from news.articles.views import get_channel
from news.feeds.writer import MOST, VariantFeed, story_entries

if TYPE_CHECKING:
    from news.articles.queries import ArticleQuerySet
    from news.channels.models import Channel


class StoryFeed(VariantFeed):
    """The newest of what `articles(obj)`, a queryset, holds."""

    notifies_hub = True
    articles: Callable[..., ArticleQuerySet]

    def items(self, obj: Channel | str | None) -> Iterator[Any]:
        return story_entries(self.articles(obj).for_page().newest()[:MOST])


class SiteFeed(StoryFeed):
    def title(self, obj: Any) -> str:
        return self.in_variant(settings.SITE_NAME)

    def link(self, obj: Any) -> str:
        return self.url("/")

    def articles(self, obj: Any) -> ArticleQuerySet:
        return Article.objects.published().by_editors()


class ChannelFeed(StoryFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Channel:
        return get_channel(slug)

    def title(self, channel: Channel) -> str:
        return self.in_variant(f"{channel.name} - {settings.SITE_NAME}")

    def articles(self, channel: Channel) -> ArticleQuerySet:
        return Article.objects.published().filter(channel=channel)


class EditorFeed(StoryFeed):
    def get_object(self, request: HttpRequest, name: str) -> str:
        if "\x00" in name or not self.articles(name).exists():
            raise Http404("没有这位网编。")
        return name

    def title(self, name: str) -> str:
        return f"{self.sentence_in_variant('网编')} {name} - {self.in_variant(settings.SITE_NAME)}"

    def link(self, name: str) -> str:
        return self.url(f"/editors/{name}/")

    def articles(self, name: str) -> ArticleQuerySet:
        return Article.objects.published().filter(editor=name)
