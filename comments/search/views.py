"""搜索 `/search/?q=`: the words, what narrows them and the place in the list are all in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse

from comments.search.finding import find
from comments.search.queries import PER_PAGE, RANKED, SPANS, parse_search
from news.articles.body import plain_text
from news.articles.models import Article
from news.caching.pages import cursors_of, render_public
from news.channels.models import Channel
from news.http.numbers import parse_pk
from news.http.paging import parse_page_number
from news.search.excerpts import excerpt_pieces, has_hit, marks_in
from news.search.query import BadQuery

if TYPE_CHECKING:
    from comments.search.finding import Found
    from comments.search.queries import SearchRequest
    from news.http.requests import SiteRequest


KINDS = {"articles": "新闻", "comments": "评论"}
TEMPLATE = "comments/search/search.html"
SORTS = {"new": "最新", "best": "最相关"}
WITHIN = {"": "不限时间", "day": "一天内", "week": "一周内", "month": "一个月内", "year": "一年内"}
NAME_LONGEST = 60
LARGEST = 2**63 - 1  # what a database takes for an id


FIELDS = ("q", "in", "sort", "channel", "source", "author", "within", "story")


def search_page(request: SiteRequest) -> HttpResponse:
    page, after = page_of(request.GET.get("page")), place(request.GET.get("after"))
    typed = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in FIELDS}
    channels, story = list(Channel.objects.for_stories()), story_of(typed["story"])
    context = {"q": typed["q"][:200], "query": typed["q"][:200], "typed": typed, "channels": channels, "story": story}
    context |= {"kinds": KINDS, "sorts": SORTS, "spans": WITHIN}
    try:
        found = find(parse_request(typed, channels, story), page, after)
        if not found.things and (page > 1 or after):
            raise Http404("没有这一页。")
    except BadQuery as error:
        if page > 1 or after:
            raise Http404("没有这一页。") from error
        context |= {"notes": [str(error)]}
        return render_public(request, TEMPLATE, context, ["search", str(error), story and story.cursor])
    context |= page_context(found, typed, page, after)
    return render_public(request, TEMPLATE, context, ["search", typed, etag_parts(found), context["onward"], page])


def story_of(raw: str) -> Article | None:
    """The story in whose thread to search, or None for all of them; 404 for one that is none."""
    if not raw:
        return None
    pk = parse_pk(raw)
    story = None if pk is None else Article.objects.published().select_related("channel").filter(pk=pk).first()
    if story is None:
        raise Http404("没有这条新闻。")
    return story


def page_context(found: Found, typed: dict[str, str], page: int, after: Any) -> dict[str, Any]:
    """What the template takes of the things found."""
    if found.wanted.best:
        onward = address(typed, page=page + 1) if found.more else ""
        back = address(typed, page=page - 1) if page > 1 else ""
    else:
        page = page if after else 1
        onward = address(typed, after=found.mark, page=min(page + 1, RANKED // PER_PAGE)) if found.mark else ""
        back = address(typed) if page > 1 else ""
    shown = [result_of(found.wanted, thing) for thing in found.things]
    context = {"results": shown, "found": found, "wanted": found.wanted, "notes": found.notes, "links": links(typed)}
    return {**context, "page": page, "onward": onward, "back": back}


def parse_request(typed: dict[str, str], channels: list[Channel], story: Article | None) -> SearchRequest:
    """The `SearchRequest` of an address; what is none of the choices narrows nothing."""
    kind = "comments" if story else typed["in"] if typed["in"] in KINDS else "articles"
    channel = next((one for one in channels if one.slug == typed["channel"]), None)
    return parse_search(
        typed["q"],
        kind=kind,
        best=typed["sort"] == "best",
        channel=channel,
        source=typed["source"][:NAME_LONGEST],
        author=typed["author"][:NAME_LONGEST],
        span=typed["within"] if typed["within"] in SPANS else "",
        story=story,
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
    if wanted.kind == "comments":
        text = excerpt_pieces(thing.text, marks_in(wanted.query, thing.text))
        return {"thing": thing, "title": [(thing.article.title, False)], "text": text}
    marks = marks_in(wanted.query, thing.title, plain_text(thing.body))
    title = excerpt_pieces(thing.title, marks, whole=True)
    return {"thing": thing, "title": title, "text": excerpt_of(thing, marks, title)}


def excerpt_of(article: Article, marks: tuple[str, ...], title: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The stretch of a story's text with the first hit; of a caption, if neither `title` nor the text has one."""
    text = excerpt_pieces(plain_text(article.body), marks)
    if has_hit(title) or has_hit(text):
        return text
    captions = (excerpt_pieces(photo.caption, marks) for photo in article.photos.all())
    return next(filter(has_hit, captions), text)


def etag_parts(found: Found) -> Any:
    """What a page of things found depends on."""
    readers = [(one.pk, one.revision) for one in found.readers]
    if found.wanted.kind == "articles":
        return found.total, found.notes, readers, cursors_of(found.things)
    return found.total, found.notes, readers, [(one.pk, one.revision, one.article.cursor) for one in found.things]


def address(typed: dict[str, str], **changed: Any) -> str:
    """This search with something changed; the place in the list starts anew unless it is what changes."""
    kept = {name: value for name, value in typed.items() if value}
    return f"?{urlencode({**kept, **changed})}"


def links(typed: dict[str, str]) -> dict[str, list[tuple[bool | str, ...]]]:
    """{name: [(address, label, whether it is chosen)]} of the tabs above the results; in a story there is one kind."""
    kinds = {} if typed["story"] else KINDS
    chosen = typed["in"] if typed["in"] in KINDS else "articles"
    return {
        "in": [(address(typed, **{"in": slug}), label, slug == chosen) for slug, label in kinds.items()],
        "sort": [(address(typed, sort=slug), label, slug == (typed["sort"] or "new")) for slug, label in SORTS.items()],
    }
