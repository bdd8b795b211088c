"""What the page of a story's form holds besides Django's: each part of the admin adds its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import ModelAdmin
from django.http import HttpResponse

if TYPE_CHECKING:
    from news.articles.models import Article

    Admin = ModelAdmin
else:
    Admin = object


class StoryPage(Admin):
    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if change and obj and self.has_change_permission(request, obj):
            context |= self.story_context(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def story_context(self, request: Any, article: Article) -> dict[str, Any]:
        """What stands on the page for whoever may change this story; parts add to what `super()` gives."""
        return {}
