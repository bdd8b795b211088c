"""Search in the API: the same questions and answers as on the page of search."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import BaseModel, Field

from comments.api.rows import comment_rows
from comments.api.schemas import FoundArticle, FoundArticles, FoundComment, FoundComments
from comments.search.queries import PER_PAGE, RANKED, SearchRequest, best, newest, parse_search
from comments.search.views import etag_parts, result_of
from news.api.answers import answer_public, documented
from news.api.conversion import VariantText, in_seconds
from news.api.stories import article_link
from news.channels.models import Channel
from news.http.requests import SiteRequest
from news.search.grams import BadQuery

NAME_LONGEST = 60
router = Router(tags=["搜索"])


class Search(BaseModel):
    """What is looked for, what narrows it, and where its list goes on."""

    q: str = Field(min_length=1, max_length=100, description="要找的话，简繁都能找到；引号里的词要连着出现")
    sort: Literal["new", "best"] = Field("new", description="最新、最相关")
    channel: str = Field("", pattern="^[-a-zA-Z0-9_]{0,30}$", description="只在这个频道")
    source: str = Field("", max_length=NAME_LONGEST, description="只找这个来源的新闻")
    author: str = Field("", max_length=NAME_LONGEST, description="新闻的网编，或评论的作者")
    within: Literal["", "day", "week", "month", "year"] = Field("", description="只找这段时间以内的")
    after: str = Field("", pattern="^(?:[0-8]?[0-9]{1,18})?$", description="new 从哪一条之后开始：取自上一页的 next")
    page: int = Field(1, ge=1, le=RANKED // PER_PAGE, description="best 的第几页")


@router.get(
    "/search/articles/",
    response=documented(FoundArticles, 400, 404),
    summary="搜索新闻",
    description="一页 10 条。",
    operation_id="search_articles",
    url_name="search_articles",
)
def search_articles(request: SiteRequest, search: Query[Search]) -> HttpResponse:
    wanted, things, onward = find(search, "articles")
    variant = VariantText(request.variant)

    def make() -> FoundArticles:
        items = [
            FoundArticle(
                article=article_link(one, variant),
                published_at=in_seconds(one.published_at),
                comments=one.comment_count,
                excerpt=excerpt(wanted, one, variant),
            )
            for one in things
        ]
        return FoundArticles(items=items, next=address_of("api:search_articles", onward, variant))

    return answer_public(request, ["search", search.model_dump_json(), onward, etag_parts(wanted, things)], make)


@router.get(
    "/search/comments/",
    response=documented(FoundComments, 400, 404),
    summary="搜索评论",
    description="一页 10 条。",
    operation_id="search_comments",
    url_name="search_comments",
)
def search_comments(request: SiteRequest, search: Query[Search]) -> HttpResponse:
    wanted, things, onward = find(search, "comments")
    variant = VariantText(request.variant)

    def make() -> FoundComments:
        rows = zip(comment_rows(things, variant), things, strict=True)
        items = [FoundComment(comment=row, excerpt=excerpt(wanted, one, variant)) for row, one in rows]
        return FoundComments(items=items, next=address_of("api:search_comments", onward, variant))

    return answer_public(request, ["found", search.model_dump_json(), onward, etag_parts(wanted, things)], make)


def find(search: Search, kind: str) -> tuple[SearchRequest, list[Any], str]:
    """(what was looked for, the things of the page, the query of the next page or "")."""
    wanted = parse(search, kind)
    asked = {name: value for name, value in search.model_dump(exclude_defaults=True).items() if value}
    if wanted.best:
        things, more = best(wanted, search.page)
        onward: dict[str, Any] = {"page": search.page + 1} if more else {}
    else:
        things, mark = newest(wanted, int(search.after) if search.after else None)
        onward = {"after": mark} if mark else {}
    return wanted, things, urlencode(asked | onward) if onward else ""


def parse(search: Search, kind: str) -> SearchRequest:
    """The `SearchRequest`; 400 with a sentence for words that ask for nothing, 404 for a channel that is none."""
    channel = Channel.objects.for_stories().filter(slug=search.channel).first() if search.channel else None
    if search.channel and channel is None:
        raise Http404("没有这个频道。")
    q, source, author = (text.replace("\x00", "").strip() for text in (search.q, search.source, search.author))
    narrowing = {"channel": channel, "source": source, "author": author, "span": search.within}
    try:
        return parse_search(q, kind=kind, best=search.sort == "best", **narrowing)
    except BadQuery as error:
        raise HttpError(400, str(error)) from error


def excerpt(wanted: SearchRequest, thing: Any, variant: VariantText) -> str:
    """The stretch of a thing's text in which the words stand."""
    return variant.text("".join(text for text, _ in result_of(wanted, thing)["text"]))


def address_of(name: str, query: str, variant: VariantText) -> str | None:
    return variant.address(f"{reverse(name)}?{query}") if query else None
