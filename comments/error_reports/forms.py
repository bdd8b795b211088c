"""What is typed of an error: by the reader who found it, and by the editor who answers."""

from __future__ import annotations

from typing import Any

from django import forms

from comments.error_reports.models import ANSWER_LONGEST, TEXT_LONGEST, ErrorReport
from comments.thread.fields import PlainText

CORRECTION_LONGEST = 500


class ErrorReportForm(forms.Form):
    text = PlainText(
        label="哪里有误",
        max_length=TEXT_LONGEST,
        error_messages={"required": "请写明哪里有误。"},
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"写明原文和正确的说法，有出处更好；最多 {TEXT_LONGEST} 字。",
    )


class ErrorAnswerForm(forms.ModelForm):
    """The editor's answer; which of the two buttons was pressed says whether something was corrected."""

    answer = PlainText(label="答复", max_length=ANSWER_LONGEST, required=False, help_text="读者在通知里看到。")
    note = PlainText(
        label="更正说明",
        max_length=CORRECTION_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="按“已更正”时写上，就显示在新闻的正文前面；留空不显示。正文请在新闻页里改。",
    )

    class Meta:
        model = ErrorReport
        fields = ["answer"]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if "_answered" in self.data and not self.cleaned_data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "不更正时请写明理由。")
        return data
