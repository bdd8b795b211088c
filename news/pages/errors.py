"""Errors in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.core.exceptions import DisallowedHost, PermissionDenied, RequestDataTooBig
from django.http import HttpResponse
from django.http.response import Http404
from django.shortcuts import redirect, render

from news.api.errors import answer_error, is_api
from news.articles.models import OldAddress

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


SENTENCES = {
    400: "这个请求我们看不懂。请返回上一页再试一次。",
    403: "这里不能进入，或者这件事现在不能做。",
    404: "没有找到这一页。它可能已经撤下，或者地址不完整。",
    413: "填写的内容太长（最多 2 MB），没有保存。请返回上一页，您写的还在那里：删短一些，图片单独上传。",
    500: "服务器出错了，已记录。请稍后再试。",
}


def sentence(request: SiteRequest, status: int, exception: Exception | None = None) -> HttpResponse:
    said = str(exception) if exception and exception.args and isinstance(exception.args[0], str) else ""
    # Django's own messages are English and name our internals.
    said = said if said and not said.isascii() else SENTENCES[status]
    if is_api(request.path_info):
        return answer_error(request, status, said)
    return render(request, "error.html", {"status": status, "sentence": said}, status=status)


def bad_request(
    request: SiteRequest, exception: DisallowedHost | DisallowedModelAdminLookup | RequestDataTooBig | None = None
) -> HttpResponse:
    """The sentence; of a form with too much text in it, what may be done, for going back shows it as it was typed."""
    return sentence(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: SiteRequest, exception: PermissionDenied | None = None) -> HttpResponse:
    return sentence(request, 403, exception)


def too_many(request: SiteRequest) -> HttpResponse:
    """What a library's own limits answer; all of them end within a minute or five."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = "60"
    return response


def not_found(request: SiteRequest, exception: Http404 | None = None) -> HttpResponse:
    """The sentence; or the way to where a story that came from elsewhere stands now."""
    if here := redirect_old_address(request):
        return redirect(here, permanent=True)
    return sentence(request, 404, exception)


def redirect_old_address(request: SiteRequest) -> Any:
    """The address of the story that once stood at this one, or None."""
    query = request.META.get("QUERY_STRING", "")
    path = request.path_info
    asked = [f"{path}?{query}", path] if query else [path]
    asked = [one for one in asked if len(one) <= 300 and "\x00" not in one]
    found = {row.path: row for row in OldAddress.objects.filter(path__in=asked).select_related("article")}
    row = next((found[one] for one in asked if one in found), None)
    return row.article.get_absolute_url() if row and row.article.is_published else None


def server_error(request: SiteRequest) -> HttpResponse:
    return sentence(request, 500)
