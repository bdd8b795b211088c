"""Ranks and the ledger in the admin; nobody edits the ledger."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from comments.reputation.models import LedgerEntry
from comments.reputation.ranks import Rank
from news import hooks
from news.admin_forms.read_only import ReadOnly
from news.changes.models import SiteVersion


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "reader", "amount", "reason", "giver", "comment", "reverses"]
    list_filter = ["reason", "made_at"]
    list_select_related = ["reader", "giver", "comment", "reverses"]
    search_fields = ["reader__name"]


@admin.register(Rank)
class RankAdmin(admin.ModelAdmin):
    list_display = [
        "level",
        "label",
        "points",
        "left",
        "right",
        "gendered",
        "vote_weight",
        "may_title",
        "holds_first",
        "flowers_a_day",
        "eggs_a_day",
        "flowers_a_person",
        "eggs_a_person",
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No rank is removed: readers have each of them."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        Rank.changed()
        SiteVersion.bump()
        hooks.call("ranks_changed")
