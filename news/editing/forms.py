"""What an editor types: a story, and pictures for it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.db.models import Q
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from news.articles.models import Article, OldAddress
from news.channels.models import Channel
from news.media import pictures
from news.media.files import delete_replaced
from news.media.models import Photo, Video
from news.related.models import Related
from news.text.markup import clean_body, typed_body
from news.variants.marks import BEGIN, END

if TYPE_CHECKING:
    from news.media.pictures import StoredPicture


YEARS = (1990, 2100)
BODY_LONGEST = 300_000  # characters with their tags; the sanitiser may take a second for more
PHOTO_FIELD = re.compile(r"photos-\d{1,4}-file")
DESK_WAIT_SECONDS = 5  # an editor is in less of a hurry than the site is

SLOWEST_SECONDS = 3600
LATE = timedelta(minutes=10)  # that a form may lie open between typing a time and saving


class ArticleForm(forms.ModelForm):
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
            "body": forms.Textarea(attrs={"rows": 24, "cols": 90}),
        }
        help_texts = {
            "body": "空行分段；行首“## ”为小标题，“> ”为引文；单独一行“[图1]”放第一张图。也可粘贴 HTML。"
            "“-{里皮}-”里的字不作简繁转换；“-{zh-hans:博客;zh-hant:部落格}-”各写各的。",
            "published_at": "留空为草稿；将来的时间为定时发布。",
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
        if "channel" in self.fields:  # a story in a section, where readers write, stays there
            here = Q(kind=Channel.Kind.STORY) | Q(pk=self.instance.channel_id)
            self.fields["channel"].queryset = Channel.objects.filter(here)  # type: ignore[attr-defined]

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


PICTURES_MOST = 20  # that one save of the form may bring


def make_uploads(files: MultiValueDict) -> list[StoredPicture]:
    """Make and store the pictures among the uploads of the story's form, before it is checked inside a transaction.

    What comes of each is left on the file itself, as `picture`: a `StoredPicture`, or why there is none. Return those
    that were stored.
    """
    patience, stored = pictures.Patience(DESK_WAIT_SECONDS), []
    uploads: list[Any] = [one for name, one in files.items() if PHOTO_FIELD.fullmatch(name)]
    for number, file in enumerate(uploads):
        try:
            if number >= PICTURES_MOST:
                raise pictures.NotAPicture(f"一次最多上传 {PICTURES_MOST} 张图片，请保存后再传其余的。")
            file.picture = pictures.store_picture(pictures.make_picture(file, "desk", patience))
            stored.append(file.picture)
        except pictures.NotAPicture as error:
            file.picture = error
    return stored


class PhotoForm(forms.ModelForm):
    """`make_uploads` has made the picture; what was not given to it is refused."""

    class Media:
        js = [Script("js/uploads.js", type="module")]

    file = forms.FileField(
        label="图片文件",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-max-mb": pictures.PURPOSES["desk"].max_mb}),
    )

    class Meta:
        model = Photo
        fields = ["file", "caption", "position"]

    def clean_file(self) -> StoredPicture | None:
        file = self.cleaned_data["file"]
        if not file:
            if not self.instance.pk:
                raise forms.ValidationError("请选一张图片。")
            return None
        picture = getattr(file, "picture", None)
        if not isinstance(picture, pictures.StoredPicture):
            raise forms.ValidationError(str(picture or "这张图片没有处理，请再试一次。"))
        return picture

    def save(self, commit: bool = True) -> Photo:
        if picture := self.cleaned_data.get("file"):
            self.instance.take(picture)
        return super().save(commit)


class VideoForm(forms.ModelForm):
    class Meta:
        model = Video
        fields = ["file", "caption"]

    def save(self, commit: bool = True) -> Video:
        if "file" in self.changed_data and self.instance.pk:
            delete_replaced(Video._meta.get_field("file"), self.initial["file"].name)
        return super().save(commit)


class RelatedForm(forms.ModelForm):
    class Meta:
        model = Related
        fields = ["earlier", "position"]

    def clean_earlier(self) -> Article:
        """Only what came before it; a draft has no before yet."""
        earlier, story = self.cleaned_data["earlier"], self.instance.article if self.instance.article_id else None
        if story and earlier.pk == story.pk:
            raise forms.ValidationError("不能是这条新闻自己。")
        if earlier.published_at is None:
            raise forms.ValidationError("那条新闻还没有发布。")
        if story and story.published_at and earlier.published_at >= story.published_at:
            raise forms.ValidationError("那条新闻比这一条晚，只能选更早的。")
        return earlier


class OldAddressForm(forms.ModelForm):
    class Meta:
        model = OldAddress
        fields = ["path"]

    def clean_path(self) -> Any:
        """The path alone, whatever of an address was pasted."""
        parts = urlsplit(self.cleaned_data["path"].strip())
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if not path.startswith("/") or path == "/":
            raise forms.ValidationError("请写以 / 开头的旧地址。")
        return path
