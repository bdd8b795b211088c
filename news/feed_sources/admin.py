"""Feeds from which stories are taken, in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from news.admin_forms.base import FormFields
from news.feed_sources.forms import FeedSourceForm
from news.feed_sources.models import FeedSource
from news.feed_sources.tasks import look_now

AT_ONCE_MOST = 5  # that an editor may have looked at now: the worker does one after the other
MARKS = ["etag", "last_modified"]


@admin.register(FeedSource)
class FeedSourceAdmin(FormFields, admin.ModelAdmin):
    form = FeedSourceForm
    list_display = ["name", "channel", "publishes", "is_on", "looked_at", "failures", "error"]
    list_filter = ["is_on", "channel"]
    list_select_related = ["channel"]
    search_fields = ["name", "url"]
    search_help_text = "名称或地址"
    readonly_fields = ["looked_at", "due_at", "failures", "error", "report"]
    fields = [
        "name",
        "url",
        ("channel", "publishes", "full_text"),
        ("every_minutes", "is_on"),
        ("looked_at", "due_at", "failures"),
        "error",
        "report",
    ]
    actions = ["look_now"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What is new or was changed is looked at with the next round; what a look writes meanwhile, stays."""
        obj.due_at = timezone.now()
        obj.save(update_fields=[*FeedSourceForm.Meta.fields, *MARKS, "due_at"] if change else None)

    @admin.action(description="现在抓取", permissions=["change"])
    def look_now(self, request: HttpRequest, queryset: Any) -> None:
        """Have the worker look at a few, also at those that are off."""
        sources = list(queryset[: AT_ONCE_MOST + 1])
        if len(sources) > AT_ONCE_MOST:
            self.message_user(request, f"一次最多抓取 {AT_ONCE_MOST} 个，请少选几个。", messages.ERROR)
            return
        for source in sources:
            look_now.enqueue(source.pk)
            self.log_change(request, source, "现在抓取")
        self.message_user(request, "已开始抓取，片刻后刷新本页可以看到结果。", messages.SUCCESS)
