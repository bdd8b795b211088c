"""Sign-in and registration: allauth's views, with what they leave to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.webauthn.views import EditWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError
from django.db.models import F
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from comments.accounts import challenge, devices
from comments.rate_limits.limits import LIMITS, address_of, consume, give_back
from comments.readers.models import Reader

if TYPE_CHECKING:
    from comments.accounts.forms import ResetPasswordFromKey, Signup
    from news.http.requests import SiteRequest

    Base = FormView[BaseForm]
else:
    Base = object


class LimitedFormView(Base):
    """A view whose form comes back with status 429 and `Retry-After` where a limit was met."""

    request: Any

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response = super().form_invalid(form)
        if seconds := getattr(self.request, "retry_after", 0):
            response.status_code, response.headers["Retry-After"] = 429, str(seconds)
        return response

    def is_allowed(self, form: BaseForm, action: str, who: str) -> bool:
        """Count one `action` by `who`; beyond its limit put the sentence into the form, and count nothing."""
        if seconds := consume(action, who):
            give_back(action, who)
            self.request.retry_after = seconds
            form.add_error(None, LIMITS[action].sentence)
        return not seconds


class RefillForm(Base):
    """A view whose form holds what was typed when its token was refused: what `request.POST` of a GET still has.

    Fields of passwords never show what they are given.
    """

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | (self.request.POST.dict() if self.request.method == "GET" else {})


class SignIn(RefillForm, LimitedFormView, views.LoginView):
    pass


class Reauthentication(LimitedFormView, views.ReauthenticateView):
    pass


class Registration(RefillForm, LimitedFormView, views.SignupView):
    """Told apart only where two readers take one name at the same moment. Only registrations count, not attempts."""

    def form_valid(self, form: Any) -> HttpResponse:
        who = address_of(self.request)
        if not self.is_allowed(form, "register", who):
            return self.refuse(form)
        try:
            return super().form_valid(form)
        except IntegrityError:  # `Signup.try_save` has put the sentence into the form
            give_back("register", who)
            return self.refuse(form)

    def refuse(self, form: Signup) -> HttpResponse:
        form.challenge = challenge.challenge_for(None)  # the one that was solved is used up
        return self.form_invalid(form)


class PasswordReset(RefillForm, LimitedFormView, views.PasswordResetView):
    def form_valid(self, form: Any) -> HttpResponse:
        who = f"mail:{form.cleaned_data['email'].lower()}"
        allowed = self.is_allowed(form, "reset_address", address_of(self.request))
        if not allowed or not self.is_allowed(form, "reset_mail", who):
            return self.form_invalid(form)
        return super().form_valid(form)


class Addresses(RefillForm, views.EmailView):
    pass


class Confirmation(views.ConfirmEmailView):
    def logout_other_user(self, confirmation: Any) -> None:
        """Only for a pressed button: a link that others can make must not sign anybody out."""
        if self.request.method == "POST":
            super().logout_other_user(confirmation)


class NewPassword(views.PasswordResetFromKeyView):
    def form_valid(self, form: ResetPasswordFromKey) -> HttpResponse:
        """The link came by mail: the address is theirs, and they are no stranger on this device."""
        response = super().form_valid(form)
        reader, adapter = self.reset_user, get_adapter()
        address = EmailAddress.objects.get_primary(reader)
        if address and not address.verified:
            adapter.confirm_email(self.request, address)
        devices.remember(self.request, response, reader)
        return response


class PasskeyName(SuccessMessageMixin, EditWebAuthnView):
    success_message = "已保存。"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def everywhere(request: SiteRequest) -> HttpResponse:
    """Sign out on all devices; the pages of this one too."""
    if request.method != "POST":
        return render(request, "comments/accounts/sign_out_everywhere.html")
    Reader.objects.filter(pk=request.user.pk).update(session_epoch=F("session_epoch") + 1)
    reader = Reader.objects.get(pk=request.user.pk)
    logout(request)
    messages.success(request, "已退出所有设备。")
    response = redirect("account_login")
    devices.remember(request, response, reader)
    return response


# Asked again before the form is filled in, not after.
address = login_required(reauthentication_required(Addresses.as_view(), app="allauth.account"))
sign_in, reauthentication, password_reset = SignIn.as_view(), Reauthentication.as_view(), PasswordReset.as_view()
registration, confirmation, new_password = Registration.as_view(), Confirmation.as_view(), NewPassword.as_view()
passkey_name = PasskeyName.as_view()
