"""A form that was made before somebody else saved: what is in conflict, and the form as it comes back."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict

from news.admin_forms.versions import (
    MAIN,
    WATCHED,
    PageForms,
    forms_by_pk,
    held_values,
    replace_rows,
    replace_values,
    row_values,
    sent_rows,
    sent_values,
    typed_fields,
)

ADDED = "这一行是他人新添的。"
DELETED = "这一行已被他人删除，保存会重新添加。"
REPLACED = "他人改过，这里已是现在的内容。"
EMPTY = "（空）"


@dataclass
class Merge:
    """Three versions of one page: as it was made, as it stands now, as it was sent."""

    made: dict  # a version, see `PageForms.version`
    now: PageForms
    sent: PageForms
    row_notes: dict = field(default_factory=dict)  # {(prefix, number of a row): sentence}
    replaced: set = field(default_factory=set)  # (key of a form, field) that nobody touched here

    def __post_init__(self) -> None:
        self.current, self.typed = self.now.version(), self.sent.version()

    @property
    def is_stale(self) -> bool:
        """Whether anything on the page is not what it was when the page was made."""
        return self.current != self.made

    def is_conflict(self, obj: Any) -> bool:
        """Whether somebody changed what this page shows; rows that the site itself found are no conflict, as long as
        they were left alone here."""
        keys = {key for key in {*self.current, *self.made} if self.current.get(key) != self.made.get(key)}
        return any(not self.is_written_by_site(key, obj) for key in keys)

    def is_written_by_site(self, key: str, obj: Any) -> bool:
        prefix = key.rpartition(":")[0]
        if prefix not in self.now.rows:
            return False
        by_site = getattr(self.now.rows[prefix][0], "is_written_by_site", None)
        return by_site is not None and by_site(obj) and not self.is_touched(prefix)

    def is_touched(self, prefix: str) -> bool:
        """Whether anything was typed in the rows of this formset."""
        keys = [key for key in self.typed if key.rpartition(":")[0] == prefix]
        added = any(form.has_changed() for form in self.sent.rows[prefix][1].extra_forms)
        return added or any(self.typed[key] != self.made.get(key) for key in keys)

    def was_typed(self, key: str, name: str) -> bool:
        return self.typed[key].get(name) != self.made.get(key, {}).get(name)

    def was_changed(self, key: str, name: str) -> bool:
        return self.current[key].get(name) != self.made.get(key, {}).get(name)

    def apply(self, data: QueryDict) -> None:
        """Put what others saved into the fields of `data` that were left alone here, and their rows between ours."""
        for name in typed_fields(self.now.form):
            if self.was_changed(MAIN, name) and not self.was_typed(MAIN, name):
                replace_values(data, sent_values(self.now.form[name]))
                self.replaced.add((MAIN, name))
        for prefix in self.now.rows:
            self.apply_rows(data, prefix)

    def apply_rows(self, data: QueryDict, prefix: str) -> None:
        there, sent = forms_by_pk(self.now.rows[prefix][1]), sent_rows(data, prefix)
        numbers = {pk: number for number, pk in enumerate(forms_by_pk(self.sent.rows[prefix][1]))}
        rows = [self.merge_row(prefix, pk, form, sent.get(numbers.get(pk, -1), {})) for pk, form in there.items()]
        for number, pk in enumerate(there):
            if f"{prefix}:{pk}" not in self.made:
                self.row_notes[prefix, number] = ADDED
        added = [row for number, row in sorted(sent.items()) if number not in numbers.values()]
        gone = [
            sent.get(number, {}) for pk, number in numbers.items() if pk not in there and self.is_wanted(prefix, pk)
        ]
        for number in range(len(gone)):
            self.row_notes[prefix, len(rows) + number] = DELETED
        pk_name = self.now.rows[prefix][1].model._meta.pk.name
        replace_rows(data, prefix, [*rows, *(row | {pk_name: []} for row in gone), *added], len(rows))

    def merge_row(self, prefix: str, pk: str, form: Any, sent: dict) -> dict:
        """The values of a row that exists: what was typed here, else what stands there now."""
        key, values = f"{prefix}:{pk}", row_values(form)
        for name in typed_fields(form) if key in self.typed else ():
            if self.was_typed(key, name):
                ends = [bound_name[len(form.prefix) + 1 :] for bound_name in sent_values(form[name])]
                values |= {end: sent.get(end, []) for end in ends}
            elif self.was_changed(key, name):
                self.replaced.add((key, name))
        return values

    def is_wanted(self, prefix: str, pk: str) -> bool:
        """Whether something was typed in a row that is gone, other than that it should go."""
        key = f"{prefix}:{pk}"
        typed = [name for name in self.typed[key] if name != WATCHED and self.was_typed(key, name)]
        return bool(typed) and DELETION_FIELD_NAME not in typed

    # -- what the page says ---------------------------------------------------------------------------

    def annotate(self, page: PageForms) -> None:
        """Say beside the fields of the page that comes back (validated) what stands there now."""
        self.annotate_form(MAIN, page.form, self.now.form)
        for prefix, (_, formset) in page.rows.items():
            for number, form in enumerate(formset.forms):
                if note := self.row_notes.get((prefix, number)):
                    form.add_error(None, note)
            for form, (pk, now) in zip(formset.forms, forms_by_pk(self.now.rows[prefix][1]).items(), strict=False):
                self.annotate_form(f"{prefix}:{pk}", form, now)

    def annotate_form(self, key: str, form: Any, now: ModelForm) -> None:
        for name in typed_fields(now):
            if name not in form.fields or name == DELETION_FIELD_NAME:
                continue
            if held_values(form[name]) != held_values(now[name]):
                form.add_error(name, f"现在的内容：{readable_value(now[name]) or EMPTY}")
            elif (key, name) in self.replaced:
                form.add_error(name, REPLACED)


def readable_value(bound: forms.BoundField) -> str:
    """What a field holds, as people read it: labels of choices, 是 or 否."""
    kind, values = bound.field, held_values(bound)
    if isinstance(kind, forms.BooleanField):
        return "是" if values else "否"
    if isinstance(kind, forms.ModelChoiceField):
        queryset: Any = kind.queryset
        rows = queryset.filter(**{f"{kind.to_field_name or 'pk'}__in": values})
        return "、".join(str(row) for row in rows)
    if isinstance(kind, forms.ChoiceField):
        choices: Any = kind.choices
        return "、".join(str(dict(choices).get(value, value)) for value in values)
    return " ".join(value for found in sent_values(bound).values() for value in found) or " ".join(values)
