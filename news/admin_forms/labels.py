"""Names, read out by screen readers, for fields of the admin that stand on the page without a label of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import ModelAdmin
from django.forms import MultiWidget
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    Admin = ModelAdmin
else:
    Admin = object

PARTS = ("日期", "时间")


class FieldNames(Admin):
    """A form whose moments say which part is which, and whose rows of other models name each of their fields."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **more: Any
    ) -> HttpResponse:
        name_fields(context["adminform"].form.fields, labelled=True)
        for inline in context["inline_admin_formsets"]:
            name_fields(inline.formset.form.base_fields)  # of a row that is added on the page
            for form in inline.formset.forms:
                name_fields(form.fields)
        return super().render_change_form(request, context, *args, **more)


def name_fields(fields: dict[str, Any], labelled: bool = False) -> None:
    """Name each field, or, where the form is `labelled`, the two parts of each moment."""
    for field in fields.values():
        widget = getattr(field.widget, "widget", field.widget)  # inside the one that adds links
        if isinstance(widget, MultiWidget):
            for part, said in zip(widget.widgets, PARTS, strict=True):
                part.attrs["aria-label"] = f"{field.label}：{said}"
        elif not labelled and not widget.is_hidden:
            widget.attrs["aria-label"] = str(field.label)
