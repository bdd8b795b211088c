"""The stream of new comments, the boards, the rulings: plain lists of what there is."""

from django.http import Http404

from comments.gems import gems
from comments.models import Ruling
from comments.views.people import PER_PAGE, comment_list, cursors_under, open_floor
from news.models import Article
from news.views.pages import of, page_of, public

BOARDS = {
    "read": ("近期热门新闻", "阅读量的统计还没有开始，暂以最近发布为序。"),
    "discussed": ("近期热评新闻", "按网友评论条数排列。"),
    "heat": ("即刻热度新闻排行", "实时热度的统计还没有开始，暂以评论条数为序。"),
    "gems": (
        "72小时神评妙论",
        "最近 72 小时里鲜花权重不少于 5 的评论，按威尔逊下界排列；每人最多两条，每条新闻最多三条。"
        "每天零点在榜的评论，作者得 20 点声望。",
    ),
}


def stream(request):
    return comment_list(request, "comments/stream.html", open_floor().newest(), title="网友最新评论")


def rulings(request):
    rows, page, more = page_of(request, Ruling.objects.all(), PER_PAGE)
    context = {"rulings": rows, "page": page, "more": more}
    return public(request, "comments/rulings.html", context, ["rulings", *(ruling.pk for ruling in rows)])


def board(request, name):
    if name not in BOARDS:
        raise Http404("没有这个榜单。")
    title, note = BOARDS[name]
    if name == "gems":
        context = {"comments": gems(), "title": title, "note": note}
        return public(request, "comments/stream.html", context, ["gems", cursors_under(context["comments"])])
    published = Article.objects.published().for_lists()
    articles = (published.newest() if name == "read" else published.most_discussed())[:50]
    context = {"title": title, "note": note, "articles": articles, "ranked": True}
    return public(request, "news/list.html", context, of(articles))
