"""Registration: allauth's view, told apart only where two readers take one name at the same moment."""

from allauth.account.views import SignupView
from django.db import IntegrityError


class Registration(SignupView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:  # `RegistrationForm.try_save` has put the sentence into the form
            return self.form_invalid(form)


registration = Registration.as_view()
