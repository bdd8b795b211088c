"""The addresses that a story's form asks while it is being written, and those of pages about many stories."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.urls import path

from news.editing.calendar import show_month
from news.editing.drafts import drafts
from news.editing.front import front
from news.editing.merge import merge, similar
from news.editing.paste import convert_body, paste
from news.editing.preview import preview
from news.editing.uploads import desk_pictures


def desk_urls(site: AdminSite) -> list[Any]:
    """Each for whoever may write stories, alone."""
    views = {
        "pictures": desk_pictures,
        "paste": paste,
        "body": convert_body,
        "drafts": drafts,
        "similar": similar,
        "merge": merge,
        "front": front,
        "calendar": show_month,
    }
    written = [
        path(f"{name}/", site.admin_view(for_editors(view)), name=f"news_article_{name}")
        for name, view in views.items()
    ]
    return [path("preview/", site.admin_view(preview), name="news_article_preview"), *written]


def for_editors(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def check_and_answer(request: Any) -> Any:
        if not (request.user.has_perm("news.add_article") or request.user.has_perm("news.change_article")):
            raise PermissionDenied("您没有编辑新闻的权限。")
        return view(request)

    return check_and_answer
