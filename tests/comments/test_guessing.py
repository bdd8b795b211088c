"""Limits on guessing: slow for strangers, never in the way of the owner."""

import pytest
from allauth.account.models import EmailAddress

from comments.models import Letter
from comments.people import devices
from comments.people.accounts import MISMATCH, TOO_MANY
from tests.comments.test_addresses import NEW, forgotten, link_in, reset
from tests.conftest import PASSWORD, make_reader

pytestmark = pytest.mark.django_db


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
    reset(client, link_in(Letter.objects.get()))
    attempt(client, password=NEW, address="10.0.10.1")
    assert is_in(client)


def test_guesses_by_address_tell_nothing_about_the_name(signed_in, tangju):
    EmailAddress.objects.create(user=tangju, email="t@example.com", verified=True, primary=True)
    stormed(signed_in, "糖桔")
    assert MISMATCH in attempt(signed_in(), "t@example.com", address="10.0.11.1").content.decode()


def test_one_address_cannot_try_one_password_on_many_names(signed_in, tangju):
    pages = [attempt(signed_in(), f"某人{i}", address="10.0.12.1").content.decode() for i in range(11)]
    assert TOO_MANY in pages[-1]


def test_a_device_of_nobody_is_no_device(rf):
    assert devices.of(rf.get("/"), None) == ""
