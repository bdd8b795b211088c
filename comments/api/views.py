"""Threads, comments and readers of the API."""

from __future__ import annotations

from typing import Literal

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router
from pydantic import BaseModel, Field

from comments.api.rows import comment_row, comment_rows, fold_reasons, reader_facts
from comments.api.schemas import (
    CommentFacts,
    CommentList,
    ReaderFacts,
    ThreadPageFacts,
)
from comments.profiles.activity import parse_place
from comments.profiles.views import comments_of, seen_of
from comments.readers.lookup import get_reader_or_redirect
from comments.thread.lists import cursors_under
from comments.thread.models import Comment
from comments.thread.sorting import thread_page
from news.api.answers import answer_public, documented
from news.api.conversion import VariantText
from news.api.stories import article_link
from news.api.views import find_cursor
from news.articles.models import Article
from news.http.requests import SiteRequest

NO_PAGE = "没有这一页评论。"
PAGE_MOST = 999_999_999
router = Router()


class ThreadPlace(BaseModel):
    """Which page of a thread."""

    sort: Literal["new", "old", "hot", "disputed"] = Field("new", description="最新、最早、最热、争议")
    page: int = Field(0, ge=0, le=PAGE_MOST, description="第几页；new 和 old 一页是固定的 30 楼，0 是最前面的一页")
    after: str = Field(
        "",
        pattern=r"^(?:[0-9]{1,11}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?~[0-9]{1,18})?$",
        description="hot 和 disputed 从哪一条之后开始：取自上一页的 next",
    )


class ReaderPlace(BaseModel):
    """Where a reader's comments go on."""

    after: str = Field(
        "",
        pattern="^(?:[0-9]{1,16}-[0-6]-[0-9]{1,17})?$",
        description="从哪一条之后开始：取自上一页的 next；空是第一页",
    )


@router.get(
    "/articles/{int:pk}/comments/",
    response=documented(ThreadPageFacts, 400, 404, 410),
    tags=["评论"],
    summary="一条新闻的评论",
    description="四种顺序，和更多评论一样。new 不带 page 是最新的 30 到 59 楼。",
    operation_id="thread",
    url_name="thread",
)
def show_thread(request: SiteRequest, pk: int, place: Query[ThreadPlace]) -> HttpResponse:
    cursor = find_cursor(pk)
    path, variant = reverse("api:thread", args=[pk]), VariantText(request.variant, pk)

    def make() -> ThreadPageFacts:
        article = get_object_or_404(Article.objects.published().defer("body"), pk=pk)
        found = thread_page(article, place.sort, place.page, place.after)
        if found is None:
            raise Http404(NO_PAGE)
        return ThreadPageFacts(
            article=article_link(article, variant),
            comments=article.comment_count,
            sort=place.sort,
            items=comment_rows(found.comments, variant),
            previous=variant.address(f"{path}?{found.before}") if found.before else None,
            next=variant.address(f"{path}?{found.after}") if found.after else None,
        )

    return answer_public(request, [pk, cursor, place.model_dump_json()], make, keep=True)


@router.get(
    "/comments/{int:pk}/",
    response=documented(CommentFacts, 404),
    tags=["评论"],
    summary="一条评论",
    operation_id="comment",
    url_name="comment",
)
def show_comment(request: SiteRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.visible_to(None).for_rendering(), pk=pk)
    variant = VariantText(request.variant, comment.article_id)
    reason = fold_reasons([pk] if comment.state == Comment.State.COLLAPSED else []).get(pk)
    return answer_public(request, [pk, comment.article.cursor], lambda: comment_row(comment, variant, reason))


@router.get(
    "/readers/{name}/",
    response=documented(ReaderFacts, 404, moves=True),
    tags=["网友"],
    summary="一位网友",
    description="公开的资料。名字换了写法或曾经用过的，转到现在的名字。",
    operation_id="reader",
    url_name="reader",
)
def show_reader(request: SiteRequest, name: str) -> HttpResponse:
    reader, elsewhere = get_reader_or_redirect(request, name)
    if elsewhere:
        return elsewhere
    variant = VariantText(request.variant)
    return answer_public(request, ["reader", seen_of(reader)], lambda: reader_facts(reader, variant))


@router.get(
    "/readers/{name}/comments/",
    response=documented(CommentList, 400, 404, moves=True),
    tags=["网友"],
    summary="一位网友的评论",
    description="新的在前，一页 30 条。",
    operation_id="reader_comments",
    url_name="reader_comments",
)
def list_of_reader(request: SiteRequest, name: str, place: Query[ReaderPlace]) -> HttpResponse:
    reader, elsewhere = get_reader_or_redirect(request, name)
    if elsewhere:
        return elsewhere
    comments, mark = comments_of(reader, parse_place(place.after) if place.after else None)
    variant = VariantText(request.variant)
    path = reverse("api:reader_comments", args=[reader.name])

    def make() -> CommentList:
        address = variant.address(f"{path}?after={mark}") if mark else None
        return CommentList(items=comment_rows(comments, variant), next=address)

    return answer_public(request, ["comments", seen_of(reader), mark, *cursors_under(comments)], make)
