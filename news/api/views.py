"""Channels and stories of the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import BaseModel, ConfigDict, Field

from news.api.answers import answer_public, documented
from news.api.conversion import VariantText
from news.api.schemas import ArticleFacts, ArticleList, ChannelList
from news.api.stories import article_facts, article_line, channel_facts
from news.articles.models import Article
from news.articles.queries import ArticleQuerySet
from news.articles.views import fetch_cursor, get_channel, withdrawal_sentence
from news.caching.pages import cursors_of
from news.channels.models import Channel
from news.http.requests import SiteRequest
from news.lists.keyset import Place as ListPlace
from news.lists.keyset import rows_behind

PER_PAGE = 40
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
router = Router(tags=["新闻"])


class Place(BaseModel):
    """Where a list of stories goes on: behind a moment (microseconds) and a pk. Both fit any database."""

    model_config = ConfigDict(extra="ignore")
    after: str = Field(
        "", pattern="^(?:[0-9]{1,16}-[0-9]{1,18})?$", description="从哪一条之后开始：取自上一页的 next；空是第一页"
    )


@router.get(
    "/channels/",
    response=documented(ChannelList),
    summary="频道和版块",
    operation_id="channels",
    url_name="channels",
)
def list_channels(request: SiteRequest) -> HttpResponse:
    variant = VariantText(request.variant)
    channels = Channel.objects.exclude(kind=Channel.Kind.DOOR)
    return answer_public(
        request, ["channels"], lambda: ChannelList(items=[channel_facts(one, variant) for one in channels])
    )


@router.get(
    "/articles/",
    response=documented(ArticleList, 400),
    summary="最新新闻",
    description="新闻频道的新闻，新的在前，一页 40 条。",
    operation_id="articles",
    url_name="articles",
)
def list_articles(request: SiteRequest, place: Query[Place]) -> HttpResponse:
    return answer_list(request, Article.objects.published().by_editors(), reverse("api:articles"), place.after)


@router.get(
    "/channels/{slug:slug}/articles/",
    response=documented(ArticleList, 400, 404),
    summary="一个频道的新闻",
    description="一个频道或版块的新闻或文章，新的在前，一页 40 条。",
    operation_id="channel_articles",
    url_name="channel_articles",
)
def list_channel(request: SiteRequest, slug: str, place: Query[Place]) -> HttpResponse:
    articles = Article.objects.published().filter(channel=get_channel(slug))
    return answer_list(request, articles, reverse("api:channel_articles", args=[slug]), place.after)


@router.get(
    "/articles/{int:pk}/",
    response=documented(ArticleFacts, 404, 410),
    summary="一条新闻",
    description="全文，连同来源、更正、图片和视频。已经撤下的是 410，附上理由。",
    operation_id="article",
    url_name="article",
)
def show_article(request: SiteRequest, pk: int) -> HttpResponse:
    cursor = find_cursor(pk)

    def make() -> ArticleFacts:
        article = get_object_or_404(Article.objects.published().for_page(), pk=pk)
        return article_facts(article, VariantText(request.variant, pk))

    return answer_public(request, [pk, cursor], make, keep=True)


def find_cursor(pk: int) -> int:
    """Where a story stands that readers may see; 410 and the reason if it was withdrawn, else 404."""
    try:
        return fetch_cursor(pk)
    except Http404:
        if said := withdrawal_sentence(pk):
            raise HttpError(410, said) from None
        raise


def answer_list(request: SiteRequest, articles: ArticleQuerySet, path: str, after: str) -> HttpResponse:
    """A page of `articles`, whose list stands at `path`, behind the place `after`."""
    found = list(behind(articles, after).for_lists().newest()[: PER_PAGE + 1])
    shown, more = found[:PER_PAGE], len(found) > PER_PAGE
    variant = VariantText(request.variant)

    def make() -> ArticleList:
        address = variant.address(f"{path}?after={mark_of(shown[-1])}") if more else None
        return ArticleList(items=[article_line(one, variant) for one in shown], next=address)

    return answer_public(request, [path, more, *cursors_of(shown)], make)


def mark_of(article: Article) -> str:
    """The place of a story in lists, newest first."""
    assert article.published_at is not None  # nothing else is listed
    return f"{(article.published_at - EPOCH) // timedelta(microseconds=1)}-{article.pk}"


def behind(articles: ArticleQuerySet, after: str) -> ArticleQuerySet:
    """Those of `articles` that stand behind the place `after`."""
    if not after:
        return articles
    moment, pk = map(int, after.split("-"))
    return rows_behind(articles.newest(), ListPlace(EPOCH + timedelta(microseconds=moment), pk))
