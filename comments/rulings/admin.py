"""Rulings in the admin: a record that nobody edits."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from comments.rulings.models import Ruling
from news.admin_forms.read_only import ReadOnly


@admin.register(Ruling)
class RulingAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "act", "reason", "comment", "moderator", "note"]
    list_filter = ["act", "reason", "made_at"]
    exclude = ["reviewed_before"]
    list_select_related = ["comment", "moderator"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.moderated_by(request.user)
