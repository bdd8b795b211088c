"""Sign-in, registration, passwords, e-mail; each is allauth's own view in our templates."""

from allauth import app_settings
from allauth.account import views
from django.urls import include, path, re_path

from comments.accounts import views as accounts

urlpatterns = [
    path("login/", accounts.sign_in, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("everywhere/", accounts.everywhere, name="sign_out_everywhere"),
    path("signup/", accounts.registration, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", accounts.reauthentication, name="account_reauthenticate"),
    path("email/", accounts.address, name="account_email"),
    path("confirm-email/", views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", accounts.confirmation, name="account_confirm_email"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", accounts.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[-\w]+)/$",
        accounts.new_password,
        name="account_reset_password_from_key",
    ),
    path("2fa/webauthn/keys/<int:pk>/edit/", accounts.passkey_name, name="mfa_edit_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
]
if app_settings.SOCIALACCOUNT_ENABLED:
    urlpatterns += [path("social/", include("comments.accounts.social_urls"))]
