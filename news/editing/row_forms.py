"""What hangs on a story, a row each: videos, earlier stories, former addresses. Pictures: `photo_forms.py`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms

from news.articles.models import Article, OldAddress
from news.media.files import delete_replaced
from news.media.models import Video
from news.related.models import Related


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
