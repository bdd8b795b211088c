"""The editor's desk."""

from django.contrib import admin

from news.changes.models import SiteVersion
from news.variants.forms import TermForm, WordingForm
from news.variants.models import ConversionOverride, RegionalTerm


class WordsAdmin(admin.ModelAdmin):
    """Words for every page: what is kept of them is forgotten, and every page is drawn anew."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self.told()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self.told()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self.told()

    def told(self):
        self.model.changed()
        SiteVersion.bump()


@admin.register(ConversionOverride)
class WordingAdmin(WordsAdmin):
    form = WordingForm
    list_display = ["written", "zh_hans", "zh_hant", "zh_hk", "article"]
    list_select_related = ["article"]
    search_fields = ["written", "zh_hans", "zh_hant", "zh_hk"]
    raw_id_fields = ["article"]


@admin.register(RegionalTerm)
class TermAdmin(WordsAdmin):
    form = TermForm
    list_display = ["zh_hans", "zh_hant", "zh_hk"]
    search_fields = ["zh_hans", "zh_hant", "zh_hk"]
