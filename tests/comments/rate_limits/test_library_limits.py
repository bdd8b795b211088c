"""Limits that django-allauth counts itself, by the numbers of our settings."""

import pytest

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
CHANGES = {"action_add": "", "email": "t@example.com"}


def confirmed(client):
    """The client, after its reader has said once more who they are."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("setting", "action", "path", "data"),
    [
        ("ACCOUNT_RATE_LIMITS", "manage_email", "/accounts/email/", CHANGES),
        ("ACCOUNT_RATE_LIMITS", "reset_password_from_key", "/accounts/password/reset/key/1-set-password/", {}),
        ("MFA_RATE_LIMITS", "webauthn_login", "/accounts/2fa/webauthn/login/", {"credential": "{}"}),
    ],
)
def test_an_action_beyond_its_number_is_answered_with_the_page_of_limits(
    settings, signed_in, tangju, setting, action, path, data
):
    assert action in getattr(settings, setting)
    setattr(settings, setting, {action: "2/h/ip"})
    client = confirmed(signed_in(tangju)) if action == "manage_email" else signed_in()
    answers = [client.post(path, data) for _ in range(3)]
    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert "尝试次数过多，请几分钟后再试。" in answers[2].content.decode() and answers[2].headers["Retry-After"] == "60"
    other = signed_in()
    assert other.post(path, data, REMOTE_ADDR="10.9.9.9").status_code != 429
