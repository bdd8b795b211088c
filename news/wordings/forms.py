"""Admin forms for conversion overrides and regional terms."""

from collections.abc import Callable
from typing import Any

from django import forms

from news.variants.models import ConversionOverride, RegionalTerm
from news.wordings.dry_run import DryRun, try_override, try_term


class WordsForm(forms.ModelForm):
    """An entry of words, which is refused if its dry run says that it would change most of what is on the site.

    The run takes seconds, so the admin has it done before the transaction that saves; without `run` none is asked.
    """

    try_out: Callable[[Any], DryRun]  # what an entry would change
    run: DryRun | None = None

    def refuse_wide(self) -> None:
        if self.run and self.run.is_wide:
            seen = f"最近 {self.run.looked_at} 条新闻和评论里有 {self.run.matched} 条会被改动"
            self.add_error(None, f"{seen}，太多了。请写得更完整，或写进例外。")


class WordingForm(WordsForm):
    try_out = staticmethod(try_override)

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
        elif written:
            self.refuse_loops(story, written)
        self.refuse_wide()
        return super().clean()

    def refuse_loops(self, story: Any, written: str) -> None:
        """No entry may turn a word into one that another entry turns back."""
        others = ConversionOverride.objects.filter(article=story and story.pk).exclude(pk=self.instance.pk)
        for name in ("zh_hans", "zh_hant", "zh_hk"):
            shown = self.cleaned_data.get(name) or written
            back = others.filter(written=shown, **{name: written}).first() if shown != written else None
            if back:
                self.add_error(name, f"“{written}”会变成“{shown}”，而另一条又把“{shown}”变成“{written}”。")


class TermForm(WordsForm):
    try_out = staticmethod(try_term)

    class Meta:
        model = RegionalTerm
        fields = ["zh_hans", "zh_hant", "zh_hk", "exceptions"]
        help_texts = {
            "zh_hk": "留空：和台湾一样。",
            "exceptions": "里面有这个译名、却是别的意思的词，用空格隔开，如“韩国瑜”。",
        }

    def clean(self) -> dict[str, Any] | None:
        """No name may belong to two entries: it would not be known which is meant."""
        names: set[Any] = {self.cleaned_data.get(name) for name in ("zh_hans", "zh_hant", "zh_hk")} - {None, ""}
        if any(len(name) < 2 for name in names):
            raise forms.ValidationError("译名至少两个字。")
        if len(names) == 1:
            raise forms.ValidationError("几地写法一样，不用列。")
        for other in RegionalTerm.objects.exclude(pk=self.instance.pk):
            if both := names & set(other.forms.values()):
                raise forms.ValidationError(f"“{both.pop()}”已经在另一条“{other}”里。")
        self.refuse_wide()
        return super().clean()
