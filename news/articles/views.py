"""Public pages: stories, and lists by channel, editor, source, day and region."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from news.articles.attachments import fetch_attachments
from news.articles.models import Article, Source
from news.caching.pages import cursors_of, mark_noindex, render_public
from news.channels.models import Channel, Region
from news.compiled_queries import NOW, CompiledQuery, Given
from news.http.paging import cut_plainly, paginate
from news.text.dates import end_of_day, format_day, start_of_day

if TYPE_CHECKING:
    from news.articles.queries import ArticleQuerySet
    from news.http.requests import SiteRequest


AnyOf = tuple[str, list[int]]
PER_PAGE = 40
NEW_MOST = 30
FIRST_DAY = date(1990, 1, 1)
CURSOR = CompiledQuery(lambda: Article.objects.published(NOW).filter(pk=Given("pk")).values_list("cursor"))


def answer_withdrawn(request: SiteRequest, pk: int) -> HttpResponse:
    """What stands at the address of a story that was withdrawn: 410 and the reason; 404 where none ever stood."""
    said = withdrawal_sentence(pk)
    if not said:
        raise Http404
    return render(request, "error.html", {"status": 410, "sentence": said}, status=410)


def withdrawal_sentence(pk: int) -> str:
    """That a story was withdrawn, and why; "" if none ever stood there."""
    reason = Article.objects.withdrawn().filter(pk=pk).values_list("withdrawn_for", flat=True).first()
    if reason is None:
        return ""
    return f"这条新闻已经撤下，理由：{reason}。" if reason else "这条新闻已经撤下。"


def fetch_cursor(pk: int) -> int:
    """Where an article stands, by one small question; read before its rows, so that no change is lost between."""
    row = CURSOR.first(pk=pk, now=timezone.now())
    if row is None:
        raise Http404
    return int(row[0])


def render_list(
    request: SiteRequest, title: str, articles: ArticleQuerySet, any_of: AnyOf | None = None, **context: Any
) -> HttpResponse:
    """One page of a list of stories; 404 beyond its end. `place`, a name that people gave, begins the title;
    `kept_name`, which is never converted, and `after` go on with it.

    `any_of`: (column, values), of which a story in the list has one.
    """
    cut = partial(cut_any, *any_of) if any_of else cut_plainly
    lines = articles.for_lines().newest()
    shown, page, more = paginate(request, lines, PER_PAGE, cut)
    fetch_attachments(shown, "photos", "videos")
    context |= {"title": title, "articles": shown, "page": page, "more": more}
    beside = (more, str(context.get("previous")), str(context.get("next")))
    return render_public(request, "news/articles/list.html", context, [*cursors_of(shown), *beside])


def cut_any(column: str, values: list[int], rows: ArticleQuerySet, start: int, stop: int) -> ArticleQuerySet:
    return rows.newest_of_any(column, values, stop)[start:stop]


def get_channel(slug: str) -> Channel:
    return get_object_or_404(Channel.objects.exclude(kind=Channel.Kind.DOOR), slug=slug)


def channel(request: SiteRequest, slug: str) -> HttpResponse:
    channel = get_channel(slug)
    articles = Article.objects.published().filter(channel=channel)
    feed = f"/feeds/channels/{channel.slug}/"
    facts: dict[str, Any] = {"place": channel.name, "note": channel.note}
    return render_list(request, "", articles, channel=channel, feed=feed, news=True, **facts)


def latest(request: SiteRequest, slug: str | None = None) -> HttpResponse:
    """The newest titles alone, for pages that are open: a few kilobytes, and usually not even those."""
    articles = Article.objects.published()
    articles = articles.filter(channel=get_channel(slug)) if slug else articles.by_editors()
    context = {"articles": articles.for_lists().newest()[:NEW_MOST]}
    return mark_noindex(render_public(request, "news/articles/_latest.html", context))


def editor(request: SiteRequest, name: str) -> HttpResponse:
    articles = Article.objects.published().filter(editor=name)
    if "\x00" in name or not articles.exists():  # PostgreSQL takes no NUL, not even in a question
        raise Http404("没有这位网编。")
    feed = f"/feeds/editors/{name}/"
    return render_list(request, "网编 ", articles, kept_name=name, after=" 发布的新闻", feed=feed)


def source(request: SiteRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.select_related("article"), pk=pk)
    if not source.article.is_published:
        raise Http404
    articles = Article.objects.published().from_source(source.name)
    return render_list(request, "来自 ", articles, kept_name=source.name, after=" 的新闻")


def day(request: SiteRequest, day: str) -> HttpResponse:
    when = parse_day(day)
    start = start_of_day(when)
    articles = Article.objects.published().filter(published_at__gte=start, published_at__lt=end_of_day(when))
    # The days of a site end where its stories do: robots follow such links for ever.
    has_earlier = Article.objects.published().filter(published_at__lt=start).exists()
    days: dict[str, Any] = {
        "previous": when - timedelta(days=1) if has_earlier else None,
        "next": when + timedelta(days=1) if when < timezone.localdate() else None,
    }
    return render_list(request, f"{format_day(when)}的新闻", articles, **days, days=True)


def parse_day(raw: str) -> date:
    """The day that an address names: 404 if there is no such day, or none that could have had news."""
    try:
        when = datetime.strptime(raw, "%Y-%m-%d").date() if raw.isascii() and len(raw) == 10 else None
    except ValueError:
        when = None
    if when is None or not FIRST_DAY <= when <= timezone.localdate() + timedelta(days=1):
        raise Http404("没有这一天。")
    return when


def community(request: SiteRequest) -> HttpResponse:
    boards = list(Channel.objects.filter(kind=Channel.Kind.BOARD).values_list("pk", flat=True))
    return render_list(request, "社区", Article.objects.published(), ("channel", boards), community=True)


def local(request: SiteRequest) -> HttpResponse:
    """Local news of everywhere, and the choice of a region."""
    regions = list(Region.objects.values_list("pk", flat=True))
    return render_list(
        request, "本地新闻", Article.objects.published(), ("region", regions), regions=Region.objects.tree()
    )


def region(request: SiteRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    any_of, tree = ("region", [*region.within]), Region.objects.tree()
    articles = Article.objects.published()
    facts: dict[str, Any] = {"place": region.name, "region": region}
    return render_list(request, "本地新闻", articles, any_of, regions=tree, news=False, **facts)
