"""个人频道 and 个人动态: the pages about one reader. The owner sees more of the second than others do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse

from comments.profiles.activity import activity as happened
from comments.profiles.activity import parse_place, stories
from comments.profiles.best import best_comments
from comments.readers.lookup import get_reader_or_redirect
from comments.readers.portraits import letter_portrait
from comments.thread.lists import cursors_under
from news.caching.pages import SESSION_COOKIE, render_public
from news.http.paging import parse_page_number

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment
    from news.http.requests import SiteRequest


STORIES = 30  # of one's own on the 个人频道; the 个人动态 has them all
ONLY = {"": "全部", "replies": "回复我的", "mentions": "提到我的", "held": "审核中"}


def about(reader: Reader) -> dict[str, Any]:
    """What the head of a reader's pages shows."""
    return {"reader": reader, "drawn": letter_portrait(reader.name)}


def seen_of(reader: Reader) -> tuple[int | str, ...]:
    return (reader.pk, reader.revision, reader.points, reader.flowers_received, reader.badge)


def place_after(request: SiteRequest) -> Any:
    """The place behind which a page goes on, or None at the top; 404 for a mark that is none."""
    raw = request.GET.get("after", "")
    place = parse_place(raw) if raw else None
    if raw and place is None:
        raise Http404("没有这一页。")
    return place


def number_of(request: SiteRequest, after: Any) -> int:
    """The number that a page bears: 1 at the top, behind the place `after` what the link to it said; 404 if none."""
    page = parse_page_number(request.GET.get("page")) if after else 1
    if page is None:
        raise Http404("没有这一页。")
    return page


def channel(request: SiteRequest, name: str) -> HttpResponse:
    reader, elsewhere = get_reader_or_redirect(request, name)
    if elsewhere:
        return elsewhere
    after = place_after(request)
    comments, more = comments_of(reader, after)
    context = about(reader) | {"comments": comments, "next": more, "first": after is None}
    context["page"] = number_of(request, after)
    newest = stories(reader).defer("article__body").order_by("-article__published_at", "-pk")
    context["stories"] = newest[:STORIES] if after is None else []
    context["best"] = best_comments(reader) if after is None else []
    # What stands above does not stand below once more: an element has its id to itself.
    context["comments"] = [comment for comment in comments if comment not in context["best"]]
    seen = cursors_under([*comments, *context["best"], *context["stories"]])
    mark = ["reader", seen_of(reader), seen, context["page"]]
    return render_public(request, "comments/profiles/reader.html", context, mark, about=("reader", reader.pk))


def comments_of(reader: Reader, after: Any) -> tuple[list[Comment], str]:
    """(a page of a reader's comments, the mark of the next one or "")."""
    found, more = happened(reader, after, only="comments")
    return [one.row for one in found], found[-1].mark if more else ""


def activity(request: SiteRequest, name: str) -> HttpResponse:
    reader, elsewhere = get_reader_or_redirect(request, name)
    if elsewhere:
        return elsewhere
    # Without a session nobody is asked for: to look would already make the answer vary by cookie.
    owner = SESSION_COOKIE in request.COOKIES and request.user.pk == reader.pk
    only = request.GET.get("only", "")
    if only not in ONLY or (only and not owner):
        raise Http404("没有这一页。")
    after = place_after(request)
    lines, more = happened(reader, after, owner, only)
    context = about(reader) | {"lines": lines, "only": only, "owner": owner, "filters": ONLY if owner else {}}
    context |= {"next": lines[-1].mark if more else "", "page": number_of(request, after)}
    seen = [(one.mark, one.cursor) for one in lines]
    mark = ["activity", seen_of(reader), seen, context["page"]]
    response = render_public(request, "comments/profiles/activity.html", context, mark, about=("reader", reader.pk))
    if owner:
        response.headers["Cache-Control"] = "private, no-store"
    return response
