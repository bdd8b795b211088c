"""What the forms of an admin page hold, field by field: to know what others saved, and what was typed here."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

MAIN = ""  # the key of the page's main form; a row's is "<prefix>:<pk>"
WATCHED = "*"  # stands among the fields of a form for what is compared besides them


class PageForms:
    """The main form of an admin page and its formsets that may be changed: {prefix: (inline, formset)}."""

    def __init__(self, admin: Any, form: Any, rows: dict) -> None:
        self.admin, self.form, self.rows = admin, form, rows

    @classmethod
    def of_object(
        cls,
        admin: Any,
        request: HttpRequest,
        obj: Any,
        data: QueryDict | None = None,
        files: MultiValueDict | None = None,
    ) -> PageForms:
        """The forms of `obj` as it stands now, or bound to what was sent; nothing is validated."""
        fields = flatten_fieldsets(admin.get_fieldsets(request, obj))
        form = admin.get_form(request, obj, change=True, fields=fields)(data, files, instance=obj)
        rows = {}
        for formset_class, inline in admin.get_formsets_with_inlines(request, obj):
            if inline.has_change_permission(request, obj):
                options = {"instance": obj, "queryset": inline.get_queryset(request)}
                formset = formset_class(data, files, prefix=formset_class.get_default_prefix(), **options)
                rows[formset.prefix] = (inline, formset)
        return cls(admin, form, rows)

    @classmethod
    def of_context(cls, admin: Any, context: dict) -> PageForms:
        """The forms that a page is about to show."""
        shown = [one for one in context["inline_admin_formsets"] if one.has_change_permission]
        return cls(admin, context["adminform"].form, {one.formset.prefix: (one.opts, one.formset) for one in shown})

    def version(self) -> dict[str, dict[str, str]]:
        """{key of a form: {field: hash of what it holds}}: equal for two pages that show the same."""
        found = {MAIN: hash_form(self.form, self.admin)}
        for prefix, (inline, formset) in self.rows.items():
            found |= {f"{prefix}:{pk}": hash_form(form, inline) for pk, form in forms_by_pk(formset).items()}
        return found


def forms_by_pk(formset: Any) -> dict[str, forms.ModelForm]:
    """The forms of rows that exist, or that a page once showed, by the pk as it was sent."""
    name = formset.model._meta.pk.name
    return {str(form[name].value() or ""): form for form in formset.initial_forms}


def hash_form(form: Any, admin: Any) -> dict[str, str]:
    watched = [str(getattr(form.instance, name)) for name in getattr(admin, "watched_fields", ())]
    found = {name: hash_values(held_values(form[name])) for name in typed_fields(form)}
    return found | ({WATCHED: hash_values(watched)} if watched else {})


def typed_fields(form: Any) -> list[str]:
    """The fields in which something is typed or chosen."""
    return [name for name in form.fields if not form[name].is_hidden]


def hash_values(values: list[str]) -> str:
    return blake2b("\0".join(values).encode("utf-8", "replace"), digest_size=8).hexdigest()


def held_values(bound: forms.BoundField) -> list[str]:
    """What a field shows, in one order and with one kind of line ends; of a file its name."""
    if bound.field.widget.needs_multipart_form:
        return [str(bound.value() or "")]
    return sorted(value.replace("\r\n", "\n") for values in sent_values(bound).values() for value in values)


def sent_values(bound: forms.BoundField) -> dict[str, list[str]]:
    """{name: values} that a browser sends for a field as it is shown; nothing for a file."""
    return widget_values(bound.field.widget, bound.html_name, bound.value())


def widget_values(widget: Any, name: str, value: Any) -> dict[str, list[str]]:
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if widget.needs_multipart_form:
        return {}
    if isinstance(widget, forms.MultiWidget):
        parts: Any = value if isinstance(value, (list, tuple)) else widget.decompress(value)
        names = widget.widgets_names  # type: ignore[attr-defined]  # the stubs do not know it
        each = zip(widget.widgets, names, parts, strict=True)
        return {key: found for one, end, part in each for key, found in widget_values(one, name + end, part).items()}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if widget.check_test(value) else []}
    shown = widget.format_value(value)
    values = shown if isinstance(shown, (list, tuple)) else [shown]
    return {name: [str(one) for one in values if one not in (None, "")]}


def replace_values(data: QueryDict, values: dict[str, list[str]]) -> None:
    """Let `data` say these values; a box that is not ticked is not sent at all."""
    for name, found in values.items():
        data.pop(name, None)
        if found:
            data.setlist(name, found)


# -- rows ---------------------------------------------------------------------------------------------


def sent_rows(data: QueryDict, prefix: str) -> dict[int, dict[str, list[str]]]:
    """{number of a row: {end of a field's name: values}} of a formset as it was sent."""
    found: dict[int, dict[str, list[str]]] = {}
    name = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)", re.DOTALL)
    for key in data:
        if match := name.fullmatch(key):
            found.setdefault(int(match[1]), {})[match[2]] = data.getlist(key)
    return found


def row_values(form: Any) -> dict[str, list[str]]:
    """{end of a field's name: values} of a row as it stands now."""
    start = len(form.prefix) + 1
    return {key[start:]: values for name in form.fields for key, values in sent_values(form[name]).items()}


def replace_rows(data: QueryDict, prefix: str, rows: list[dict], initial: int) -> None:
    """Let `data` have these rows of a formset and no others; the first `initial` of them exist."""
    for key in [key for key in data if re.match(rf"{re.escape(prefix)}-\d", key)]:
        del data[key]
    for number, row in enumerate(rows):
        replace_values(data, {f"{prefix}-{number}-{end}": values for end, values in row.items()})
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(initial)
