"""The API as a whole: the operations of all packages, its description, its addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from comments.api.ranking_views import router as rankings
from comments.api.search_views import router as search
from comments.api.views import router as readers
from config.api.views import reference, schema
from news.api.errors import answer_error, register_error_answers
from news.api.views import router as stories
from news.http.requests import SiteRequest
from news.variants.text import VARIANTS

DESCRIPTION = (
    "本站公开的内容，只读，JSON。不必登录，也没有密钥。四种写法用地址开头区分：不带前缀是原文，"
    "/zh-hans/ 是简体，/zh-hant/ 和 /zh-hk/ 是两种繁体，转换和网页一样。"
)
NOT_ALLOWED = "API 只能读取：请用 GET 或 HEAD。"
READING = ("GET", "HEAD")


def make_api() -> NinjaAPI:
    """The API with all its operations; our own views answer for its description."""
    api = NinjaAPI(
        title=f"{settings.SITE_NAME} API",
        version="1",
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        servers=[
            {"url": settings.SITE_URL, "description": "原文"},
            *({"url": f"{settings.SITE_URL}/{one.slug}", "description": one.label} for one in VARIANTS.values()),
        ],
    )
    register_error_answers(api)
    for router in (stories, readers, rankings, search):
        api.add_router("", router)
    return api


def reading_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """HEAD as GET, whose body the server leaves out; any other method is refused in one sentence."""

    @wraps(view)
    def answer(request: SiteRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READING:
            response = answer_error(request, 405, NOT_ALLOWED)
            response.headers["Allow"] = ", ".join(READING)
            return response
        request.method = "GET"
        return view(request, *args, **kwargs)

    return answer


def make_urls(api: NinjaAPI) -> tuple[list[URLPattern], str, str]:
    """The addresses below `/api/v1/` for `path`; `api-root` is the name by which the description finds its own."""
    found, app_name, namespace = api.urls
    own: list[Any] = [
        path("", reference, {"api": api}, name="api-root"),
        path("openapi.json", schema, {"api": api}, name="schema"),
        *(one for one in found if getattr(one, "name", "") != "api-root"),
    ]
    for one in own:
        one.callback = reading_only(one.callback)
        one.callback.csrf_exempt = True  # type: ignore[attr-defined]
    return own, app_name, namespace


api = make_api()
urls = make_urls(api)
