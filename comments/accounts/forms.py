"""The forms of accounts; each has the name by which the library knows its kind, and its labels from `locale/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as library
from allauth.account.fields import EmailField, SetPasswordField
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.forms.fields import CharField
from django.utils.translation import gettext

from comments.accounts import challenge
from comments.accounts.adapter import TAKEN
from comments.accounts.backends import find_reader
from comments.readers.names import LONGEST, SHORTEST

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.http.requests import SiteRequest

    Base = forms.Form
else:
    Base = object

ADDRESS_LONGEST = 254  # RFC 5321
PASSWORD_LONGEST = 1000
GOOD_PASSWORD = f"至少 {settings.PASSWORD_SHORTEST} 个字符；不要用常见的，也不要与用户名相似。"


def set_up(field: forms.Field, **attributes: str) -> None:
    """Ask for a field by its label where it is left empty; the label says enough without a placeholder."""
    field.error_messages["required"] = f"请填写{field.label}。"
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attributes


def limit_length(field: Any, longest: int, sentence: str) -> None:
    field.max_length = longest
    field.widget.attrs["maxlength"] = str(longest)
    field.validators = [one for one in field.validators if getattr(one, "code", "") != "max_length"]
    field.validators.append(MaxLengthValidator(longest, message=sentence))


def address_field(field: Any) -> None:
    set_up(field)
    limit_length(field, ADDRESS_LONGEST, "邮箱地址过长。")


def optional_address(field: Any) -> None:
    address_field(field)
    field.help_text = "忘记密码时要靠它找回；不会公开。"


def name_field(field: CharField) -> None:
    set_up(field)
    limit_length(field, 100, f"用户名请用 {SHORTEST} 到 {LONGEST} 个字。")
    field.validators = [one for one in field.validators if getattr(one, "code", "") != "min_length"]


def password_field(field: Any, help_text: str | None = None) -> None:
    set_up(field)
    limit_length(field, PASSWORD_LONGEST, f"密码过长，最多 {PASSWORD_LONGEST} 个字符。")
    if help_text is not None:
        field.help_text = help_text


class Login(library.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_up(self.fields["login"], autocomplete="username")
        limit_length(self.fields["login"], ADDRESS_LONGEST, "用户名或邮箱过长。")
        password_field(self.fields["password"])


class Signup(library.SignupForm):
    """Two registrations of one name at once: the constraint decides, the later reader is told.

    `challenge`: the form of the challenge that stands below this one, or None while few register.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_field(self.fields["username"])
        optional_address(self.fields["email"])
        password_field(self.fields["password1"], GOOD_PASSWORD)
        self.challenge = challenge.challenge_for(self.data if self.is_bound else None)

    def clean(self) -> dict[str, str]:
        cleaned = super().clean()
        if self.challenge:
            if not self.errors and (refusal := self.challenge.refusal()):
                self.add_error(None, refusal)
            if self.errors:
                self.challenge = challenge.fresh()
        return cleaned

    def try_save(self, request: SiteRequest) -> tuple[Reader, None]:
        try:
            with transaction.atomic():
                done = super().try_save(request)
        except IntegrityError:
            self.add_error("username", TAKEN)
            self.challenge = challenge.challenge_for(None)
            raise
        challenge.count()
        return done


class ResetPassword(library.ResetPasswordForm):
    """The same work for every address, so that its time says nothing; only a confirmed one gets a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address_field(self.fields["email"])

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        reader = find_reader(email)
        self.users = [reader] if reader and reader.is_active else []
        return email


class NewPassword(Base):
    """The two fields of a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "oldpassword" in self.fields:
            password_field(self.fields["oldpassword"])
        password_field(self.fields["password1"], GOOD_PASSWORD)
        password_field(self.fields["password2"])

    def clean(self) -> dict[str, Any] | None:
        """The second field says that the two differ, whatever else is wrong with it, once the first one is good."""
        try:
            return super().clean()
        finally:
            if "password2" in self.errors and self.cleaned_data.get("password1"):
                self.errors["password2"] = self.error_class([gettext("You must type the same password each time.")])


class ChangePassword(NewPassword, library.ChangePasswordForm):
    pass


class SetPassword(NewPassword, library.SetPasswordForm):
    password1 = SetPasswordField(label="新密码")


class ResetPasswordFromKey(NewPassword, library.ResetPasswordKeyForm):
    pass


class AddEmail(library.AddEmailForm):
    email = EmailField(label="新的电子邮箱")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address_field(self.fields["email"])


class Reauthenticate(library.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password_field(self.fields["password"])
