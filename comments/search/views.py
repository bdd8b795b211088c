"""搜索 `/search/?q=`: the words, what narrows them and the place in the list are all in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse

from comments.search.queries import PER_PAGE, RANKED, SPANS, best, newest, parse_search
from news.articles.body import plain_text
from news.caching.pages import cursors_of, render_public
from news.channels.models import Channel
from news.http.paging import parse_page_number
from news.search.excerpts import excerpt_pieces, has_hit
from news.search.grams import BadQuery

if TYPE_CHECKING:
    from comments.search.queries import SearchRequest
    from news.articles.models import Article
    from news.http.requests import SiteRequest


KINDS = {"articles": "新闻", "comments": "评论"}
SORTS = {"new": "最新", "best": "最相关"}
WITHIN = {"": "不限时间", "day": "一天内", "week": "一周内", "month": "一个月内", "year": "一年内"}
NAME_LONGEST = 60
LARGEST = 2**63 - 1  # what a database takes for an id


def search_page(request: SiteRequest) -> HttpResponse:
    page, after = page_of(request.GET.get("page")), place(request.GET.get("after"))
    typed = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in FIELDS}
    context = {"q": typed["q"][:200], "typed": typed, "kinds": KINDS, "sorts": SORTS, "spans": WITHIN}
    channels = list(Channel.objects.for_stories())
    context |= {"channels": channels, "query": typed["q"][:200]}
    try:
        found = results(typed, channels, page, after)
        if not found["results"] and (page > 1 or after):
            raise Http404("没有这一页。")
    except BadQuery as error:
        if page > 1 or after:
            raise Http404("没有这一页。") from error
        return render_public(
            request, "comments/search/search.html", context | {"note": str(error)}, ["search", str(error)]
        )
    context |= found | {"links": links(typed)}
    return render_public(
        request,
        "comments/search/search.html",
        context,
        ["search", typed, found["seen"], found["onward"], found["page"]],
    )


FIELDS = ("q", "in", "sort", "channel", "source", "author", "within")


def results(typed: dict[str, str], channels: list[Channel], page: int, after: Any) -> dict[str, Any]:
    """What the template takes of the things found; BadQuery for a query that asks for nothing."""
    wanted = parse_request(typed, channels)
    if wanted.best:
        things, more = best(wanted, page)
        onward = address(typed, page=page + 1) if more else ""
        back = address(typed, page=page - 1) if page > 1 else ""
    else:
        things, mark = newest(wanted, after)
        page = page if after else 1
        onward = address(typed, after=mark, page=min(page + 1, RANKED // PER_PAGE)) if mark else ""
        back = address(typed) if page > 1 else ""
    shown = [result_of(wanted, thing) for thing in things]
    seen = etag_parts(wanted, things)
    return {"results": shown, "wanted": wanted, "page": page, "onward": onward, "back": back, "seen": seen}


def parse_request(typed: dict[str, str], channels: list[Channel]) -> SearchRequest:
    """The `SearchRequest` of an address; what is none of the choices narrows nothing."""
    kind = typed["in"] if typed["in"] in KINDS else "articles"
    channel = next((one for one in channels if one.slug == typed["channel"]), None)
    return parse_search(
        typed["q"],
        kind=kind,
        best=typed["sort"] == "best",
        channel=channel,
        source=typed["source"][:NAME_LONGEST],
        author=typed["author"][:NAME_LONGEST],
        span=typed["within"] if typed["within"] in SPANS else "",
    )


def page_of(raw: str | None) -> int:
    """The page of the best matches; 404 for one that is none or lies beyond those that are ranked."""
    page = parse_page_number(raw)
    if page is None or page > RANKED // PER_PAGE:
        raise Http404("没有这一页。")
    return page


def place(raw: Any) -> Any:
    """The entry behind which a page goes on, or None at the top; 404 for a mark that is none."""
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) < 20 and int(raw) <= LARGEST):
        raise Http404("没有这一页。")
    return int(raw)


def result_of(wanted: SearchRequest, thing: Any) -> dict[str, Any]:
    """One result: the thing, its title and a stretch of its text, both in pieces with the hits marked."""
    marks = wanted.query.marks
    if wanted.kind == "comments":
        return {"thing": thing, "title": [(thing.article.title, False)], "text": excerpt_pieces(thing.text, marks)}
    title = excerpt_pieces(thing.title, marks, whole=True)
    return {"thing": thing, "title": title, "text": excerpt_of(thing, marks, title)}


def excerpt_of(article: Article, marks: tuple[str, ...], title: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The stretch of a story's text with the first hit; of a caption, if neither `title` nor the text has one."""
    text = excerpt_pieces(plain_text(article.body), marks)
    if has_hit(title) or has_hit(text):
        return text
    captions = (excerpt_pieces(photo.caption, marks) for photo in article.photos.all())
    return next(filter(has_hit, captions), text)


def etag_parts(wanted: SearchRequest, things: list[Any]) -> Any:
    if wanted.kind == "articles":
        return cursors_of(things)
    return [(one.pk, one.revision, one.article.cursor) for one in things]


def address(typed: dict[str, str], **changed: Any) -> str:
    """This search with something changed; the place in the list starts anew unless it is what changes."""
    kept = {name: value for name, value in typed.items() if value}
    return f"?{urlencode({**kept, **changed})}"


def links(typed: dict[str, str]) -> dict[str, list[tuple[bool | str, ...]]]:
    """{name: [(address, label, whether it is chosen)]} of the tabs above the results."""
    return {
        "in": [
            (address(typed, **{"in": slug}), label, slug == (typed["in"] or "articles"))
            for slug, label in KINDS.items()
        ],
        "sort": [(address(typed, sort=slug), label, slug == (typed["sort"] or "new")) for slug, label in SORTS.items()],
    }
