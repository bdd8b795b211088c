"""The forms of second factors; each has the name by which the library knows its kind."""

from typing import TYPE_CHECKING, Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.core.cache import cache

from comments.accounts.forms import set_up

if TYPE_CHECKING:
    CodeForm = Any  # two kinds of forms, for which the library has no hints
    Form = forms.Form
else:
    CodeForm = Form = object

CODE_LONGEST = 40
USED_SECONDS = 120  # longer than a code is taken, with a step before and after
BAD_KEY = "这次没有成功：浏览器送来的凭据无法核对。请再试一次。"


class OnceOnly(CodeForm):
    """A code is good once, also within the minute and a half in which clocks may differ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_up(self.fields["code"], inputmode="numeric", maxlength=str(CODE_LONGEST))
        self.fields["code"].max_length = CODE_LONGEST

    def clean_code(self) -> str:
        code = super().clean_code()
        if not cache.add(f"code:{self.user.pk}:{bare_code(code)}", True, USED_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


def bare_code(typed: str) -> str:
    """A code without what may be typed between its letters and digits, so that one used up is known in any spelling."""
    return "".join(filter(str.isalnum, typed)).lower()


class Authenticate(OnceOnly, codes.AuthenticateForm):
    pass


class Reauthenticate(OnceOnly, codes.ReauthenticateForm):
    pass


class ActivateTotp(OnceOnly, ActivateTOTPForm):
    pass


class Sent(forms.JSONField):
    """JSON from a browser's script; it is not shown again."""

    widget = forms.HiddenInput
    default_error_messages = {"required": BAD_KEY, "invalid": BAD_KEY}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(BAD_KEY) from error

    def bound_data(self, data: str, initial: Any) -> Any:
        return initial


class Credential(Form):
    """What a browser sends as a credential: whatever it is, a sentence at worst."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Sent()

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
            # The library reads it without looking first.
            self.cleaned_data: dict[Any, Any] = {}
            self.add_error("credential", BAD_KEY)
        # A hidden field has no place for what is wrong with it.
        for sentence in list(self.errors.get("credential", ())):
            self.add_error(None, sentence)


class AddWebauthn(Credential, keys.AddWebAuthnForm):
    name = forms.CharField(label="名称", required=False, max_length=50, help_text="有多个通行密钥时，便于区分。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebauthn(keys.EditWebAuthnForm):
    name = forms.CharField(label="名称", max_length=50, error_messages={"required": "请填写名称。"})


class AuthenticateWebauthn(Credential, keys.AuthenticateWebAuthnForm):
    pass


class LoginWebauthn(Credential, keys.LoginWebAuthnForm):
    pass


class ReauthenticateWebauthn(Credential, keys.ReauthenticateWebAuthnForm):
    pass
