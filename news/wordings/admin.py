"""Overrides of the conversion in the admin, with a dry run before they go live."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from news.changes.models import SiteVersion
from news.variants.models import ConversionOverride, RegionalTerm
from news.wordings.forms import TermForm, WordingForm, WordsForm

TRY = "_try"  # the button that asks for a dry run


class WordsAdmin(admin.ModelAdmin):
    """Words for every page: what is kept of them is forgotten, and every page is rendered anew."""

    change_form_template = "admin/news/words/change_form.html"

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if request.method == "POST":
            form = self.try_entry(request, object_id)
            if TRY in request.POST and form.is_valid():
                return self.render_dry_run(request, form)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def try_entry(self, request: Any, object_id: Any) -> WordsForm:
        """The form as it was sent, with its dry run if it is valid but for that; all before Django's transaction."""
        row = self.get_object(request, object_id) if object_id else None
        may = self.has_change_permission(request, row) if object_id else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        form = self.get_form(request, row, change=row is not None)(request.POST, instance=row)
        if form.is_valid():
            request.dry_run = form.run = form.try_out(form.instance)
            form.refuse_wide()
        return form

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.run = getattr(request, "dry_run", None)  # a class of this request's own
        return form

    def render_dry_run(self, request: HttpRequest, form: Any) -> HttpResponse:
        kept = {name: value for name, value in request.POST.items() if name not in (TRY, "csrfmiddlewaretoken")}
        context = self.admin_site.each_context(request) | {
            "title": f"试运行：{form.instance}",
            "opts": self.opts,
            "run": form.run,
            "kept": kept,
        }
        return TemplateResponse(request, "admin/news/words/dry_run.html", context)

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
    list_display = ["zh_hans", "zh_hant", "zh_hk", "exceptions"]
    search_fields = ["zh_hans", "zh_hant", "zh_hk"]
