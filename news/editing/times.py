"""Times as editors type them, in the site's time zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

NO_SUCH_HOUR = "这个时间在本站的时区（{zone}）里不存在，或者出现两次（夏令时起止的那一小时）。请换一个时间。"


class TimeField(forms.SplitDateTimeField):
    """A day and a time; the hour that summer time leaves out, or repeats, is refused in a sentence."""

    def compress(self, data_list: Any) -> datetime | None:
        try:
            return super().compress(data_list)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(NO_SUCH_HOUR.format(zone=timezone.get_current_timezone_name())) from error
