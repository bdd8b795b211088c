"""Requests in the admin: titles and claims, each answered once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest

from comments.profiles.models import Claim, TitleRequest
from comments.sections.models import is_limited


class AnswerForm(ActionForm):
    answer = forms.CharField(label="答复", max_length=200, required=False)


class AskedAdmin(admin.ModelAdmin):
    """A list with two acts; a no carries a reason."""

    action_form = AnswerForm
    list_filter = ["state"]
    actions = ["grant", "refuse"]
    exclude = ["moderator"]

    @admin.display(description="处理人", ordering="moderator")
    def answered_by(self, row: Any) -> Any:
        return row.moderator or "-"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Titles and names are of the whole site: who moderates sections alone answers none."""
        return self.has_change_permission(request) and not is_limited(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        names = [field.name for field in self.model._meta.fields if field.name not in ("id", "moderator")]
        return [*names, "answered_by"]

    def settle(self, request: HttpRequest, queryset: Any, granted: bool) -> None:
        answer = request.POST.get("answer", "").replace("\x00", "").strip()[:200]
        if not granted and not answer:
            self.message_user(request, "不同意时请写明理由。", messages.ERROR)
            return
        settled = sum(one.settle(request.user, granted, answer) for one in queryset.order_by("pk"))
        self.message_user(request, f"{settled} 个申请已答复，申请人会得到通知。", messages.SUCCESS)

    @admin.action(description="同意", permissions=["settle"])
    def grant(self, request: HttpRequest, queryset: Any) -> None:
        self.settle(request, queryset, True)

    @admin.action(description="不同意", permissions=["settle"])
    def refuse(self, request: HttpRequest, queryset: Any) -> None:
        self.settle(request, queryset, False)


@admin.register(TitleRequest)
class TitleRequestAdmin(AskedAdmin):
    list_display = ["made_at", "reader", "text", "state", "answer", "answered_by"]
    list_select_related = ["reader", "moderator"]
    search_fields = ["text", "reader__name"]


@admin.register(Claim)
class ClaimAdmin(AskedAdmin):
    list_display = ["made_at", "imported", "email", "proof", "state", "answered_by"]
    superuser_fields = ["email"]
    list_select_related = ["imported", "moderator"]
    search_fields = ["imported__name", "email"]
