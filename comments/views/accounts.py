"""The doors: allauth's views, with what they leave to us."""

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.db.models import F
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments.models import Reader
from comments.people import devices


class Registration(views.SignupView):
    """Told apart only where two readers take one name at the same moment."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:  # `Signup.try_save` has put the sentence into the form
            return self.form_invalid(form)


class Confirmation(views.ConfirmEmailView):
    def logout_other_user(self, confirmation):
        """Only for a pressed button: a link that others can make must not sign anybody out."""
        if self.request.method == "POST":
            super().logout_other_user(confirmation)


class NewPassword(views.PasswordResetFromKeyView):
    def form_valid(self, form):
        """The link came by mail: the address is theirs, and they are no stranger on this device."""
        response = super().form_valid(form)
        reader, adapter = self.reset_user, get_adapter()
        adapter._delete_login_attempts_cached_email(self.request, username=reader.name)
        address = EmailAddress.objects.get_primary(reader)
        if address and not address.verified:
            adapter.confirm_email(self.request, address)
        devices.remember(response, reader)
        return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def everywhere(request):
    """Sign out on all devices; the pages of this one too."""
    if request.method != "POST":
        return render(request, "account/everywhere.html")
    Reader.objects.filter(pk=request.user.pk).update(session_epoch=F("session_epoch") + 1)
    reader = Reader.objects.get(pk=request.user.pk)
    logout(request)
    messages.success(request, "已经在所有设备上退出。")
    response = redirect("account_login")
    devices.remember(response, reader)
    return response


# Asked again before the form is filled in, not after.
address = login_required(reauthentication_required(views.email, app="allauth.account"))
registration, confirmation, new_password = Registration.as_view(), Confirmation.as_view(), NewPassword.as_view()
