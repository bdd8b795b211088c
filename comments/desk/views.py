"""今日概况 in the admin: one page of figures for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments.desk.figures import desk_figures

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


@require_safe
def desk(request: SiteRequest) -> HttpResponse:
    if not request.user.is_editor:
        raise PermissionDenied("这一页只给网编看。")
    context = admin.site.each_context(request) | {"title": "今日概况"} | desk_figures(request.user)
    return render(request, "admin/desk/desk.html", context)
