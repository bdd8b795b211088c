"""What every list and form of the admin is built on: declared lookups alone, and fields that a viewer may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.filters import FieldListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters, ModelAdmin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import url_params_from_lookup_dict
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db import DataError
from django.db.models.fields.related import ManyToManyField
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

if TYPE_CHECKING:
    Admin = ModelAdmin
    AnyAdmin = BaseModelAdmin
else:
    Admin = AnyAdmin = object


class Results(ChangeList):
    """The rows; a value that nothing can be compared with (the year 0001, a NUL) leads to Django's `?e=1`."""

    def get_filters(self, request: HttpRequest) -> tuple[Any, ...]:
        try:
            return super().get_filters(request)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (OverflowError, ValueError, DataError) as error:
            raise IncorrectLookupParameters(error) from error


class BoundedPaginator(Paginator):
    """Counts no further than 10,000 rows: nobody leafs beyond them, and to count a whole table takes long."""

    MOST = 10_000

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[: self.MOST].count()


class KeysField(forms.ModelMultipleChoiceField):
    """Several rows; a number that is too large for any key is no choice, as any other that does not exist."""

    def clean(self, value: list[str]) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_pk_value"] % {"pk": "…"}) from error


class DeclaredLookups(Admin):
    """A list that answers only the lookups that its own page offers: filters, dates, and what a popup is limited to.

    Django answers every lookup on the model's own columns: `?password__startswith=` read hashes letter by letter.
    `superuser_fields` of an admin are shown to, searched and ordered by superusers alone.
    """

    paginator = BoundedPaginator
    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whether the list may be filtered by this parameter; Django answers 400 to one that is refused."""
        return lookup in declared_lookups(self, request) or (lookup, value) in popup_lookups(self.model)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Results]:
        return Results

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{"form_class": KeysField} | kwargs)

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """What was selected must be keys of rows: anything else is refused (400) before a database is asked for it."""
        try:
            for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.model._meta.pk.clean(key, None)
        except ValidationError as error:
            raise BadRequest("no key of a row") from error
        return super().response_action(request, queryset, *args, **kwargs)

    def get_list_filter(self, request: HttpRequest) -> Any:
        return shown_to(request, self, super().get_list_filter(request))

    def get_list_display(self, request: HttpRequest) -> Any:
        return shown_to(request, self, super().get_list_display(request))

    def get_search_fields(self, request: HttpRequest) -> Any:
        return shown_to(request, self, super().get_search_fields(request))

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*(super().get_exclude(request, obj) or ()), *hidden_from(request, self)] or None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return shown_to(request, self, super().get_readonly_fields(request, obj))


def hidden_from(request: HttpRequest, admin: Any) -> list[str]:
    return [] if request.user.is_superuser else getattr(admin, "superuser_fields", [])


def shown_to(request: HttpRequest, admin: Any, names: Any) -> list[Any]:
    """These columns, fields or filters without those that only a superuser may see."""
    hidden = hidden_from(request, admin)
    return [name for name in names if (name[0] if isinstance(name, tuple) else name) not in hidden]


def declared_lookups(admin: Any, request: HttpRequest) -> set[str]:
    """Every parameter by which the page of this list filters."""
    found = {f"{admin.date_hierarchy}__{part}" for part in ("year", "month", "day") if admin.date_hierarchy}
    for filter_item in admin.get_list_filter(request):
        found.update(parameters_of(filter_item, admin, request))
    return found


def parameters_of(filter_item: Any, admin: Any, request: HttpRequest) -> Any:
    """The parameters of one entry of `list_filter`, as the filter itself names them."""
    if callable(filter_item):
        return [filter_item.parameter_name]
    path, create = filter_item if isinstance(filter_item, tuple) else (filter_item, FieldListFilter.create)
    field = get_fields_from_path(admin.model, path)[-1]
    return create(field, request, {}, admin.model, admin, field_path=path).expected_parameters()


def popup_lookups(model: Any) -> set[tuple[str, str]]:
    """The (parameter, value) to which fields that point here limit the popup in which a row is chosen."""
    limits = (limit() if callable(limit) else limit for limit in model._meta.related_fkey_lookups)
    return {pair for limit in limits for pair in url_params_from_lookup_dict(limit).items()}


class FormFields(AnyAdmin):
    """A form with fields that no column of the model holds: whoever may only look is not shown them."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets: Any = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) if obj else may_add(self, request, obj):
            return fieldsets
        typed = {*self.form.declared_fields} - {field.name for field in self.model._meta.get_fields()}
        return [(title, options | {"fields": without(options["fields"], typed)}) for title, options in fieldsets]


def may_add(admin: Any, request: HttpRequest, obj: Any) -> bool:
    """Whether a row may be added, to an admin or as an inline of `obj`: Django asks each in its own way."""
    return (
        admin.has_add_permission(request, obj) if hasattr(admin, "parent_model") else admin.has_add_permission(request)
    )


def without(fields: Any, names: set[str]) -> list[Any]:
    """Fields of a fieldset, those of one line in a tuple, without `names`."""
    lines = [line if isinstance(line, (list, tuple)) else (line,) for line in fields]
    shown = [tuple(name for name in line if name not in names) for line in lines]
    return [line for line in shown if line]
