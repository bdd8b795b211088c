"""个人频道 and 个人动态: the pages about one reader. The owner sees more of the second than others do."""

from django.http import Http404
from django.shortcuts import redirect

from comments.models import Comment, KnownName, Reader
from comments.names import RAW_LONGEST
from comments.people.activity import activity as happened
from comments.people.activity import parsed, stories
from comments.people.best import best_comments
from comments.people.portraits import drawn
from news.views.pages import SIGNED_IN, number, page_of, public, query_of

PER_PAGE = 30
STORIES = 30  # of one's own on the 个人频道; the 个人动态 has them all
ONLY = {"": "全部", "replies": "回复我的", "mentions": "提到我的", "held": "审核中"}


def comment_list(request, template, rows, **context):
    comments, page, more = page_of(request, rows.drawn(), PER_PAGE)
    context |= {"comments": comments, "page": page, "more": more}
    return public(request, template, context, ["comments", cursors_under(comments), context.get("seen")])


def cursors_under(rows):
    """The cursors of the articles under which these stand."""
    return [(row.article_id, row.article.cursor) for row in rows]


def open_floor():
    return Comment.objects.shown().in_open_articles()


def found_reader(name):
    """The reader of this name, or of whom it was within a year; None if nobody.

    A NUL asks for nobody, nor does more than a name ever was: normalising such a text can take minutes.
    """
    if "\x00" in name or len(name) > RAW_LONGEST:
        return None
    return Reader.objects.named(name).first() or KnownName.holder(name)


def named_reader(request, name):
    """(reader, None), or (None, the redirect to the right spelling of their name); 404 if there is nobody."""
    reader = found_reader(name)
    if reader is None:
        raise Http404("没有这位网友。")
    if reader.name != name:
        answer = redirect(request.resolver_match.view_name, name=reader.name)
        answer.headers["Location"] += query_of(request)
        return None, answer
    return reader, None


def about(reader):
    """What the head of a reader's pages shows."""
    return {"reader": reader, "drawn": drawn(reader.name)}


def seen_of(reader):
    return (reader.pk, reader.revision, reader.points, reader.flowers_received, reader.badge)


def place_after(request):
    """The place behind which a page goes on, or None at the top; 404 for a mark that is none."""
    raw = request.GET.get("after", "")
    place = parsed(raw) if raw else None
    if raw and place is None:
        raise Http404("没有这一页。")
    return place


def number_of(request, after):
    """The number that a page bears: 1 at the top, behind the place `after` what the link to it said; 404 if none."""
    page = number(request.GET.get("page")) if after else 1
    if page is None:
        raise Http404("没有这一页。")
    return page


def channel(request, name):
    reader, elsewhere = named_reader(request, name)
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
    return public(request, "comments/reader.html", context, ["reader", seen_of(reader), seen, context["page"]])


def comments_of(reader, after):
    """(a page of a reader's comments, the mark of the next one or "")."""
    found, more = happened(reader, after, only="comments")
    return [one.row for one in found], found[-1].mark if more else ""


def activity(request, name):
    reader, elsewhere = named_reader(request, name)
    if elsewhere:
        return elsewhere
    # Without a session nobody is asked for: to look would already make the answer vary by cookie.
    owner = SIGNED_IN in request.COOKIES and request.user.pk == reader.pk
    only = request.GET.get("only", "")
    if only not in ONLY or (only and not owner):
        raise Http404("没有这一页。")
    after = place_after(request)
    lines, more = happened(reader, after, owner, only)
    context = about(reader) | {"lines": lines, "only": only, "owner": owner, "filters": ONLY if owner else {}}
    context |= {"next": lines[-1].mark if more else "", "page": number_of(request, after)}
    seen = [(one.mark, one.cursor) for one in lines]
    response = public(request, "comments/activity.html", context, ["activity", seen_of(reader), seen, context["page"]])
    if owner:
        response.headers["Cache-Control"] = "private, no-store"
    return response
