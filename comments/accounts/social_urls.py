"""Sign-in with accounts of others, below /accounts/social/. Loaded only where `SOCIAL_PROVIDERS` is set."""

from allauth.socialaccount.views import connections, login_cancelled, login_error
from allauth.urls import build_provider_urlpatterns
from django.urls import path

from comments.accounts.social_views import registration

urlpatterns = [
    path("", connections, name="socialaccount_connections"),
    path("signup/", registration, name="socialaccount_signup"),
    path("cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", login_error, name="socialaccount_login_error"),
    *build_provider_urlpatterns(),
]
