"""The part of a story's form for what happens later: a change at a set time, and when the story is taken down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.functional import cached_property

from news.articles.models import Correction
from news.editing.times import TimeField

LAST_YEAR = 2100
NOTE_LONGEST = Correction._meta.get_field("text").max_length


class LaterForm(forms.ModelForm):
    """With `change_at` filled, title and body are not saved: they stand in `planned` and the story keeps its own."""

    change_at = TimeField(
        label="定时改动",
        required=False,
        widget=AdminSplitDateTime,
        help_text="填了时间：标题和正文到时才换上，其余各栏现在就保存。",
    )
    change_note = forms.CharField(
        label="到时的更正",
        required=False,
        max_length=NOTE_LONGEST,
        widget=forms.TextInput(attrs={"size": 60}),
        help_text="换上新内容时给读者看的更正说明，选填。",
    )

    planned: dict[str, Any] | None = None

    @cached_property
    def typed_names(self) -> list[str]:
        """The fields in which something else was typed than the form showed; a body takes long to compare."""
        return super().changed_data

    @property
    def changed_data(self) -> list[str]:
        """Without what is saved later."""
        return [name for name in self.typed_names if name not in (self.planned or {})]

    def plan_change(self) -> None:
        """Take what is to stand from `change_at` on out of what is saved now; says what is wrong with it."""
        when = self.cleaned_data.get("change_at")
        right = self.cleaned_data
        typed: dict[str, Any] = {name: right[name] for name in ("title", "body") if name in right}
        if when is None or len(typed) < 2:
            return
        if sentence := self.refuse_change(when, typed):
            self.add_error("change_at", sentence)
            return
        self.planned = typed
        self.cleaned_data |= {name: getattr(self.instance, name) for name in typed}

    def refuse_change(self, when: datetime, typed: dict[str, Any]) -> str:
        """Why this change cannot wait until then; "" if it can."""
        if not self.instance.is_published:
            return "还没有发布的新闻不用定时改动，直接保存就行。"
        if not timezone.now() < when or when.year > LAST_YEAR:
            return f"定时改动的时间请填现在以后、{LAST_YEAR} 年以前。"
        if all(getattr(self.instance, name) == value for name, value in typed.items()):
            return "标题和正文都没有改动，没有什么可定时的。"
        return ""

    def check_end(self) -> None:
        """A story is shown until a moment that is to come, and after it was published."""
        ends, begins = self.cleaned_data.get("ends_at"), self.cleaned_data.get("published_at")
        if "ends_at_0" not in self.data:  # the form had no such field
            self.cleaned_data["ends_at"] = ends = self.instance.ends_at
        if ends and (ends <= timezone.now() or ends.year > LAST_YEAR):
            self.add_error("ends_at", f"展示到什么时候，请填现在以后、{LAST_YEAR} 年以前。")
        elif ends and begins and ends <= begins:
            self.add_error("ends_at", "展示到的时间要在发布时间以后。")
