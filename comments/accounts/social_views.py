"""Registration after signing in elsewhere. Loaded only where `SOCIAL_PROVIDERS` is set."""

from allauth.socialaccount.internal.flows.signup import redirect_to_signup
from allauth.socialaccount.views import SignupView
from django.db import IntegrityError


class Registration(SignupView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:  # the name went to somebody else; who they are elsewhere is still known
            redirect_to_signup(self.request, self.sociallogin)
            return self.form_invalid(form)


registration = Registration.as_view()
