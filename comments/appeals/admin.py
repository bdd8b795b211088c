"""Appeals in the admin: read, and decided by another moderator."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from comments.appeals.models import Appeal
from comments.exceptions import Refused
from news.admin_forms.read_only import ReadOnly


@admin.register(Appeal)
class AppealAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["reader", "text", "first", "judged_by", "state", "made_at"]
    list_filter = ["state", "made_at"]
    list_select_related = ["reader", "ruling__moderator"]
    fields = ["reader", "text", "first", "comment_text", "judged_by", "state", "outcome", "made_at"]
    readonly_fields = ["first", "comment_text", "judged_by"]
    actions = ["grant", "deny"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.moderated_by(request.user)

    @admin.display(description="原处理")
    def first(self, appeal: Appeal) -> str:
        return str(appeal.ruling)

    @admin.display(description="评论")
    def comment_text(self, appeal: Appeal) -> str:
        return appeal.ruling.comment.text if appeal.ruling.comment else "（禁言）"

    @admin.display(description="原处理人")
    def judged_by(self, appeal: Appeal) -> str:
        return appeal.ruling.moderator.name

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.change_appeal")

    @admin.action(description="申诉成立", permissions=["decide"])
    def grant(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, True)

    @admin.action(description="驳回", permissions=["decide"])
    def deny(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, False)

    def decide(self, request: HttpRequest, queryset: Any, granted: bool) -> None:
        done = 0
        for appeal in queryset.order_by("pk"):
            try:
                appeal.decide(request.user, granted)
                done += 1
            except Refused as error:
                self.message_user(request, str(error), messages.ERROR)
        if done:
            self.message_user(request, f"已裁决 {done} 条，当事人会收到通知。", messages.SUCCESS)
