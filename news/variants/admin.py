"""Overrides of the conversion in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from news.changes.models import SiteVersion
from news.variants.forms import TermForm, WordingForm
from news.variants.models import ConversionOverride, RegionalTerm


class WordsAdmin(admin.ModelAdmin):
    """Words for every page: what is kept of them is forgotten, and every page is rendered anew."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self.announce()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self.announce()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        self.announce()

    def announce(self) -> None:
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
