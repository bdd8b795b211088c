"""Accounts through django-allauth: our rule for names, and nothing that tells who is registered."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comments.models import Reader
from comments.names import BadName, checked

TAKEN = "这个名字，或看起来一样的名字，已经有人用了。"


class Adapter(DefaultAccountAdapter):
    def clean_username(self, username, shallow=False):
        try:
            name = checked(username)
        except BadName as error:
            raise ValidationError(str(error)) from error
        if not shallow and Reader.objects.named(name).exists():
            raise ValidationError(TAKEN)
        return name

    def populate_username(self, request, user):
        user.set_name(user.name)

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # `http://[` and the like
            return False

    def add_message(self, *args, **kwargs):
        """Signing in and out says enough by itself."""


class RegistrationForm(SignupForm):
    """Two registrations of one name at once: the constraint decides, the later reader is told."""

    def try_save(self, request):
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.add_error("username", TAKEN)
            raise
