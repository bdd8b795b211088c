"""What hangs on a story, a row each: pictures, videos, earlier stories, former addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.forms.widgets import Script
from django.utils.datastructures import MultiValueDict

from news.articles.models import Article, OldAddress
from news.media import pictures
from news.media.files import delete_replaced
from news.media.models import Photo, Video
from news.related.models import Related

if TYPE_CHECKING:
    from news.media.pictures import StoredPicture

PHOTO_FIELD = re.compile(r"photos-\d{1,4}-file")
DESK_WAIT_SECONDS = 5  # an editor is in less of a hurry than the site is
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
