"""关注 and 拉黑: what one reader sets between themselves and another, or a story."""

from django.shortcuts import get_object_or_404

from comments.models import Block, Follow, StoryFollow
from comments.personal import bonds
from comments.refusals import Gone, Refused
from comments.views.answers import act, by_script, fragment, redirect, where_pressed
from comments.views.people import found_reader
from news.models import Article


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
    Follow.set(request.user, other_reader(name), wanted(request))
    return answered(request, name)


@act("", limit="relation")
def blocks(request, name):
    Block.set(request.user, other_reader(name), wanted(request))
    return answered(request, name)


def answered(request, name):
    if not by_script(request):
        return redirect(where_pressed(request, ""))
    return fragment(request, "comments/_bonds.html", bonds(request.user, other_reader(name)))


@act("#article-votes", limit="relation")
def story_follows(request, pk):
    article = get_object_or_404(Article.objects.published(), pk=pk)
    following = wanted(request)
    StoryFollow.set(request.user, article, following)
    if not by_script(request):
        return redirect(where_pressed(request, "#article-votes"))
    return fragment(request, "comments/_story_follow.html", {"article": article, "following": following})
