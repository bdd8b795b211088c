"""What may be typed into 投稿: a story for the editors, or for a section that readers write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.db import transaction

from comments.submissions.models import Submission
from comments.thread.fields import PlainText
from news.channels.models import Channel
from news.http.numbers import parse_pk
from news.media import pictures
from news.media.models import discard_unnamed
from news.text.unicode_text import BLANK

if TYPE_CHECKING:
    from news.media.pictures import StoredPicture


PICTURES_MOST = 9
TITLE_LONGEST, TEXT_LONGEST = 60, 20_000
TITLE_LEAST, TEXT_LEAST = 4, 20


class ChannelSelect(forms.Select):
    """A choice of channels, whose names people gave."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["data-people"] = True
        return option


class SubmissionForm(forms.Form):
    """A draft may lack anything; `complete` says what is missing before it goes out."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    board = forms.ModelChoiceField(
        Channel.objects.written_by_readers(),
        label="投到哪里",
        required=False,
        empty_label="新闻区（由网编审稿）",
        widget=ChannelSelect,
        error_messages={"invalid_choice": "没有这个版块。"},
    )
    title = PlainText(label="标题", max_length=TITLE_LONGEST, required=False)
    text = PlainText(
        label="正文",
        max_length=TEXT_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="空行分段；行首“## ”为小标题，“> ”为引文；单独一行“[图1]”放第一张图。",
    )
    link = PlainText(
        label="来源地址",
        max_length=500,
        required=False,
        help_text="转述别处的消息时，请给出原文地址。",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def complete(self) -> bool:
        """Whether there is enough of it to go out; adds what is missing as errors."""
        for name, least, said in (("title", TITLE_LEAST, "标题"), ("text", TEXT_LEAST, "正文")):
            if len(BLANK.sub("", self.cleaned_data.get(name, ""))) < least:
                self.add_error(name, f"{said}至少 {least} 个字。")
        try:
            if link := self.cleaned_data.get("link"):
                validate_link(link)
        except forms.ValidationError as error:
            self.add_error("link", error)
        return self.is_valid()

    def columns(self) -> dict[str, Any]:
        """The columns of a submission."""
        return {name: self.cleaned_data[name] for name in ("board", "title", "text", "link")}


def validate_link(link: str) -> None:
    """ValidationError unless it is a plain address: one that looks like another's host is none."""
    URLValidator(schemes=["http", "https"], message="来源地址要以 http:// 或 https:// 开头。")(link)
    if "@" in urlsplit(link).netloc or set(link) & set("\"'<>\\"):
        raise forms.ValidationError("来源地址里不能有用户名、引号或尖括号。")


class RewriteForm(SubmissionForm):
    """For what already stands in a section: the section and the pictures stay as they are."""

    board = link = None  # type: ignore[assignment]

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "text")}


def take_pictures(submission: Submission, files: Iterable[Any]) -> tuple[list[str], bool]:
    """Add uploaded pictures to a draft; return (sentences about those that were not taken, whether to try again).

    The second is true when there was no time for one of them just now.
    """
    problems: list[str] = []
    busy = False
    with pictures.Patience() as patience:
        for file in files:
            if submission.photos.count() >= PICTURES_MOST:
                return [*problems, f"最多 {PICTURES_MOST} 张图，后面的没有保存。"], busy
            try:
                keep_picture(submission, pictures.store_picture(pictures.make_picture(file, "photo", patience)))
            except pictures.NotAPicture as error:
                busy = busy or isinstance(error, pictures.Busy)
                problems.append(f"{file.name[:40]}：{error}")
    return problems, busy


def keep_picture(submission: Submission, stored: StoredPicture) -> None:
    """Add one picture, under the draft's lock: of many that come at once no more than fit, and none to what is sent."""
    photo = submission.photos.model(submission=submission)
    photo.take(stored)
    try:
        with transaction.atomic():
            draft = lock_draft(submission.pk)
            photo.position = submission.photos.count()
            if draft and photo.position < PICTURES_MOST:
                photo.save()
    finally:
        discard_unnamed(stored)


def lock_draft(pk: int) -> Submission | None:
    """The submission, locked, if it still is a draft: what was sent a moment ago is not changed any more."""
    return Submission.objects.select_for_update(of=("self",)).filter(pk=pk, state=Submission.State.DRAFT).first()


@transaction.atomic
def drop_pictures(submission: Submission, typed: list[str]) -> None:
    """Take pictures out of a draft again; their files go with the rows."""
    pks = [pk for pk in map(parse_pk, typed) if pk is not None]
    if pks and lock_draft(submission.pk):
        submission.photos.filter(pk__in=pks).delete()


def discard_blank(submission: Submission | None) -> Submission | None:
    """Delete a draft that holds no text and no picture; return the submission, or None if it is gone."""
    if submission is None or not submission.is_draft or submission.photos.exists():
        return submission
    if BLANK.sub("", submission.title + submission.text + submission.link):
        return submission
    discard(submission)
    return None


def discard(submission: Submission) -> None:
    """Throw a draft away, pictures and all."""
    Submission.objects.filter(pk=submission.pk, state=Submission.State.DRAFT).delete()
