"""Reports in the admin. Those of comments are answered in the queue; those of stories, polls and people here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from comments.reports.models import Report
from comments.rulings.models import Ruling
from comments.thread.text import first_line
from news.admin_forms.read_only import ReadOnly


@admin.register(Report)
class ReportAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["quote", "reason", "text", "weight", "state", "made_at"]
    list_filter = ["state", "reason", "made_at", ("comment", admin.EmptyFieldListFilter)]
    list_select_related = ["comment", "article", "poll", "person"]
    ordering = ["-pk"]
    fields = ["quote", "reason", "text", "weight", "state", "made_at", "ruling"]
    readonly_fields = ["quote"]
    actions = ["uphold", "dismiss"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.moderated_by(request.user)

    @admin.display(description="被举报的")
    def quote(self, report: Report) -> str:
        target = report.target
        words = {"comment": "text", "article": "title", "poll": "question", "person": "name"}
        text = first_line(getattr(target, words[report.thing.partition(":")[0]]), 40)
        return f"{report.thing_name}：{text}"

    def view_on_site(self, obj: Report) -> str:
        return obj.target.get_absolute_url()

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.change_report")

    @admin.action(description="举报成立", permissions=["decide"])
    def uphold(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, Ruling.Act.UPHOLD)

    @admin.action(description="举报不成立", permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, Ruling.Act.DISMISS)

    def decide(self, request: HttpRequest, queryset: Any, act: Ruling.Act) -> None:
        """Answer the selected reports; those of comments are left to the queue, where the comment is ruled on."""
        done = sum(
            report.decide(request.user, act) is not None
            for report in queryset.filter(comment=None).exclude(person=request.user).order_by("pk")
        )
        if done:
            self.message_user(request, f"已处理 {done} 条，举报人会收到通知。", messages.SUCCESS)
        if done < len(queryset):
            sentence = "条没有变化：已经处理过，涉及您自己，或举报的是评论（请在处理队列里处理）。"
            self.message_user(request, f"{len(queryset) - done} {sentence}", messages.WARNING)
