"""The doors of accounts that exist so far; each is allauth's own view in our templates."""

from allauth.account import views
from django.urls import path

from comments.views.accounts import registration

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", registration, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
]
