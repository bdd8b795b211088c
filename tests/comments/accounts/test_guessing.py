"""Limits on guessing: slow for strangers, never in the way of the owner."""

import re
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.accounts import devices
from comments.models import OutgoingMail, RateCount, Reader
from comments.rate_limits.limits import DAY, LIMITS, SIGN_IN, Limit, consume
from news.pages.errors import too_many
from tests.comments.accounts.test_addresses import NEW, forgotten, link_in, reset
from tests.conftest import PASSWORD, make_reader

pytestmark = pytest.mark.django_db
MISMATCH, TOO_MANY = "用户名（或邮箱）或密码错误。", SIGN_IN
LAST = 555_556 * 3600 + 10  # a moment; limits are counted in stretches, and no test must fall between two


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """clock(seconds) lets so much time pass for all limits; else it stands still."""
    now = [LAST]
    monkeypatch.setattr("comments.rate_limits.limits.time", SimpleNamespace(time=lambda: now[0]))

    def clock(seconds):
        now[0] += seconds

    return clock


def attempt(client, login="糖桔", password="不对", address="10.0.0.1"):
    return client.post("/accounts/login/", {"login": login, "password": password}, REMOTE_ADDR=address)


def is_in(client):
    return "_auth_user_id" in client.session


def stormed(signed_in, login="糖桔"):
    """Strangers from everywhere use up what may be guessed of a name."""
    return [attempt(signed_in(), login, address=f"10.0.1.{i}").content.decode() for i in range(6)]


def known_device(client):
    attempt(client, password=PASSWORD)
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)
    return client


@pytest.mark.parametrize("login", ["糖桔", "没有这个人"])
def test_guessing_is_stopped_with_a_sentence_for_known_and_unknown_names(signed_in, tangju, login):
    pages = stormed(signed_in, login)
    assert all(MISMATCH in page for page in pages[:5]) and TOO_MANY in pages[5]
    assert "/accounts/password/reset/" in pages[5]
    client = signed_in()
    attempt(client, login, PASSWORD, address="10.0.2.1")
    assert not is_in(client)


def test_other_spellings_of_a_name_are_the_same_name(signed_in, db):
    make_reader("郑长仁")
    for login in ("郑长仁", "鄭長仁", " 鄭长仁", "郑長仁", "郑长仁 "):
        attempt(signed_in(), login, address="10.0.3.1")
    assert TOO_MANY in attempt(signed_in(), "郑长仁", address="10.0.3.2").content.decode()


def test_a_storm_of_strangers_does_not_lock_out_a_known_device(signed_in, tangju):
    client = known_device(signed_in())
    stormed(signed_in)
    attempt(client, password=PASSWORD, address="10.0.4.1")
    assert is_in(client)


@pytest.mark.parametrize("prefix", ["/zh-hans", "/zh-hant", "/zh-hk"])
def test_a_device_is_known_at_the_doors_of_every_script(signed_in, tangju, prefix):
    client = known_device(signed_in())
    cookies = {cookie.key: cookie["path"] for cookie in client.cookies.values() if cookie.key.startswith("device")}
    assert f"{prefix}/accounts/" in cookies.values() and "/accounts/" in cookies.values()
    assert all(client.cookies[name]["httponly"] and client.cookies[name]["samesite"] == "Lax" for name in cookies)


def test_a_known_device_guesses_in_a_bucket_of_its_own_that_is_not_without_bottom(signed_in, tangju):
    client = known_device(signed_in())
    pages = [attempt(client, address=f"10.0.5.{i}").content.decode() for i in range(12)]
    assert TOO_MANY in pages[-1] and MISMATCH in pages[8]
    other = signed_in()
    attempt(other, password=PASSWORD, address="10.0.6.1")
    assert is_in(other)


def test_a_known_device_guesses_twenty_times_an_hour_too(signed_in, tangju, clock):
    client, sentences = known_device(signed_in()), []
    for _ in range(4):
        sentences += [said(attempt(client)) for _ in range(11)]
        clock(300)
    assert sentences.count(MISMATCH) == 20


def test_a_device_is_known_for_one_reader_only(signed_in, tangju, fufeng):
    client = known_device(signed_in())
    stormed(signed_in, "扶风")
    attempt(client, "扶风", PASSWORD, address="10.0.7.1")
    assert not is_in(client)


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "\xff", "WzEsMCwieCJd:1abc:xyz", "9" * 5000])
def test_a_forged_device_is_a_stranger(signed_in, tangju, value):
    stormed(signed_in)
    client = signed_in()
    client.cookies["device"] = value
    attempt(client, password=PASSWORD, address="10.0.8.1")
    assert not is_in(client)


def test_signing_out_everywhere_makes_other_devices_strangers_and_spares_this_one(signed_in, tangju):
    here, stolen = known_device(signed_in()), known_device(signed_in())
    attempt(here, password=PASSWORD, address="10.0.9.1")
    here.post("/accounts/everywhere/")
    stormed(signed_in)
    attempt(stolen, password=PASSWORD, address="10.0.9.2")
    attempt(here, password=PASSWORD, address="10.0.9.3")
    assert is_in(here) and not is_in(stolen)


def test_a_storm_does_not_keep_a_signed_in_reader_from_confirming_who_they_are(signed_in, tangju):
    client = signed_in(tangju)
    stormed(signed_in)
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/email/"})
    assert answer.status_code == 302


def test_a_password_set_by_letter_opens_the_door_through_a_storm(signed_in, tangju):
    EmailAddress.objects.create(user=tangju, email="t@example.com", verified=True, primary=True)
    stormed(signed_in)
    client = signed_in()
    forgotten(client, "t@example.com")
    reset(client, link_in(OutgoingMail.objects.get()))
    attempt(client, password=NEW, address="10.0.10.1")
    assert is_in(client)


def test_guesses_by_address_tell_nothing_about_the_name(signed_in, tangju):
    EmailAddress.objects.create(user=tangju, email="t@example.com", verified=True, primary=True)
    stormed(signed_in, "糖桔")
    assert MISMATCH in attempt(signed_in(), "t@example.com", address="10.0.11.1").content.decode()


def test_one_address_cannot_try_one_password_on_many_names(signed_in, tangju):
    pages = [attempt(signed_in(), f"某人{i}", address="10.0.12.1").content.decode() for i in range(101)]
    assert TOO_MANY in pages[-1] and all(MISMATCH in page for page in pages[:100])


def test_readers_who_share_an_address_sign_in_beside_each_other(signed_in, tangju):
    for i in range(60):  # a carrier's address: right passwords do not count, wrong ones far less than of one account
        attempt(signed_in(), f"某人{i}", address="10.0.12.2")
    for _ in range(60):
        client = signed_in()
        attempt(client, password=PASSWORD, address="10.0.12.2")
        assert is_in(client)


def test_an_account_is_guessed_at_twenty_times_an_hour_whatever_it_is_called_by(signed_in, tangju, clock, monkeypatch):
    EmailAddress.objects.create(user=tangju, email="t@example.com", verified=True, primary=True)
    looked = []
    check = Reader.check_password
    monkeypatch.setattr(Reader, "check_password", lambda self, raw: looked.append(self.pk) or check(self, raw))
    answers = []
    for turn in range(12):  # five minutes each: an hour of guessing as fast as it goes, by both spellings in turns
        for login in ("糖桔", "T@example.com", "糖·桔"):
            answers += [(login, said(attempt(signed_in(), login, address=f"10.1.{turn}.{i}"))) for i in range(6)]
        clock(300)
    assert looked == [tangju.pk] * 20
    by_mail = [sentence for login, sentence in answers if "@" in login]
    assert by_mail.count(MISMATCH) == 20 and by_mail.count(TOO_MANY) == 52


def said(answer):
    return MISMATCH if MISMATCH in answer.content.decode() else TOO_MANY


def told(signed_in, login, clock):
    """All that answers tell in an hour of guessing at one login: status, headers, sentences, length."""
    seen = []
    for turn in range(4):
        for i in range(7):
            answer = attempt(signed_in(), login, address=f"10.2.{turn}.{i}")
            page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode()).replace(login, "")
            seen.append((answer.status_code, answer.headers.get("Retry-After"), sorted(answer.headers), page))
        clock(300)
    return seen


def test_a_known_name_its_address_and_unknown_ones_are_answered_alike(signed_in, tangju, clock):
    EmailAddress.objects.create(user=tangju, email="t@example.com", verified=True, primary=True)
    logins = ["糖桔", "无名", "t@example.com", "u@example.com"]
    answers = []
    for login in logins:  # the second spelling of the account meets a limit that the first has used up
        answers.append(told(signed_in, login, clock))
        clock(-1200)
    assert {answer[0] for answer in answers[0]} == {200, 429}
    assert answers[0] == answers[1] == answers[2] == answers[3]


@pytest.mark.parametrize("login", ["糖桔", "没有这个人", "t@example.com", "u@example.com"])
@pytest.mark.parametrize("before", [0, 20], ids=["guessed at", "beyond the hour"])
def test_every_login_costs_the_same_queries_and_one_hash(signed_in, tangju, login, before, monkeypatch):
    EmailAddress.objects.create(user=tangju, email="t@example.com", verified=True, primary=True)
    for _ in range(before):
        consume("guess_account", f"account:{tangju.pk}")
    hashed, client = [], signed_in()
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args, **kw: hashed.append(1) or encode(*args, **kw))
    client.get("/accounts/login/")
    with CaptureQueriesContext(connection) as queries:
        attempt(client, login)
    kinds = [re.sub(r"'[^']*'|\d+", "", one["sql"])[:40] for one in queries if "ratecount" in one["sql"]]
    assert len(hashed) == 1 and len(kinds) == 4


def test_the_owner_comes_in_by_device_and_by_passkey_while_the_account_is_guessed_at(signed_in, tangju):
    client = known_device(signed_in())
    for _ in range(30):
        consume("guess_account", f"account:{tangju.pk}")
    stranger = signed_in()
    attempt(stranger, password=PASSWORD, address="10.0.13.1")
    attempt(client, password=PASSWORD, address="10.0.13.2")
    assert is_in(client) and not is_in(stranger)
    # A passkey asks for none of these counts: whatever is sent, its answer is its own.
    counted = RateCount.objects.count()
    signed_in().post("/accounts/2fa/webauthn/login/", {"credential": "{}"})
    assert RateCount.objects.count() == counted


def test_an_answer_beyond_the_limit_has_its_status_and_says_when_to_come_back(signed_in, tangju):
    stormed(signed_in)
    answer = attempt(signed_in(), address="10.0.14.1")
    assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 301
    assert 'value="糖桔"' in answer.content.decode()


def test_registration_beyond_the_limit_keeps_the_form_and_counts_registrations_only(signed_in, db, monkeypatch):
    monkeypatch.setitem(LIMITS, "register", Limit(1, DAY, LIMITS["register"].sentence))

    def register(name, password=PASSWORD):
        return signed_in().post(
            "/accounts/signup/", {"username": name, "email": "q@example.com", "password1": password}
        )

    assert [register("管理员").status_code for _ in range(3)] == [200] * 3
    assert [register("甲乙丙").status_code, register("甲乙丙").status_code] == [302, 200]
    answer = register("丁戊己")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert 'value="丁戊己"' in answer.content.decode() and 'value="q@example.com"' in answer.content.decode()
    assert Reader.objects.count() == 1


def test_a_librarys_own_limit_says_when_to_come_back(rf, db):
    answer = too_many(rf.get("/"))
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "60"
    assert "尝试次数过多" in answer.content.decode()


def test_a_device_of_nobody_is_no_device(rf):
    assert devices.of(rf.get("/"), None) == ""
