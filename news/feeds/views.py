"""Feeds of the desk: the site, a channel, an editor."""

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe

from news.articles.models import Article
from news.articles.views import get_channel
from news.feeds.writer import MOST, Writer


def stories(request, kind, title, path, articles):
    writer = Writer(request, kind, title, path, published=True)
    writer.add_stories(list(articles.for_page().newest()[:MOST]))
    return writer.answer()


@require_safe
def site(request, kind="atom"):
    return stories(request, kind, settings.SITE_NAME, "/", Article.objects.published().from_desk())


@require_safe
def channel(request, slug, kind="atom"):
    channel = get_channel(slug)
    articles = Article.objects.published().filter(channel=channel)
    return stories(request, kind, f"{channel.name} - {settings.SITE_NAME}", channel.get_absolute_url(), articles)


@require_safe
def editor(request, name, kind="atom"):
    articles = Article.objects.published().filter(editor=name)
    if "\x00" in name or not articles.exists():
        raise Http404("没有这位网编。")
    return stories(request, kind, f"网编 {name} - {settings.SITE_NAME}", f"/editors/{name}/", articles)
