"""Doors to rooms that are still being furnished: each says plainly what is there and what is not yet."""

from urllib.parse import urlsplit

from django.conf import settings

from news.models import Article
from news.views.articles import listing
from news.views.pages import public


def door(request, title, text):
    return public(request, "news/door.html", {"title": title, "text": text}, ["door"])


def local(request):
    articles = Article.objects.published().filter(channel__slug__in=("life", "immigration", "jobs"))
    return listing(request, "本地新闻", articles, note="按地区分拣的本地新闻还在筹备，这里先放与各地生活相关的频道。")


def polls(request):
    return door(request, "问卷", "现在没有进行中的问卷。有新的问卷时，会在这里和相关新闻下面出现。")


def submission(request):
    return door(request, "投稿", "在线投稿的窗口还没有打开。想投稿的读者，可以先在社区各版留言，网编会看到。")


def contact(request):
    """Where a take-down request goes: the mailbox that RFC 2142 keeps for it."""
    mailbox = f"abuse@{urlsplit(settings.SITE_URL).hostname}"
    text = "内容侵权、失实或违规，请来信说明：页面的地址、涉及的段落或评论、您的理由和联系方式。核实后立即撤下。"
    return public(request, "news/door.html", {"title": "联系我们", "text": text, "mailbox": mailbox}, ["door"])
