"""Readers in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from news.admin_forms.read_only import ReadOnly
from news.changes.models import SiteVersion


class KnownNameInline(ReadOnly, admin.TabularInline):
    model = KnownName
    fields = ["name", "since", "until"]
    extra = 0


@admin.register(Reader)
class ReaderAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "points", "title", "imported", "is_staff", "is_active", "date_joined"]
    list_filter = ["level", "imported", "is_staff", "is_active"]
    search_fields = ["name", "skeleton", "known_names__name"]
    search_help_text = "按用户名查找，用过的用户名也算"
    inlines = [KnownNameInline]
    fields = [
        "name",
        "title",
        "sign",
        "bio",
        "verified",
        "is_active",
        "is_staff",
        "groups",
        "points",
        "level",
        "flowers_received",
        "date_joined",
        "renamed_at",
        "leaving_at",
        "erased_at",
    ]
    readonly_fields = [
        "name",
        "points",
        "level",
        "flowers_received",
        "date_joined",
        "renamed_at",
        "leaving_at",
        "erased_at",
    ]
    filter_horizontal = ["groups"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who may do what is decided by superusers alone."""
        powers = [] if request.user.is_superuser else ["is_staff", "groups"]
        return [*self.readonly_fields, *powers]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Only what was changed here: points and level may have moved meanwhile.
        obj.save_and_rerender(*(name for name in form.changed_data if name != "groups"))
        SiteVersion.bump()
