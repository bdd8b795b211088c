"""The pictures of a story in its form: a row each, made before the form is saved, in an order, one the cover."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.template.loader import render_to_string

from news.media import pictures
from news.media.models import DeskPicture, Photo
from news.media.pictures import StoredPicture


class PictureInput(forms.Widget):
    """The picture of a row, small, and the name of the uploaded one that is to take its place."""

    # Not `HiddenInput`, though nothing is typed: a row whose picture was exchanged has changed.
    photo: Photo | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        waiting = DeskPicture.objects.filter(name=value).first() if value else None
        shown = waiting or self.photo
        return render_to_string("admin/news/article/picture.html", {"name": name, "value": value, "shown": shown})


class PhotoForm(forms.ModelForm):
    """`picture` names a `DeskPicture`: what the page uploaded, or what `take_uploads` made of the row's file."""

    class Media:
        js = [Script("js/uploads.js", type="module")]

    picture = forms.CharField(label="图片", required=False, max_length=100, widget=PictureInput)
    file = forms.FileField(
        label="图片文件",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-max-mb": pictures.PURPOSES["desk"].max_mb}),
    )

    class Meta:
        model = Photo
        fields = ["picture", "file", "caption", "position", "is_cover"]
        widgets = {"caption": forms.Textarea(attrs={"rows": 2, "cols": 40})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget: Any = self.fields["picture"].widget
        widget.photo = self.instance if self.instance.name else None

    def clean_file(self) -> None:
        """Refuse a file of which no picture was made, in the words of why."""
        if file := self.cleaned_data["file"]:
            raise forms.ValidationError(str(getattr(file, "refusal", "这张图片没有处理，请再试一次。")))

    def clean_picture(self) -> DeskPicture | None:
        name = self.cleaned_data["picture"]
        waiting = DeskPicture.objects.filter(name=name).first() if name else None
        if name and waiting is None and name != self.instance.name:
            raise forms.ValidationError("这张图片已不在，请重新上传。")
        return waiting

    def clean(self) -> dict[str, Any] | None:
        if not self.instance.pk and not self.cleaned_data.get("picture") and not self.errors:
            raise forms.ValidationError("请选一张图片。")
        return super().clean()

    def save(self, commit: bool = True) -> Photo:
        waiting = self.cleaned_data.get("picture")
        if waiting:
            self.instance.take(StoredPicture(waiting.name, (waiting.width, waiting.height)))
        photo = super().save(commit)
        if waiting:  # its files stay, for the photo names them now
            DeskPicture.objects.filter(pk=waiting.pk).delete()
        return photo


class PhotoFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        covers = [form for form in kept if form not in self.deleted_forms and form.cleaned_data.get("is_cover")]
        if len(covers) > 1:
            raise forms.ValidationError("只能有一张封面。")
