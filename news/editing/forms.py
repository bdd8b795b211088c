"""What an editor types of a story itself; what hangs on it is in `row_forms.py`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from news.articles.models import Article
from news.channels.models import Channel
from news.editing.later_forms import LaterForm
from news.editing.times import TimeField
from news.text.markup import BODY_LONGEST, clean_body, typed_body
from news.variants.marks import BEGIN, END

YEARS = (1990, 2100)
SLOWEST_SECONDS = 3600
LATE = timedelta(minutes=10)  # that a form may lie open between typing a time and saving


class BodyInput(forms.Textarea):
    """The body as it is typed, and beside it as HTML, from which the page's editor begins."""

    html: str | None = None  # of what is shown, where the form knows it

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        html = clean_body(str(value or "")[:BODY_LONGEST]) if self.html is None else self.html
        return super().get_context(name, value, {**(attrs or {}), "data-html": html, "data-longest": BODY_LONGEST})


class BodyField(forms.CharField):
    """A body that is written otherwise and says the same is no other body."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, data) and clean_body(initial or "") != clean_body(data or "")


class ArticleForm(LaterForm):
    publish = forms.BooleanField(
        label="立即发布", required=False, help_text="勾上并保存，就以现在的时间发布，定时的也一样。"
    )
    withdraw = forms.BooleanField(
        label="确认撤下", required=False, help_text="清空已发布新闻的发布时间就是撤下它，须同时勾上这里。"
    )

    class Meta:
        model = Article
        fields = [
            "channel",
            "region",
            "title",
            "body",
            "editor",
            "published_at",
            "ends_at",
            "withdrawn_for",
            "closed",
            "pre_moderated",
            "slow_seconds",
            "least_level",
            "related_by_hand",
            "missing_pictures",
        ]
        widgets = {
            "title": forms.TextInput(attrs={"size": 80}),
            "body": BodyInput(attrs={"rows": 24, "cols": 90}),
        }
        field_classes = {"body": BodyField, "published_at": TimeField, "ends_at": TimeField}
        help_texts = {
            "body": "空行分段；行首“## ”为小标题，“> ”为引文；单独一行“[图1]”放第一张图。也可粘贴 HTML。"
            "“-{里皮}-”里的字不作简繁转换；“-{zh-hans:博客;zh-hant:部落格}-”各写各的。",
            "published_at": "留空为草稿；将来的时间为定时发布。",
            "ends_at": "到这时自动撤下；留空就一直展示。",
            "withdrawn_for": "撤下时写明，读者在原来的地址看到这句话。",
            "missing_pictures": "原页有而没有带来的图片：0 没有，1 一张，2 多张。只影响标题后的（图）。",
            "slow_seconds": "每人两条评论之间至少隔几秒，0 为不限，最多 3600。",
            "least_level": "只让这个品级以上的网友评论，0 为不限。",
            "related_by_hand": "勾上：不再自动寻找前期相关新闻。",
            "region": "本地新闻所在的国家或城市。",
            "editor": "笔名，显示为“网编:睿文”。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_published_at = self.instance.published_at
        if self.instance.pk:  # every edit begins with what was typed, not with what was made of it
            self.initial["body"] = typed_body(self.instance.body)
            if not self.is_bound and "body" in self.fields:
                self.fields["body"].widget.html = self.instance.body  # type: ignore[attr-defined]
        if "channel" in self.fields:  # a story in a section, where readers write, stays there
            here = Q(kind=Channel.Kind.STORY) | Q(pk=self.instance.channel_id)
            self.fields["channel"].queryset = Channel.objects.filter(here)  # type: ignore[attr-defined]

    def clean_publish(self) -> bool:
        """Ticked, or sent by the button 保存并发布."""
        return self.cleaned_data["publish"] or "_publish" in self.data

    def clean_slow_seconds(self) -> int:
        seconds = self.number_of("slow_seconds")
        if seconds > SLOWEST_SECONDS:
            raise forms.ValidationError(f"最多 {SLOWEST_SECONDS} 秒。")
        return seconds

    def clean_least_level(self) -> int:
        return self.number_of("least_level")

    def number_of(self, name: str) -> int:
        """What was typed into a field of numbers, 0 where it was emptied; what stands, where the form had none."""
        if name not in self.data:
            return getattr(self.instance, name)
        return self.cleaned_data[name] or 0

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if BEGIN in title or END in title:
            raise forms.ValidationError("标题里不能用 -{ }-：请在下面“转换用词”里写。")
        return title

    def clean_body(self) -> str:
        if len(self.cleaned_data["body"]) > BODY_LONGEST:
            raise forms.ValidationError(f"正文最长 {BODY_LONGEST // 10_000} 万字符，请删短一些。")
        return clean_body(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any] | None:
        self.keep_seconds()
        if self.cleaned_data.get("publish"):
            self.publish_now()
        if self.withdraws() and not self.cleaned_data.get("withdraw"):
            self.add_error("withdraw", "这样保存会撤下这条新闻，读者和评论都看不到它了。确实要撤下，请勾选“确认撤下”。")
        when = self.cleaned_data.get("published_at")
        if when and not YEARS[0] <= when.year <= YEARS[1]:
            self.add_error("published_at", f"发布时间请填 {YEARS[0]} 到 {YEARS[1]} 年之间。")
        elif when and self.is_too_late(when):
            self.add_error("published_at", "这个时间已经过去。要以现在的时间发布，请勾选“立即发布”。")
        self.check_end()
        self.plan_change()
        return super().clean()

    def is_too_late(self, when: datetime) -> bool:
        """Whether a story that nobody has seen yet is scheduled for a time that has passed."""
        seen = self.was_published_at and self.was_published_at <= timezone.now() or self.instance.stood_at
        return not seen and not self.cleaned_data.get("publish") and when < timezone.now() - LATE

    def publish_now(self) -> None:
        """A draft, and a story for later, is published at this moment; what is public, or was, keeps its time."""
        when, now = self.cleaned_data.get("published_at"), timezone.now()
        if not when or when > now:
            self.cleaned_data["published_at"] = self.instance.stood_at or now

    def withdraws(self) -> bool:
        """Whether saving would take a published story away from its readers, for good or until a later time."""
        was, now = self.instance.published_at, self.cleaned_data.get("published_at")
        return bool(was and was <= timezone.now() and "published_at" not in self.errors) and not (
            now and now <= timezone.now()
        )

    def settle_withdrawal(self) -> None:
        """Note on the story, whose columns are those of the form now, that it was withdrawn, or that it is back."""
        was, story = self.was_published_at, self.instance
        if story.published_at is not None:
            story.withdrawn_at, story.withdrawn_for, story.stood_at = None, "", None
        elif was and was <= timezone.now():
            story.withdraw(was, self.cleaned_data["withdrawn_for"])

    def keep_seconds(self) -> None:
        """The form's field knows minutes: whoever leaves it alone does not move the story by some seconds."""
        was, now = self.instance.published_at, self.cleaned_data.get("published_at")
        if was and now and was.replace(second=0, microsecond=0) == now.replace(second=0, microsecond=0):
            self.cleaned_data["published_at"] = was
