"""The editor's desk."""

from django.contrib import admin

from news.changes.models import SiteVersion
from news.channels.models import Channel, Region


@admin.register(Channel)
class ChannelAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "kind", "group", "position"]

    def get_readonly_fields(self, request, obj=None):
        return ["kind", "slug"] if obj else []

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """A door leads to a page of the site's own code: none is made here."""
        if db_field.name == "kind":
            kwargs["choices"] = [choice for choice in Channel.Kind.choices if choice[0] != Channel.Kind.DOOR]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        SiteVersion.bump()


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "country", "position"]
    list_select_related = ["country"]
    search_fields = ["name", "slug"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        SiteVersion.bump()
