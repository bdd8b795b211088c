"""Registration after signing in elsewhere. Loaded only where `SOCIAL_PROVIDERS` is set."""

from typing import Any

from allauth.socialaccount.views import SignupView
from django.db import IntegrityError


class Registration(SignupView):
    def form_valid(self, form: Any) -> Any:
        before = dict(self.request.session.items())
        try:
            return super().form_valid(form)
        except IntegrityError:  # the name went to somebody else; who they are elsewhere stays in the session
            for key, value in before.items():
                self.request.session.setdefault(key, value)
            return self.form_invalid(form)


registration = Registration.as_view()
