"""What a reader may type about themselves."""

from typing import Any

from django import forms
from django.conf import settings

from comments.accounts.adapter import free_name
from comments.profiles.models import Claim
from comments.profiles.titles import BadTitle, clean_title
from comments.readers.models import BIO_LONGEST, Reader
from comments.readers.portraits import make_portrait
from comments.relations.models import MutedWord
from comments.thread.fields import PlainText
from comments.word_rules.models import WordRule
from news.media.pictures import PURPOSES, Busy, NotAPicture
from news.text.unicode_text import is_blank
from news.variants.folding import fold

PORTRAIT_MB = PURPOSES["portrait"].max_mb


class ProfileForm(forms.ModelForm):
    bio = PlainText(
        label="简介",
        max_length=BIO_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"最多 {BIO_LONGEST} 字，显示在您的个人频道。",
    )
    picture = forms.FileField(
        label="头像",
        required=False,
        allow_empty_file=True,
        help_text=f"JPEG、PNG、WebP 或 GIF，最大 {PORTRAIT_MB} MB；会裁成方形。",
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif", "data-max-mb": PORTRAIT_MB}
        ),
    )
    drawn = forms.BooleanField(label="使用文字头像", required=False)

    class Meta:
        model = Reader
        fields = ["bio", "sign"]
        help_texts = {"sign": "升到八级以后显示在品衔两端。"}

    busy = False  # whether the picture was refused only because others are being made

    def clean(self) -> dict[str, Any] | None:
        """Make the portrait last, when all else is well: bytes of a WebP in `cleaned_data["picture"]`, or None."""
        file, self.cleaned_data["picture"] = self.cleaned_data.get("picture"), None
        if not file or self.errors:
            return super().clean()
        try:
            self.cleaned_data["picture"] = make_portrait(file)
        except NotAPicture as error:
            self.busy = isinstance(error, Busy)
            self.add_error("picture", str(error))
        return super().clean()


class RenameForm(forms.Form):
    name = PlainText(label="新用户名", max_length=100, help_text="2–20 个字。旧用户名为您保留一年，期间别人不能用。")

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_name(self) -> str:
        name = free_name(self.cleaned_data["name"], self.reader)
        if name == self.reader.name:
            raise forms.ValidationError("这就是您当前的用户名。")
        return name


class TitleForm(forms.Form):
    text = PlainText(label="头衔", max_length=40, help_text="2–8 个字，由版主审核。")

    def clean_text(self) -> str:
        barred = WordRule.words_for(WordRule.Scope.NAMES, WordRule.Scope.TITLES)
        try:
            return clean_title(self.cleaned_data["text"], barred, settings.SITE_NAME)
        except BadTitle as error:
            raise forms.ValidationError(str(error)) from error


class MailForm(forms.ModelForm):
    class Meta:
        model = Reader
        fields = ["mail"]
        widgets = {"mail": forms.RadioSelect}


class VariantForm(forms.ModelForm):
    class Meta:
        model = Reader
        fields = ["variant"]
        widgets = {"variant": forms.RadioSelect}


class WordForm(forms.Form):
    word = PlainText(label="屏蔽词", max_length=20, help_text="含有这个词的评论您都不会看到，简体、繁体写法都算。")

    def clean_word(self) -> str:
        folded = fold(self.cleaned_data["word"])  # by which it is found: longer than it was typed, or nothing at all
        longest = MutedWord._meta.get_field("folded").max_length
        assert longest is not None
        if is_blank(folded) or len(folded) > longest:
            raise forms.ValidationError("这个词没法用，请换一个。")
        return self.cleaned_data["word"]


class ClaimForm(forms.ModelForm):
    proof = PlainText(
        label="凭据",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="怎样证明这个用户名原来是您的：旧站的登记邮箱、只有您知道的往来、能对上的其他账号。只有版主看得到。",
    )

    class Meta:
        model = Claim
        fields = ["email", "proof"]
        help_texts = {"email": "同意之后，设置密码的链接发到这里。"}
        error_messages = {"email": {"required": "请填写电子邮箱。"}}

    def clean_email(self) -> str:
        """As addresses of accounts are kept: nobody is found by another spelling."""
        return self.cleaned_data["email"].lower()


class LeaveForm(forms.Form):
    CHOICES = (("keep", "评论留下，改署“已注销用户”"), ("remove", "评论一并删除（有人回复的留下空位）"))
    comments = forms.ChoiceField(
        label="您写过的评论",
        choices=CHOICES,
        initial="keep",
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项。", "invalid_choice": "请选一项。"},
    )
