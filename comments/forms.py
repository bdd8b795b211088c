"""What may be typed on the floor."""

import secrets

from django import forms

from comments import text
from comments.models import CommentVote
from comments.models.comment import KEY_LONGEST, Comment
from comments.refusals import Refused

KINDS = {"flower": "flower", "egg": "egg"}
WANTS = KINDS | {"none": None}


def fresh_key():
    return secrets.token_urlsafe(18)


class FreshKey(forms.HiddenInput):
    """A key that the browser does not bring back with the page: it belongs to one text alone."""

    def __init__(self):
        super().__init__({"autocomplete": "off"})


class CommentForm(forms.Form):
    text = forms.CharField(
        label="我要评论",
        strip=False,
        error_messages={"required": "评论还是空的，写点什么再发吧。"},
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "说说您的看法。支持 @用户名 和网址。"}),
    )
    parent = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "没有您要回复的评论。"),
    )  # fmt: skip
    key = forms.CharField(required=False, max_length=KEY_LONGEST, widget=FreshKey)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # NUL is refused with our own sentence, not with Django's.
        self.fields["text"].validators = []

    def clean_text(self):
        try:
            return text.taken(self.cleaned_data["text"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def answered(self):
        """The comment that is answered, in whatever state, or None; DoesNotExist if there never was such a one.

        Whether it may be answered is said later: a retry with a known key comes first.
        """
        pk = self.cleaned_data["parent"]
        return Comment.objects.get(pk=pk) if pk else None


class EditForm(CommentForm):
    parent = key = None


def wanted_vote(request):
    """Return (kind or None, toggle) of a vote: `want=` says what shall be, `kind=` toggles. Refused if neither."""
    values = {**request.GET.dict(), **request.POST.dict()}
    if values.get("want") in WANTS:
        return WANTS[values["want"]], False
    if "want" not in values and values.get("kind") in KINDS:
        return KINDS[values["kind"]], True
    raise Refused("只能送鲜花或扔鸡蛋。")


def wanted_reason(request):
    """Why an egg is given: one of the known reasons, or "". Refused if it is none of them."""
    reason = {**request.GET.dict(), **request.POST.dict()}.get("reason", "")
    if reason and reason not in CommentVote.Reason.values:
        raise Refused("没有这个理由。")
    return reason
