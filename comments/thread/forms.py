"""The forms of comments: posting, editing."""

import secrets
from typing import Any

from django import forms

from comments.exceptions import Refused
from comments.thread import text
from comments.thread.models import KEY_LONGEST, Comment


def fresh_key() -> str:
    return secrets.token_urlsafe(18)


class FreshKey(forms.HiddenInput):
    """A key that the browser does not bring back with the page: it belongs to one text alone."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})


class CommentForm(forms.Form):
    text = forms.CharField(
        label="我要评论",
        strip=False,
        error_messages={"required": "评论还是空的，写点什么再发吧。"},
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "说说您的看法。支持 @用户名 和网址。"}),
    )
    parent = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "没有您要回复的评论。"),
    )
    key = forms.CharField(required=False, max_length=KEY_LONGEST, widget=FreshKey)
    as_editor = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # NUL is refused with our own sentence, not with Django's.
        self.fields["text"].validators = []

    def clean_text(self) -> str:
        try:
            return text.clean_text(self.cleaned_data["text"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def find_parent(self) -> Comment | None:
        """The comment that is answered, in whatever state, or None; DoesNotExist if there never was such a one.

        Whether it may be answered is said later: a retry with a known key comes first.
        """
        pk = self.cleaned_data["parent"]
        return Comment.objects.get(pk=pk) if pk else None


class EditForm(CommentForm):
    parent = key = as_editor = None  # type: ignore[assignment]
