"""The form of an appeal."""

from django import forms

from comments.appeals.models import TEXT_LONGEST
from comments.thread.fields import PlainText


class AppealForm(forms.Form):
    text = PlainText(
        label="为什么处理有误",
        max_length=TEXT_LONGEST,
        error_messages={"required": "请写明为什么处理有误。"},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
