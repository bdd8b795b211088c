"""A story's form that plans a change, says which one is planned, and leads to the page where it is looked at."""

from __future__ import annotations

from json import dumps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from news.articles.models import Article
from news.editing.history import describe_changes, parts_of
from news.editing.models import EditingDraft
from news.editing.scheduled import ScheduledChange
from news.editing.story_pages import StoryPage
from news.text.markup import typed_body

PLANNED = "定时改动已保存，{when:%Y-%m-%d %H:%M} 生效；在那之前读者看到的仍是现在的内容。"
CALLED_OFF = "定时改动已取消。"
TAKEN_BACK = "定时改动已取消，它的标题和正文在这张表单的自动保存里，可以恢复。"


class StoryChanges(StoryPage):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.change_view_later)
        return [path("<int:pk>/scheduled/", view, name="news_article_scheduled"), *super().get_urls()]

    def plan_asked(self, request: Any, form: Any) -> None:
        """Plan what the form asks for later; a change that was planned on another text is told of."""
        if planned := form.planned:
            when, note = form.cleaned_data["change_at"], form.cleaned_data["change_note"]
            ScheduledChange.plan(form.instance, planned["title"], planned["body"], when, note, request.user)
            self.message_user(request, PLANNED.format(when=timezone.localtime(when)), messages.SUCCESS)

    def change_view_later(self, request: Any, pk: int) -> HttpResponse:
        """Show what will change; POST with `act`: cancel, or edit, which puts it into the editor's own draft."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied("您没有编辑新闻的权限。")
        change = ScheduledChange.objects.filter(article=article).first()
        if request.method == "POST":
            if change:
                self.call_off(request, article, change)
            return redirect("admin:news_article_change", pk)
        if change is None:
            raise Http404("这条新闻没有定时改动。")
        stands = parts_of(article)
        context = self.admin_site.each_context(request) | {
            "title": "定时改动",
            "opts": self.opts,
            "article": article,
            "change": change,
            "changes": describe_changes(stands, stands | {"title": change.title, "body": change.body}),
        }
        return TemplateResponse(request, "admin/news/article/scheduled.html", context)

    @transaction.atomic
    def call_off(self, request: Any, article: Article, change: ScheduledChange) -> None:
        if request.POST.get("act") == "edit":
            typed = [["title", change.title], ["body", typed_body(change.body)]]
            EditingDraft.keep(request.user.pk, str(article.pk), dumps(typed, ensure_ascii=False))
            self.message_user(request, TAKEN_BACK, messages.SUCCESS)
        else:
            self.message_user(request, CALLED_OFF, messages.SUCCESS)
        change.delete()
        self.log_change(request, article, "取消了定时改动")

    def story_context(self, request: Any, article: Article) -> dict[str, Any]:
        scheduled = ScheduledChange.objects.filter(article=article).select_related("article").first()
        return super().story_context(request, article) | {"scheduled": scheduled}
