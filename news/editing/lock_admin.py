"""A form of a story that another editor has open says so; where an open form says that it is still there."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from news.articles.models import Article
from news.editing.conflict_views import compare_conflict
from news.editing.locks import EditingLock
from news.editing.story_pages import StoryPage

KEY = re.compile(r"[0-9a-z-]{1,64}")


class StoryLock(StoryPage):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.lock_view)
        return [path("<int:pk>/lock/", view, name="news_article_lock"), *super().get_urls()]

    def lock_view(self, request: Any, pk: int) -> HttpResponse:
        """`act`: hold (every ten seconds), take, release; `key` names the open page. A take without one leads back."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = get_object_or_404(Article.objects.only("pk"), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied("您没有编辑新闻的权限。")
        key, act = request.POST.get("key", ""), request.POST.get("act", "hold")
        if key and not KEY.fullmatch(key) or act not in ("hold", "take", "release"):
            return JsonResponse({"error": "没有这张表单。"}, status=400)
        if act == "release":
            EditingLock.release(pk, request.user.pk, key)
            return JsonResponse({"held": False})
        lock = EditingLock.hold(pk, request.user.pk, request.user.get_username(), key, act == "take")
        if act == "take" and not key:
            return redirect("admin:news_article_change", pk)
        if lock.editor in (request.user.pk, None):
            return JsonResponse({"held": lock.editor is not None})
        return JsonResponse({"held": False, "by": lock.name})

    def story_context(self, request: Any, article: Article) -> dict[str, Any]:
        found: dict[str, Any] = {"other_lock": EditingLock.of_other(article.pk, request.user.pk), "is_lockable": True}
        if merge := getattr(request, "merge", None):
            found["difference"] = compare_conflict(merge)
        return super().story_context(request, article) | found
