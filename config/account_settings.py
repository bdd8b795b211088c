"""What the settings of accounts are put together from."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF


def own_forms(module: Any, *kinds: Any) -> Any:
    """{"add_email": "comments.accounts.forms.AddEmail"} and so on, as the library wants to know its forms."""
    return {kind: f"comments.accounts.{module}.{kind.title().replace('_', '')}" for kind in kinds}


ACCOUNT_FORMS = own_forms(
    "forms",
    "signup",
    "login",
    "reset_password",
    "reset_password_from_key",
    "change_password",
    "set_password",
    "add_email",
    "reauthenticate",
)
MFA_FORMS = own_forms(
    "factor_forms",
    "authenticate",
    "reauthenticate",
    "activate_totp",
    "add_webauthn",
    "edit_webauthn",
    "authenticate_webauthn",
    "login_webauthn",
    "reauthenticate_webauthn",
)


def password_rules(shortest: int) -> list[dict]:
    """What a password must be: `shortest` characters, not common, and unlike the name and the address of its owner."""
    rules = "django.contrib.auth.password_validation"
    return [
        {"NAME": f"{rules}.MinimumLengthValidator", "OPTIONS": {"min_length": shortest}},
        {"NAME": "comments.accounts.passwords.NotCommon"},
        {"NAME": f"{rules}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["name", "email"]}},
    ]


def social_apps(providers: Any) -> Any:
    """The applications that signing in through `providers` (as in SOCIAL_PROVIDERS) needs; none if there are none."""
    names = [f"allauth.socialaccount.providers.{name}" for name in providers]
    return ["allauth.socialaccount", *names] if names else []


def form_targets(providers: Any) -> Any:
    """Where forms may lead besides this site: to the providers, of whom only those on this machine speak plain http."""
    apps = [app for provider in providers.values() for app in provider.get("APPS", ())]
    addresses = [urlsplit(app.get("settings", {}).get("server_url", "")) for app in apps]
    near = [f"http://{one.netloc}" for one in addresses if one.hostname in ("localhost", "127.0.0.1")]
    return ["https:", *near] if providers else []


def content_security_policy(providers: Any) -> Any:
    """What a page may load and where it may send: this site alone, and forms to the providers of sign-in."""
    directives = {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *form_targets(providers)],
        "frame-ancestors": [NONE],
    }
    return {"DIRECTIVES": directives}
