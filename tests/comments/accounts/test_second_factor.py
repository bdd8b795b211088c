"""The second factor: one-time codes, recovery codes, what may be sent as a passkey; the admin's rule."""

import json
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from comments.accounts.second_factor import NEEDED
from tests.conftest import PASSWORD
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret=SECRET, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def guarded(reader):
    """Give the reader a one-time code, and recovery codes."""
    TOTP.activate(reader, SECRET)
    RecoveryCodes.activate(reader)
    return reader


def password(client, login="糖桔", **more):
    return client.post("/accounts/login/", {"login": login, "password": PASSWORD} | more)


def confirm(client, path):
    """Go to a page that asks again who one is; return it."""
    door = client.get(path)
    assert "/accounts/reauthenticate/" in door["Location"]
    return client.get(client.post(door["Location"], {"password": PASSWORD})["Location"])


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("prefix", ["", "/zh-hk"])
def test_a_reader_turns_codes_on_and_gets_recovery_codes(signed_in, tangju, prefix):
    client = signed_in(tangju)
    page = confirm(client, f"{prefix}/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code translate="no">([A-Z2-7]+)</code>', page)[1]
    answer = client.post(f"{prefix}/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer["Location"] == f"{prefix}/accounts/2fa/recovery-codes/"
    page = client.get(answer["Location"]).content.decode()
    assert len(re.findall(r"<code[^>]*>\d{8}</code>", page)) == 10
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 200


def test_a_wrong_code_turns_nothing_on(signed_in, tangju):
    client = signed_in(tangju)
    confirm(client, "/accounts/2fa/totp/activate/")
    page = client.post("/accounts/2fa/totp/activate/", {"code": "12"}).content.decode()
    assert "验证码错误" in page and not Authenticator.objects.exists()


def test_a_reader_whose_address_is_not_confirmed_may_turn_codes_on(signed_in, tangju):
    EmailAddress.objects.create(user=tangju, email="t@example.com", primary=True)
    assert confirm(signed_in(tangju), "/accounts/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_sign_in_asks_for_the_code_and_leads_on(signed_in, article, tangju, prefix):
    guarded(tangju)
    client = signed_in()
    door = client.post(
        f"{prefix}/accounts/login/", {"login": "糖桔", "password": PASSWORD, "next": f"/news/{article.pk}/"}
    )
    assert door["Location"] == f"{prefix}/accounts/2fa/authenticate/" and not is_in(client)
    assert client.post(door["Location"], {"code": "000"}).status_code == 200 and not is_in(client)
    assert client.post(door["Location"], {"code": code()})["Location"] == f"{prefix}/news/{article.pk}/"
    assert is_in(client)


def test_who_has_no_passkey_is_not_asked_for_one(signed_in, tangju):
    guarded(tangju)
    client = signed_in()
    password(client)
    assert "mfa_webauthn_authenticate" not in client.get("/accounts/2fa/authenticate/").content.decode()


def test_the_door_that_waits_for_a_code_can_be_left(signed_in, tangju):
    guarded(tangju)
    client = signed_in()
    password(client)
    assert client.post("/accounts/logout/", {"next": "/accounts/login/"})["Location"] == "/accounts/login/"
    assert 'name="password"' in client.get("/accounts/login/").content.decode()


def test_a_code_is_good_once(signed_in, tangju):
    guarded(tangju)
    for steps in (-1, 0):  # also the one before, for as long as it would be taken
        first, second = signed_in(), signed_in()
        password(first), password(second)
        used = code(steps=steps)
        first.post("/accounts/2fa/authenticate/", {"code": used})
        assert is_in(first)
        page = second.post("/accounts/2fa/authenticate/", {"code": used})
        assert "已使用" in page.content.decode() and not is_in(second)


@pytest.mark.parametrize("spelled", ["{0} {1}", "{0}-{1}", " {0}.{1} ", "{0}\u3000{1}"], ids=ascii)
def test_a_code_is_used_up_in_every_spelling(signed_in, tangju, spelled):
    guarded(tangju)
    first, second = signed_in(), signed_in()
    password(first), password(second)
    used = code()
    first.post("/accounts/2fa/authenticate/", {"code": used})
    assert is_in(first)
    second.post("/accounts/2fa/authenticate/", {"code": spelled.format(used[:3], used[3:])})
    assert not is_in(second)


def test_a_recovery_code_is_good_once(signed_in, tangju):
    guarded(tangju)
    one = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[3]
    for expected in (True, False):
        client = signed_in()
        password(client)
        client.post("/accounts/2fa/authenticate/", {"code": one})
        assert is_in(client) is expected


def test_codes_cannot_be_guessed_at_will(signed_in, tangju):
    guarded(tangju)
    client = signed_in()
    password(client)
    for _ in range(6):
        page = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "次数过多" in page and not is_in(client)


def test_codes_are_turned_off_after_confirming_who_one_is(signed_in, tangju):
    guarded(tangju)
    client = signed_in(tangju)
    assert "/reauthenticate/" in client.post("/accounts/2fa/totp/deactivate/")["Location"]
    assert Authenticator.objects.exists()
    confirm(client, "/accounts/2fa/totp/deactivate/")
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()


def test_what_is_sent_while_one_must_confirm_is_not_kept(signed_in, tangju):
    client = signed_in(tangju)
    client.post("/accounts/2fa/totp/activate/", {"code": "geheim"})
    assert "geheim" not in json.dumps(dict(client.session.items()))


@pytest.mark.parametrize(
    "path", ["", "totp/activate/", "recovery-codes/", "webauthn/", "webauthn/add/", "recovery-codes/generate/"]
)
def test_guests_are_led_to_the_door(signed_in, db, path):
    assert "/accounts/login/" in signed_in().get(f"/accounts/2fa/{path}")["Location"]


@pytest.mark.parametrize("path", ["webauthn/keys/99/remove/", "webauthn/keys/99/edit/", "recovery-codes/download/"])
def test_nobody_reaches_another_readers_factors(signed_in, tangju, fufeng, path):
    guarded(tangju)
    Authenticator.objects.create(pk=99, user=tangju, type="webauthn", data={"name": "我的", "credential": {}})
    client = signed_in(fufeng)
    confirm(client, "/accounts/2fa/totp/activate/")
    assert client.get(f"/accounts/2fa/{path}").status_code == 404


SAID = re.compile(r'<div class="problem" role="alert"><p>[^<]*[。！]</p>')
CREDENTIALS = [
    "",
    "x",
    "5",
    "[]",
    "{}",
    "null",
    '"a"',
    '{"id": 5}',
    '{"response": {"userHandle": "////"}}',
    '{"id": "a", "rawId": "a", "response": {}, "type": "public-key"}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30",'
    '"authenticatorData":"AA","signature":"AA","userHandle":"MQ"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"!!","attestationObject":"oA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0",'
    '"attestationObject":"oWNmbXRkbm9uZQ"}}',
    "[" * 3000,
    "\x00",
    '{"response":{"userHandle":"enp6enp6enp6enp6eg"}}',
]


@pytest.mark.parametrize("credential", CREDENTIALS, ids=range(len(CREDENTIALS)))
def test_whatever_a_browser_sends_as_a_passkey_is_answered_in_a_sentence(signed_in, tangju, credential):
    guest, client = signed_in(), signed_in(tangju)
    guest.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    answer = guest.post("/accounts/2fa/webauthn/login/", {"credential": credential}, follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/login/" and not is_in(guest)
    assert '<p class="problem" role="status">' in answer.content.decode()
    confirm(client, "/accounts/2fa/webauthn/add/")
    answer = client.post("/accounts/2fa/webauthn/add/", {"credential": credential, "name": "x"})
    assert answer.status_code == 200 and SAID.search(flat_html(answer.content.decode()))
    guarded(tangju)
    password(guest)
    answer = guest.post("/accounts/2fa/authenticate/", {"credential": credential})
    assert answer.status_code == 200 and SAID.search(flat_html(answer.content.decode())) and not is_in(guest)


@pytest.mark.parametrize(
    "host,said",
    [
        ("127.0.0.1:8000", "http://localhost:8000/"),
        ("[::1]:8000", "http://localhost:8000/"),
        ("localhost:8000", ""),
    ],
)
def test_where_the_address_is_a_number_the_page_says_what_passkeys_need(signed_in, tangju, host, said):
    page = signed_in().get("/accounts/login/", HTTP_HOST=host).content.decode()
    assert ("通行密钥需要 https 或 localhost" in page) == bool(said) and said in page


def test_the_name_of_the_site_and_of_the_reader_stand_in_the_authenticator(signed_in, tangju):
    page = confirm(signed_in(tangju), "/accounts/2fa/totp/activate/").content.decode()
    assert "otpauth://totp/%E7%B3%96%E6%A1%94?" in page and "issuer=%E8%8A%B1%E8%9B%8B" in page


def test_the_name_of_the_site_and_of_the_reader_stand_beside_a_passkey(signed_in, tangju):
    type(tangju).objects.filter(pk=tangju.pk).update(email="t@example.com")
    page = confirm(signed_in(tangju), "/accounts/2fa/webauthn/add/").content.decode()
    made_for = json.loads(re.search(r'id="js_data"[^>]*>(.*?)</script>', page)[1])["creation_options"]["publicKey"]
    assert (made_for["rp"]["id"], made_for["rp"]["name"]) == ("testserver", "花蛋新闻")
    assert (made_for["user"]["name"], made_for["user"]["displayName"]) == ("糖桔", "糖桔")


@pytest.fixture
def strict_desk(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.mark.parametrize("path", ["/admin/", "/admin/comments/comment/", "/admin/login/", "/admin/jsi18n/", "/admin"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_a_second_factor_are_led_to_where_they_get_one(strict_desk, signed_in, qinghe, path, method):
    client = signed_in(qinghe)
    answer = getattr(client, method)(path)
    assert answer["Location"] == "/accounts/2fa/"
    assert NEEDED in client.get("/accounts/2fa/").content.decode()


def test_staff_with_a_second_factor_enter_the_desk(strict_desk, signed_in, qinghe):
    guarded(qinghe)
    client = signed_in()
    password(client, "青禾", next="/admin/")
    assert client.post("/accounts/2fa/authenticate/", {"code": code()})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_desk_that_was_open_stays_open_once_the_factor_is_there(strict_desk, signed_in, qinghe):
    client = signed_in(qinghe)
    guarded(qinghe)
    assert client.get("/admin/").status_code == 200


def test_who_takes_the_last_factor_away_leaves_the_desk(strict_desk, signed_in, qinghe):
    client = signed_in(guarded(qinghe))
    Authenticator.objects.all().delete()
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"


def test_readers_and_guests_hear_nothing_of_it(strict_desk, signed_in, tangju, article):
    assert signed_in(tangju).get(f"/news/{article.pk}/").status_code == 200
    assert "/accounts/login/" in signed_in().get("/admin/", follow=True).redirect_chain[-1][0]
    assert signed_in(tangju).get("/admin/").status_code in (302, 403)


def test_staff_read_the_site_without_a_second_factor(strict_desk, signed_in, qinghe, article):
    assert signed_in(qinghe).get(f"/news/{article.pk}/").status_code == 200
