"""Admin forms for conversion overrides and regional terms."""

from typing import Any

from django import forms

from news.variants.models import ConversionOverride, RegionalTerm


class WordingForm(forms.ModelForm):
    class Meta:
        model = ConversionOverride
        fields = ["article", "written", "zh_hans", "zh_hant", "zh_hk"]
        help_texts = {"written": "新闻里怎么写的；三栏里留空的照原文。", "article": "留空：全站都用。"}

    def clean_written(self) -> str:
        written = self.cleaned_data["written"]
        if len(written) < 2:
            raise forms.ValidationError("至少写两个字：一个字会改到别的词里去。")
        return written

    def clean(self) -> dict[str, Any] | None:
        story, written = self.cleaned_data.get("article"), self.cleaned_data.get("written")
        same = ConversionOverride.objects.filter(article=story and story.pk, written=written).exclude(
            pk=self.instance.pk
        )
        if written and same.exists():
            self.add_error("written", f"“{written}”已经有一条了，请改那一条。")
        return super().clean()


class TermForm(forms.ModelForm):
    class Meta:
        model = RegionalTerm
        fields = ["zh_hans", "zh_hant", "zh_hk"]
        help_texts = {"zh_hk": "留空：和台湾一样。"}

    def clean(self) -> dict[str, Any] | None:
        """No name may belong to two entries: it would not be known which is meant."""
        names: set[Any] = {self.cleaned_data.get(name) for name in self._meta.fields or ()} - {None, ""}
        if any(len(name) < 2 for name in names):
            raise forms.ValidationError("译名至少两个字。")
        if len(names) == 1:
            raise forms.ValidationError("几地写法一样，不用列。")
        for other in RegionalTerm.objects.exclude(pk=self.instance.pk):
            if both := names & set(other.forms.values()):
                raise forms.ValidationError(f"“{both.pop()}”已经在另一条“{other}”里。")
        return super().clean()
