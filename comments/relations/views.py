"""关注 and 拉黑: what one reader sets between themselves and another, or a story."""

from django.contrib import messages
from django.shortcuts import get_object_or_404

from comments.exceptions import Gone, Refused
from comments.readers.lookup import found_reader
from comments.relations.models import Block, Follow, StoryFollow
from comments.relations.queries import bonds
from comments.responses.answers import act, by_script, fragment, redirect, where_pressed
from news.articles.models import Article


def wanted(request):
    """Whether the reader wants it on; Refused if the form says neither."""
    want = {**request.GET.dict(), **request.POST.dict()}.get("want")
    if want not in ("on", "off"):
        raise Refused("这张表单不完整，请刷新后再试。")
    return want == "on"


def other_reader(name):
    other = found_reader(name)
    if other is None:
        raise Gone("没有这位网友。")
    return other


@act("", limit="relation")
def follows(request, name):
    following = wanted(request)
    Follow.set(request.user, other_reader(name), following)
    return answered(request, name, "已关注。" if following else "已取消关注。")


@act("", limit="relation")
def blocks(request, name):
    blocking = wanted(request)
    Block.set(request.user, other_reader(name), blocking)
    return answered(request, name, "已拉黑。" if blocking else "已取消拉黑。")


def answered(request, name, message):
    if not by_script(request):
        messages.success(request, message)
        return redirect(where_pressed(request, ""))
    return fragment(request, "comments/_bonds.html", bonds(request.user, other_reader(name)))


@act("#article-votes", limit="relation")
def story_follows(request, pk):
    article = get_object_or_404(Article.objects.published(), pk=pk)
    following = wanted(request)
    StoryFollow.set(request.user, article, following)
    if not by_script(request):
        messages.success(request, "已关注。" if following else "已取消关注。")
        return redirect(where_pressed(request, "#article-votes"))
    return fragment(request, "comments/_story_follow.html", {"article": article, "following": following})
