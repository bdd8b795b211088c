"""What an editor types to answer a 投稿."""

from __future__ import annotations

from typing import Any

from django import forms

from comments.submissions.desk_acts import Story
from comments.submissions.models import Submission
from comments.thread.fields import PlainText
from news.channels.models import Channel
from news.text.markup import BODY_LONGEST, clean_body, typed_body
from news.variants.marks import BEGIN, END

ANSWER_LONGEST, PEN_NAME_LONGEST, TITLE_LONGEST = 200, 20, 120


class AnswerForm(forms.Form):
    """采用 or 退回, as it was sent. What goes into a section has neither a channel to choose nor an editor's name."""

    channel = forms.ModelChoiceField(
        Channel.objects.for_stories(),
        label="频道",
        empty_label="请选一个频道",
        error_messages={"required": "请选一个频道。", "invalid_choice": "没有这个频道。"},
    )
    pen_name = PlainText(label="网编笔名", max_length=PEN_NAME_LONGEST)
    keep_pen_name = forms.BooleanField(label="以后都用这个笔名", required=False)
    answer = PlainText(label="答复（退回时写明理由）", max_length=ANSWER_LONGEST, required=False)

    def __init__(self, row: Submission, act: str, editor: str, data: Any = None) -> None:
        """`act`: accept, adapt or refuse; `editor`: the pen name that stands there first."""
        super().__init__(data, initial=self.first_values(row, editor), auto_id=f"{type(self).__name__}-%s")
        self.act = act
        if row.board:
            for name in ("channel", "pen_name", "keep_pen_name"):
                del self.fields[name]
        elif act == "refuse":
            self.fields["channel"].required = self.fields["pen_name"].required = False

    def first_values(self, row: Submission, editor: str) -> dict[str, Any]:
        return {"pen_name": editor}

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"].strip()
        if self.act == "refuse" and not answer:
            raise forms.ValidationError("请写明理由。")
        return answer

    def story(self) -> Story | None:
        """What is published instead of what was sent; None for just that."""
        return None


class AdaptForm(AnswerForm):
    """修改后采用: the story as the editor wants it, written as in the story's form."""

    title = PlainText(label="标题", max_length=TITLE_LONGEST, widget=forms.TextInput(attrs={"size": 70}))
    text = forms.CharField(
        label="正文",
        max_length=BODY_LONGEST,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 90}),
        error_messages={"required": "正文还是空的。", "max_length": "正文太长，请删短一些。"},
        help_text="空行分段；行首“## ”为小标题，“> ”为引文；单独一行“[图1]”放第一张图。",
    )
    field_order = ["title", "text", "channel", "pen_name", "keep_pen_name", "answer"]

    def first_values(self, row: Submission, editor: str) -> dict[str, Any]:
        return {"pen_name": editor, "title": row.title, "text": typed_body(row.body)}

    def clean_title(self) -> str:
        title: str = " ".join(self.cleaned_data["title"].split())
        if BEGIN in title or END in title:
            raise forms.ValidationError("标题里不能用 -{ }-：请在新闻页的“转换用词”里写。")
        return title

    def clean_text(self) -> str:
        """The body as article HTML."""
        return clean_body(self.cleaned_data["text"])

    def story(self) -> Story | None:
        data = self.cleaned_data
        return Story(data["title"], data["text"], data.get("pen_name", ""))
