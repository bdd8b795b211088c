"""Rulings in the admin: a record that nobody edits."""

from django.contrib import admin

from comments.rulings.models import Ruling
from news.admin_forms.read_only import ReadOnly


@admin.register(Ruling)
class RulingAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "act", "reason", "comment", "moderator", "note"]
    list_filter = ["act", "reason", "made_at"]
    list_select_related = ["comment", "moderator"]
