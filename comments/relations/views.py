"""关注 and 拉黑: what one reader sets between themselves and another, or a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from comments.exceptions import Gone, Refused
from comments.readers.lookup import find_reader
from comments.relations.models import Block, Follow, StoryFollow
from comments.relations.queries import relation_facts
from comments.responses.answers import is_fragment_request, reader_action, redirect, render_answer, where_pressed
from news.articles.models import Article

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.http.requests import SiteRequest


def parse_wanted(request: SiteRequest) -> bool:
    """Whether the reader wants it on; Refused if the form says neither."""
    want = {**request.GET.dict(), **request.POST.dict()}.get("want")
    if want not in ("on", "off"):
        raise Refused("这张表单不完整，请刷新后再试。")
    return want == "on"


def other_reader(name: str) -> Reader:
    other = find_reader(name)
    if other is None:
        raise Gone("没有这位网友。")
    return other


@reader_action("", limit="relation")
def follows(request: SiteRequest, name: str) -> HttpResponse:
    following = parse_wanted(request)
    Follow.set(request.user, other_reader(name), following)
    return answer_relation(request, name, "已关注。" if following else "已取消关注。")


@reader_action("", limit="relation")
def blocks(request: SiteRequest, name: str) -> HttpResponse:
    blocking = parse_wanted(request)
    Block.set(request.user, other_reader(name), blocking)
    return answer_relation(request, name, "已拉黑。" if blocking else "已取消拉黑。")


def answer_relation(request: SiteRequest, name: str, message: str) -> HttpResponse:
    if not is_fragment_request(request):
        messages.success(request, message)
        return redirect(where_pressed(request, ""))
    return render_answer(
        request, "comments/relations/_relation_buttons.html", relation_facts(request.user, other_reader(name))
    )


@reader_action("#article-votes", limit="relation")
def story_follows(request: SiteRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.published(), pk=pk)
    following = parse_wanted(request)
    StoryFollow.set(request.user, article, following)
    if not is_fragment_request(request):
        messages.success(request, "已关注。" if following else "已取消关注。")
        return redirect(where_pressed(request, "#article-votes"))
    return render_answer(request, "comments/relations/_story_follow.html", {"article": article, "following": following})
