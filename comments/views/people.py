"""Readers' own pages, the stream of new comments, the boards: plain lists of what there is."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from comments.models import Comment, Reader, Ruling
from news.models import Article
from news.views.pages import number, of, public

PER_PAGE = 30
GEM_AGE = timedelta(hours=72)
BOARDS = {
    "read": ("近期热门新闻", "阅读量的统计还没有开始，暂以最近发布为序。"),
    "discussed": ("近期热评新闻", "按网友评论条数排列。"),
    "heat": ("即刻热度新闻排行", "实时热度的统计还没有开始，暂以评论条数为序。"),
    "gems": ("72小时神评妙论", "最近 72 小时里的热门评论。"),
}


def page_of(request, rows):
    """(rows of this page, page, whether there are more); 404 for a page that is none."""
    page = number(request.GET.get("page"))
    if page is None:
        raise Http404("没有这一页。")
    found = list(rows[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    if page > 1 and not found:
        raise Http404("没有这一页。")
    return found[:PER_PAGE], page, len(found) > PER_PAGE


def comment_list(request, template, rows, **context):
    comments, page, more = page_of(request, rows.drawn())
    context |= {"comments": comments, "page": page, "more": more}
    seen = [(comment.article_id, comment.article.cursor) for comment in comments]
    return public(request, template, context, ["comments", seen, context.get("seen")])


def open_floor():
    return Comment.objects.shown().filter(article__in=Article.objects.published())


def stream(request):
    return comment_list(request, "comments/stream.html", open_floor().newest(), title="网友最新评论")


def reader_page(request, name, template, **context):
    """A page about one reader; another spelling of the name leads to the right one."""
    if "\x00" in name:  # PostgreSQL takes no NUL, not even in a question
        raise Http404("没有这位网友。")
    reader = get_object_or_404(Reader.objects.named(name))
    if reader.name != name:
        return redirect(request.resolver_match.view_name, name=reader.name)
    rows = open_floor().filter(author=reader).newest()
    seen = (reader.revision, reader.points, reader.badge)
    return comment_list(request, template, rows, reader=reader, seen=seen, **context)


def channel(request, name):
    return reader_page(request, name, "comments/reader.html", room="channel")


def activity(request, name):
    return reader_page(request, name, "comments/reader.html", room="activity")


def rulings(request):
    rows, page, more = page_of(request, Ruling.objects.all())
    context = {"rulings": rows, "page": page, "more": more}
    return public(request, "comments/rulings.html", context, ["rulings", *(ruling.pk for ruling in rows)])


def board(request, name):
    if name not in BOARDS:
        raise Http404("没有这个榜单。")
    title, note = BOARDS[name]
    if name == "gems":
        gems = open_floor().filter(lifted=True, shown_at__gt=timezone.now() - GEM_AGE).newest()
        return comment_list(request, "comments/stream.html", gems, title=title, note=note)
    published = Article.objects.published().for_lists()
    articles = (published.newest() if name == "read" else published.most_discussed())[:50]
    context = {"title": title, "note": note, "articles": articles, "ranked": True}
    return public(request, "news/list.html", context, of(articles))
