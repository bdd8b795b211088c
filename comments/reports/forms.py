"""The form of a report."""

from __future__ import annotations

from typing import Any

from django import forms

from comments.reasons import REPORT_REASONS, Reason
from comments.reports.models import TEXT_LONGEST
from comments.thread.fields import PlainText


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label="举报理由",
        choices=REPORT_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择举报理由。", "invalid_choice": "没有这个理由。"},
    )
    text = PlainText(
        label="补充说明（选填）",
        max_length=TEXT_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("reason") == Reason.OTHER and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "选择“其他”时，请写明原因。")
        return data
