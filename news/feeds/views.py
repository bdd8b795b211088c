"""Feeds of the newsroom: the site, a channel, an editor."""

from django.conf import settings
from django.http import Http404

from news.articles.models import Article
from news.articles.views import get_channel
from news.feeds.writer import MOST, VariantFeed, story_entries


class StoryFeed(VariantFeed):
    """The newest of what `articles(obj)`, a queryset, holds."""

    notifies_hub = True

    def items(self, obj):
        return story_entries(self.articles(obj).for_page().newest()[:MOST])


class SiteFeed(StoryFeed):
    def title(self, obj):
        return self.in_variant(settings.SITE_NAME)

    def link(self, obj):
        return self.url("/")

    def articles(self, obj):
        return Article.objects.published().from_desk()


class ChannelFeed(StoryFeed):
    def get_object(self, request, slug):
        return get_channel(slug)

    def title(self, channel):
        return self.in_variant(f"{channel.name} - {settings.SITE_NAME}")

    def articles(self, channel):
        return Article.objects.published().filter(channel=channel)


class EditorFeed(StoryFeed):
    def get_object(self, request, name):
        if "\x00" in name or not self.articles(name).exists():
            raise Http404("没有这位网编。")
        return name

    def title(self, name):
        return self.in_variant(f"网编 {name} - {settings.SITE_NAME}")

    def link(self, name):
        return self.url(f"/editors/{name}/")

    def articles(self, name):
        return Article.objects.published().filter(editor=name)
