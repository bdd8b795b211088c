"""A form field for a text of readers."""

from typing import Any

from django import forms

from comments.thread.text import BROKEN, STACKED, plain
from news.text.unicode_text import has_stacked_marks

RAW_PER_LETTER = 4  # normalising makes one letter of up to four
BROKEN_TEXT = "文字里有无法识别的字符，请删除后再试。"


class PlainText(forms.CharField):
    """A text of readers: bounded, NFC, without control characters; what is broken is refused in plain words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        longest = kwargs["max_length"]
        too_long = f"最长 {longest} 字，请删短一些。"
        errors = {"required": "这里还是空的。", "max_length": too_long} | kwargs.pop("error_messages", {})
        super().__init__(*args, error_messages=errors, **kwargs)
        self.raw_longest = RAW_PER_LETTER * longest

    def to_python(self, value: Any) -> str:
        value = super().to_python(value)
        if len(value) > self.raw_longest:  # before any work on it
            raise forms.ValidationError(self.error_messages["max_length"])
        if BROKEN.search(value):
            raise forms.ValidationError(BROKEN_TEXT)
        if has_stacked_marks(value):
            raise forms.ValidationError(STACKED)
        return plain(value)
