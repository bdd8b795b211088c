"""Accounts through django-allauth: our rule for names, mail through the queue, limits that spare the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from comments.accounts import devices
from comments.accounts.backends import find_reader
from comments.accounts.guessing import Guess, TooMany
from comments.mail.addresses import confirmed_address
from comments.mail.models import OutgoingMail
from comments.readers.known_names import KnownName
from comments.readers.names import BadName, skeleton, validate_name
from comments.word_rules.models import WordRule
from news import hooks
from news.articles.models import Article
from news.variants.addresses import add_prefix

if TYPE_CHECKING:
    from comments.accounts.forms import Signup
    from comments.readers.models import Reader
    from news.http.requests import SiteRequest


TAKEN = "这个用户名（或看起来一样的用户名）已被使用，请换一个。"
BARRED = "这个用户名含有禁用词，请换一个。"
PEN_NAME = "这个用户名是本站编辑的笔名，请换一个。"


class ResetTokens(PasswordResetTokenGenerator):
    """Tokens of links that set a password: they die with the next sign-in, with a change of the password or the
    address, and when their reader signs out everywhere. Making one asks the database nothing."""

    def _make_hash_value(self, user: Reader, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.session_epoch}"


def free_name(typed: str, reader: Any = None) -> str:
    """A name as `reader` (or somebody new) may have it; ValidationError, in plain words, if they may not."""
    name = clean_name(typed)
    if is_pen_name(name) and not (reader and (reader.is_staff or skeleton(name) == reader.skeleton)):
        raise ValidationError(PEN_NAME)
    if not KnownName.is_free(name, reader):
        raise ValidationError(TAKEN)
    return name


def is_pen_name(name: str) -> bool:
    """Whether a name is, or looks like, the pen name of an editor: one under which a story was ever saved."""
    return skeleton(name) in {skeleton(editor) for editor in Article.objects.editors()}


def clean_name(typed: str) -> str:
    """A name that our rule allows, whoever has it."""
    try:
        name = validate_name(typed, settings.SITE_NAME)
    except BadName as error:
        raise ValidationError(str(error)) from error
    if WordRule.within_name(name):
        raise ValidationError(BARRED)
    return name


def password_link(reader: Reader) -> str:
    """The absolute one-time address at which a reader sets a password; good for three days."""
    return Adapter().get_reset_password_from_key_url(f"{user_pk_to_url_str(reader)}-{ResetTokens().make_token(reader)}")


class AccountMail(DefaultAccountAdapter):
    """What is told by mail, and to whom."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail; the worker sends it, so that the time of the answer does not say whether there was one."""
        facts = context | {"email": email, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", facts).split())
        body = render_to_string(f"{template_prefix}_message.txt", facts).strip() + "\n"
        # In the variant of the account, else of the page on which it was asked for.
        variant = getattr(context.get("user"), "variant", "") or getattr(self.request, "variant", "")
        OutgoingMail.write(email, subject, body, variant=variant)

    def set_password(self, user: Reader, password: str) -> None:
        """The password alone: writing the whole row would bring back what it was when it was read."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_notification_mail(
        self, template_prefix: str, user: Reader, context: dict[str, str] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner of a change; an address that nobody has confirmed may be a stranger's."""
        email = email or confirmed_address(user)
        if email:
            super().send_notification_mail(template_prefix, user, context, email)

    def get_email_confirmation_url(self, request: SiteRequest, emailconfirmation: Any) -> str:
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})

    def confirm_email(self, request: SiteRequest, email_address: Any) -> bool:
        """Confirm an address; False if somebody else has, even in the same moment."""
        others = EmailAddress.objects.filter(user=email_address.user_id, verified=False).exclude(pk=email_address.pk)
        try:
            with transaction.atomic():
                others.delete()
                confirmed = super().confirm_email(request, email_address)
                transaction.set_rollback(not confirmed)
                return confirmed
        except IntegrityError:
            return False


class SignInLimits(AccountMail):
    """Guessing is slow for strangers; it does not lock out who has been signed in on this device before."""

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        login = credentials.get("username") or credentials.get("email", "")
        try:
            request.guess = Guess(request, login, find_reader(login))
        except TooMany as error:
            request.retry_after = error.retry_after
            raise ValidationError(str(error)) from error

    def authenticate(self, request: Any, **credentials: Any) -> Reader | None:
        """The reader whose name and password these are, or None; a right password is no guess."""
        reader = super().authenticate(request, **credentials)
        if reader:
            request.guess.rollback()
        return reader

    def post_login(self, request: SiteRequest, user: Reader, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE)  # a guest's, with a text in it, lasts an hour
        devices.remember(request, response, user)
        hooks.call("signed_in", request, user)
        return response


class Adapter(SignInLimits):
    def clean_username(self, username: str, shallow: bool = False) -> str:
        return clean_name(username) if shallow else free_name(username)

    def populate_username(self, request: SiteRequest, user: Reader) -> None:
        user.set_name(user.name)

    def save_user(self, request: SiteRequest, user: Reader, form: Signup, commit: bool = True) -> Reader:
        """Within the transaction of `Signup.try_save`: IntegrityError if the name was taken meanwhile."""
        user = super().save_user(request, user, form, commit)
        if commit:
            KnownName.take(user)
        return user

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this site, written without a host."""
        try:
            return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        except ValueError:  # `http://[` and the like
            return False

    def get_password_change_redirect_url(self, request: SiteRequest) -> str:
        return reverse("account_home")

    def get_reauthentication_methods(self, user: Reader) -> Any:
        """In the reader's variant: the library compares these addresses with the one of the request."""
        methods, variant = super().get_reauthentication_methods(user), getattr(context.request, "variant", "")
        return [method | {"url": add_prefix(method["url"], variant)} for method in methods] if variant else methods
