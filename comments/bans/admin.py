"""Bans in the admin: their history, and an end before their time."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from comments.bans.models import Ban
from comments.exceptions import Forbidden
from news.admin_forms.read_only import ReadOnly


@admin.register(Ban)
class BanAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["reader", "kind", "place_name", "reason", "starts_at", "ends_at", "lifted_at", "moderator"]
    list_filter = ["kind", "scope", "reason", "starts_at"]
    list_select_related = ["reader", "channel", "article", "ruling__moderator"]
    search_fields = ["reader__name"]
    search_help_text = "按用户名查找"
    fields = [
        "reader",
        "kind",
        "place_name",
        "reason",
        "note",
        "starts_at",
        "ends_at",
        "lifted_at",
        "moderator",
        "ruling",
    ]
    readonly_fields = ["place_name", "moderator"]
    actions = ["lift"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.moderated_by(request.user)

    @admin.display(description="范围")
    def place_name(self, ban: Ban) -> str:
        return str(ban.channel or ban.article or "全站")

    @admin.display(description="处理人")
    def moderator(self, ban: Ban) -> str:
        return ban.ruling.moderator.name

    def has_lift_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.add_ban")

    @admin.action(description="取消", permissions=["lift"])
    def lift(self, request: HttpRequest, queryset: Any) -> None:
        """End the selected bans; what has ended already, and one's own, is said."""
        lifted = 0
        for ban in queryset.order_by("pk"):
            try:
                lifted += ban.lift(request.user) is not None
            except Forbidden as error:
                self.message_user(request, str(error), messages.ERROR)
        if lifted:
            self.message_user(request, f"已取消 {lifted} 条，本人会收到通知。", messages.SUCCESS)
        if lifted < len(queryset):
            self.message_user(request, f"{len(queryset) - lifted} 条没有变化：已经结束或已取消。", messages.WARNING)
