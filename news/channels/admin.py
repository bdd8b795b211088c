"""Channels and regions in the admin."""

from typing import Any

from django.contrib import admin
from django.forms.fields import TypedChoiceField
from django.http import HttpRequest

from news.changes.models import SiteVersion
from news.channels.models import Channel, Region


@admin.register(Channel)
class ChannelAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "kind", "group", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["kind", "slug"] if obj else []

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> TypedChoiceField | None:
        """A channel of this kind leads to a page of the site's own code: none is made here."""
        if db_field.name == "kind":
            kwargs["choices"] = [choice for choice in Channel.Kind.choices if choice[0] != Channel.Kind.DOOR]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        SiteVersion.bump()


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "country", "position"]
    list_select_related = ["country"]
    search_fields = ["name", "slug"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        SiteVersion.bump()
