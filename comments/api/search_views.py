"""Search in the API: the same questions and answers as on the page of search."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import BaseModel, Field

from comments.api.rows import comment_rows, reader_link
from comments.api.schemas import FoundArticle, FoundArticles, FoundComment, FoundComments
from comments.search.finding import Found, find
from comments.search.queries import PER_PAGE, RANKED, SearchRequest, parse_search
from comments.search.views import etag_parts, result_of, story_of
from news.api.answers import answer_public, documented
from news.api.conversion import VariantText, in_seconds
from news.api.stories import article_link
from news.articles.models import Article
from news.channels.models import Channel
from news.http.requests import SiteRequest
from news.search.query import BadQuery

NAME_LONGEST = 60
router = Router(tags=["搜索"])


class Search(BaseModel):
    """What is looked for, what narrows it, and where its list goes on."""

    q: str = Field(
        min_length=1,
        max_length=100,
        description="要搜索的词，简繁均可；引号里的须连续出现，减号后的不出现",
    )
    sort: Literal["new", "best"] = Field("new", description="最新、最相关")
    channel: str = Field("", pattern="^[-a-zA-Z0-9_]{0,30}$", description="只在这个频道")
    source: str = Field("", max_length=NAME_LONGEST, description="只找这个来源的新闻")
    author: str = Field("", max_length=NAME_LONGEST, description="新闻的网编，或评论的作者")
    within: Literal["", "day", "week", "month", "year"] = Field("", description="只找这段时间以内的")
    after: str = Field("", pattern="^(?:[0-8]?[0-9]{1,18})?$", description="new 从哪一条之后开始：取自上一页的 next")
    page: int = Field(1, ge=1, le=RANKED // PER_PAGE, description="best 的第几页")


class CommentSearch(Search):
    article: int | None = Field(None, ge=1, le=2**63 - 1, description="只在这条新闻的评论里搜索：新闻的编号")


@router.get(
    "/search/articles/",
    response=documented(FoundArticles, 400, 404),
    summary="搜索新闻",
    description="一页 10 条。",
    operation_id="search_articles",
    url_name="search_articles",
)
def search_articles(request: SiteRequest, search: Query[Search]) -> HttpResponse:
    found, onward = look_up(search, parse(search, "articles"))
    variant = VariantText(request.variant)

    def make() -> FoundArticles:
        items = [
            FoundArticle(
                article=article_link(one, variant),
                published_at=in_seconds(one.published_at),
                comments=one.comment_count,
                excerpt=excerpt(found.wanted, one, variant),
            )
            for one in found.things
        ]
        return FoundArticles(items=items, **facts(found, variant, "api:search_articles", onward))

    return answer_public(request, ["search", search.model_dump_json(), onward, etag_parts(found)], make)


@router.get(
    "/search/comments/",
    response=documented(FoundComments, 400, 404),
    summary="搜索评论",
    description="一页 10 条。",
    operation_id="search_comments",
    url_name="search_comments",
)
def search_comments(request: SiteRequest, search: Query[CommentSearch]) -> HttpResponse:
    found, onward = look_up(search, parse(search, "comments", story_of(str(search.article or ""))))
    variant = VariantText(request.variant)

    def make() -> FoundComments:
        rows = zip(comment_rows(found.things, variant), found.things, strict=True)
        items = [FoundComment(comment=row, excerpt=excerpt(found.wanted, one, variant)) for row, one in rows]
        return FoundComments(items=items, **facts(found, variant, "api:search_comments", onward))

    return answer_public(request, ["found", search.model_dump_json(), onward, etag_parts(found)], make)


def look_up(search: Search, wanted: SearchRequest) -> tuple[Found, str]:
    """(what was found, the query of the next page or "")."""
    found = find(wanted, search.page if wanted.best else 1, int(search.after) if search.after else None)
    asked = {name: value for name, value in search.model_dump(exclude_defaults=True).items() if value}
    onward: dict[str, Any] = {"page": search.page + 1} if found.more else {"after": found.mark} if found.mark else {}
    return found, urlencode(asked | onward) if onward else ""


def facts(found: Found, variant: VariantText, name: str, onward: str) -> dict[str, Any]:
    """What an answer says beside its items."""
    return {
        "total": found.shown_total,
        "total_is_exact": found.is_counted,
        "notes": [variant.text(note) for note in found.notes],
        "readers": [reader_link(one, variant) for one in found.readers],
        "next": address_of(name, onward, variant),
    }


def parse(search: Search, kind: str, story: Article | None = None) -> SearchRequest:
    """The `SearchRequest`; 400 with a sentence for words that ask for nothing, 404 for a channel that is none."""
    channel = Channel.objects.for_stories().filter(slug=search.channel).first() if search.channel else None
    if search.channel and channel is None:
        raise Http404("没有这个频道。")
    q, source, author = (text.replace("\x00", "").strip() for text in (search.q, search.source, search.author))
    narrowing = {"channel": channel, "source": source, "author": author, "span": search.within, "story": story}
    try:
        return parse_search(q, kind=kind, best=search.sort == "best", **narrowing)
    except BadQuery as error:
        raise HttpError(400, str(error)) from error


def excerpt(wanted: SearchRequest, thing: Any, variant: VariantText) -> str:
    """The stretch of a thing's text in which the words stand."""
    return variant.text("".join(text for text, _ in result_of(wanted, thing)["text"]))


def address_of(name: str, query: str, variant: VariantText) -> str | None:
    return variant.address(f"{reverse(name)}?{query}") if query else None
