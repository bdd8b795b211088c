"""The reading room: home, channels, stories, and lists by editor, source and day."""

import hashlib
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from news.models import Article, Channel, Source
from news.views.pages import of, page_of, public

PER_PAGE = 40
PER_CHANNEL = 6
EARLIER = 8


def home(request):
    published = Article.objects.published()
    newest = list(published.for_lists().newest()[:24])
    discussed = published.for_lists().most_discussed()[:10]
    recent = list(published.for_lists().newest_of_each(PER_CHANNEL))
    channels = Channel.objects.for_stories()
    blocks = [(channel, [a for a in recent if a.channel_id == channel.pk]) for channel in channels]
    lead, pictured = front(newest)
    context = {
        "lead": lead,
        "pictured": pictured,
        "newest": [a for a in newest if a not in (lead, *pictured)],
        "discussed": discussed,
    }
    context["blocks"] = [block for block in blocks if block[1]]
    return public(request, "news/home.html", context, of(newest, discussed, recent))


def front(newest):
    """The lead story, the newest with a picture, and four more with pictures below it."""
    pictured = [article for article in newest if article.first_photo]
    return next(iter(pictured or newest), None), pictured[1:5]


def article(request, pk):
    article = get_object_or_404(Article.objects.published().for_page(), pk=pk)
    context = {
        "article": article,
        "earlier": Article.objects.earlier_related(article).for_lists()[:EARLIER],
        "discussed": list(Article.objects.published().for_lists().most_discussed()[:8]),
        "newest": list(Article.objects.published().for_lists().newest()[:8]),
    }
    return public(
        request, "news/article.html", context, [article.cursor], beside=beside(context["newest"], context["discussed"])
    )


def beside(*lists):
    """A short mark of the lists beside a story: which titles, with how many comments."""
    shown = [(article.pk, article.comment_count, article.title) for rows in lists for article in rows]
    return f".{hashlib.sha256(repr(shown).encode()).hexdigest()[:8]}"


def listing(request, title, articles, **context):
    """One page of a list of stories; 404 beyond its end. `kept_name` and `after` go on with the title, unconverted."""
    shown, page, more = page_of(request, articles.for_lists().newest(), PER_PAGE)
    context |= {"title": title, "articles": shown, "page": page, "more": more}
    return public(request, "news/list.html", context, of(shown))


def channel(request, slug):
    channel = get_object_or_404(Channel.objects.exclude(kind=Channel.Kind.DOOR), slug=slug)
    return listing(request, channel.name, Article.objects.published().filter(channel=channel), channel=channel)


def editor(request, name):
    articles = Article.objects.published().filter(editor=name)
    if "\x00" in name or not articles.exists():  # PostgreSQL takes no NUL, not even in a question
        raise Http404("没有这位网编。")
    return listing(request, "网编 ", articles, kept_name=name, after=" 发布的新闻")


def source(request, pk):
    source = get_object_or_404(Source.objects.filter(article__in=Article.objects.published()), pk=pk)
    articles = Article.objects.published().filter(sources__name=source.name).distinct()
    return listing(request, "来自 ", articles, kept_name=source.name, after=" 的新闻")


def day(request, day):
    try:
        when = datetime.strptime(day, "%Y-%m-%d").date() if day.isascii() and len(day) == 10 else None
    except ValueError:
        when = None
    if when is None:
        raise Http404("没有这一天。")
    articles = Article.objects.published().filter(published_at__date=when)
    return listing(request, f"{when.year}年{when.month}月{when.day}日的新闻", articles)


def community(request):
    articles = Article.objects.published().filter(channel__kind=Channel.Kind.BOARD)
    return listing(request, "社区", articles, community=True)
