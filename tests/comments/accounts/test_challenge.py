"""The challenge while many register: a picture without a script, work for the browser with one; good once."""

import json
import re
from base64 import b64decode, b64encode
from html import unescape
from io import BytesIO

import altcha
import pytest
from django.core import signing
from django.core.cache import cache
from PIL import Image

from comments.accounts import challenge
from comments.accounts.challenge import EXPIRED, WANTED, WRONG, Challenge
from comments.models import Reader
from comments.rate_limits.limits import DAY, LIMITS, Limit

pytestmark = pytest.mark.django_db
PASSWORD = "春风又绿江南岸9"


@pytest.fixture(autouse=True)
def clean(settings, monkeypatch):
    cache.clear()
    settings.REGISTRATION_CHALLENGE = "always"
    monkeypatch.setattr(challenge, "NUMBERS", 8)
    monkeypatch.setattr(challenge, "ROUNDS", 10)


@pytest.fixture
def drawn(monkeypatch):
    """The answers of the pictures that were made, newest last."""
    answers = []
    draw = challenge.draw_text
    monkeypatch.setattr(challenge, "draw_text", lambda text: answers.append(text) or draw(text))
    return answers


def token(page):
    return unescape(re.search(r'name="token" value="([^"]*)"', page.content.decode())[1])


def register(client, name="小桥流水", **fields):
    return client.post(
        "/accounts/signup/", {"username": name, "email": "q@example.com", "password1": PASSWORD} | fields
    )


def challenged(page):
    """The challenge of a page, as its script takes it."""
    return altcha.Challenge.from_dict(
        json.loads(unescape(re.search(r'data-challenge="([^"]+)"', page.content.decode())[1]))
    )


def solved(page):
    """What a browser sends for the work of a page."""
    work = challenged(page)
    return altcha.Payload(work, altcha.solve_challenge(work)).to_base64()


def test_a_picture_is_solved_by_hand(signed_in, drawn):
    client = signed_in()
    page = client.get("/accounts/signup/")
    address = re.search(r'src="data:image/png;base64,([^"]+)"', page.content.decode())[1]
    assert Image.open(BytesIO(b64decode(address))).size == (240, 84)
    assert register(client, token=token(page), answer=f" {drawn[-1].lower()} ").status_code == 302
    assert Reader.objects.filter(name="小桥流水").exists()


def test_the_work_is_done_by_the_browser(signed_in):
    client = signed_in()
    page = client.get("/accounts/signup/")
    assert register(client, token=token(page), altcha=solved(page), answer="").status_code == 302


def test_a_solution_is_good_once(signed_in):
    payload = solved(signed_in().get("/accounts/signup/"))
    assert register(signed_in(), "甲乙丙", altcha=payload).status_code == 302
    assert EXPIRED in register(signed_in(), "丁戊己", altcha=payload).content.decode()


def test_an_old_solution_has_expired(signed_in, monkeypatch):
    monkeypatch.setattr(challenge, "GOOD_FOR", -1)
    payload = solved(signed_in().get("/accounts/signup/"))
    assert EXPIRED in register(signed_in(), altcha=payload).content.decode()


def changed(payload, part, **fields):
    """A solution in which somebody has changed something."""
    facts = json.loads(b64decode(payload))
    (facts["solution"] if part == "solution" else facts["challenge"]["parameters"]).update(fields)
    return b64encode(json.dumps(facts).encode()).decode()


FORGED = {
    "another key": ("solution", {"derivedKey": "00" * 32}),
    "no key": ("solution", {"derivedKey": 5}),
    "less work": ("parameters", {"cost": 1}),
    "later": ("parameters", {"expiresAt": 9_999_999_999}),
    "easier": ("parameters", {"keyPrefix": ""}),
    "another name": ("parameters", {"nonce": "00" * 16}),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_solution_is_none_and_costs_no_derivation(signed_in, monkeypatch, how):
    payload = solved(signed_in().get("/accounts/signup/"))
    monkeypatch.setattr("hashlib.pbkdf2_hmac", None)
    monkeypatch.setattr(challenge, "fresh", lambda: Challenge(None))
    monkeypatch.setattr(Challenge, "work", lambda self: "{}")
    part, fields = FORGED[how]
    assert challenge.work_refusal(changed(payload, part, **fields)) == EXPIRED
    assert challenge.work_refusal(payload) == ""


@pytest.mark.parametrize(
    "payload", ["x", "e30=", "W10=", "bnVsbA==", "[" * 1900, "\u4e00", b64encode(b"[" * 1400).decode()]
)
def test_nonsense_for_a_solution_is_refused_in_a_sentence(signed_in, payload):
    page = register(signed_in(), altcha=payload)
    assert page.status_code == 200 and (EXPIRED in page.content.decode() or WANTED in page.content.decode())


def test_work_grows_with_registrations_within_bounds(monkeypatch):
    amounts = []
    for registered in (0, 31, 60, 90, 180, 100_000):
        monkeypatch.setattr(challenge, "recent", lambda registered=registered: registered)
        amounts.append(challenge.numbers() // challenge.NUMBERS)
    assert amounts == [1, 1, 2, 3, 6, 6]


@pytest.mark.parametrize("limit", ["picture_address", "picture_site"])
def test_pictures_are_taken_so_often_only_and_work_all_the_same(signed_in, drawn, monkeypatch, limit):
    monkeypatch.setitem(LIMITS, limit, Limit(1, DAY, LIMITS[limit].sentence))
    register(signed_in(), token=token(signed_in().get("/accounts/signup/")), answer="ZZZZZ")
    page = signed_in().get("/accounts/signup/")
    answer = register(signed_in(), token=token(page), answer=drawn[-1])
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert LIMITS[limit].sentence in answer.content.decode() and 'value="小桥流水"' in answer.content.decode()
    assert register(signed_in(), altcha=solved(answer)).status_code == 302


@pytest.mark.parametrize("fields", [{"answer": "ZZZZZ"}, {"answer": ""}])
def test_a_wrong_answer_keeps_what_was_typed_and_draws_anew(signed_in, drawn, fields):
    client = signed_in()
    first = token(client.get("/accounts/signup/"))
    page = register(client, token=first, **fields)
    html = page.content.decode()
    assert WRONG in html and 'value="小桥流水"' in html and 'value="q@example.com"' in html
    assert token(page) != first and PASSWORD not in html and not Reader.objects.exists()
    assert register(client, token=token(page), answer=drawn[-1]).status_code == 302


def test_a_token_is_good_once(signed_in, drawn):
    page = signed_in().get("/accounts/signup/")
    fields = {"token": token(page), "answer": drawn[-1]}
    assert register(signed_in(), "甲乙丙", **fields).status_code == 302
    assert EXPIRED in register(signed_in(), "丁戊己", **fields).content.decode()


def test_a_wrong_try_uses_the_token_up(signed_in, drawn):
    page = signed_in().get("/accounts/signup/")
    answer = drawn[-1]
    register(signed_in(), token=token(page), answer="ZZZZZ")
    assert EXPIRED in register(signed_in(), token=token(page), answer=answer).content.decode()


def test_an_old_token_has_expired(signed_in, drawn, monkeypatch):
    page = signed_in().get("/accounts/signup/")
    monkeypatch.setattr(challenge, "GOOD_FOR", -1)
    assert EXPIRED in register(signed_in(), token=token(page), answer=drawn[-1]).content.decode()


@pytest.mark.parametrize("fields", [{}, {"token": ""}, {"token": "\x00"}, {"token": "x" * 9999}, {"answer": "a\x00"}])
def test_nothing_or_nonsense_is_asked_again(signed_in, fields):
    page = register(signed_in(), **fields)
    assert WANTED in page.content.decode() and token(page)


@pytest.mark.parametrize("forged", ["x", "a:b:c", signing.dumps(["n", "h"], salt="other")], ids=["x", "parts", "salt"])
def test_a_forged_token_is_no_token(signed_in, forged):
    assert EXPIRED in register(signed_in(), token=forged, answer="ABCDE").content.decode()


def test_other_faults_leave_the_token_unused_and_draw_anew(signed_in, drawn):
    client = signed_in()
    page = client.get("/accounts/signup/")
    fields = {"token": token(page), "answer": drawn[-1]}
    again = register(client, "管理员", **fields)
    assert token(again) != token(page)
    assert register(client, **fields).status_code == 302


def test_the_answer_is_not_in_the_page(signed_in, drawn):
    html = signed_in().get("/accounts/signup/").content.decode()
    inside = signing.loads(token(signed_in().get("/accounts/signup/")), salt=challenge.SALT)
    assert drawn[-1] not in str(inside) and f'"{drawn[-2]}"' not in html


def test_calm_doors_ask_for_nothing(signed_in, settings):
    settings.REGISTRATION_CHALLENGE = "auto"
    client = signed_in()
    assert "challenge" not in client.get("/accounts/signup/").content.decode()
    assert register(client).status_code == 302


def test_a_storm_brings_the_challenge_and_it_goes_with_the_storm(signed_in, settings, monkeypatch):
    settings.REGISTRATION_CHALLENGE = "auto"
    monkeypatch.setattr(challenge, "CALM", 3)
    for number in range(5):
        answer = register(signed_in(), f"来客第{'甲乙丙丁戊'[number]}", email="")
    assert answer.status_code == 200 and WANTED in answer.content.decode() and Reader.objects.count() == 4
    later = challenge.time.time() + 11 * 60
    monkeypatch.setattr(challenge.time, "time", lambda: later)
    assert "challenge" not in signed_in().get("/accounts/signup/").content.decode()


def test_never_means_never(signed_in, settings):
    settings.REGISTRATION_CHALLENGE = "never"
    for _ in range(40):
        challenge.count()
    assert register(signed_in()).status_code == 302


def test_pictures_hold_no_letters_that_look_alike():
    assert not set("0OQ1ILS5Z2B8G") & set(challenge.LETTERS)
    assert all(len(challenge.fresh().picture_text) == challenge.LENGTH for _ in range(20))


def test_a_form_that_was_not_sent_refuses():
    assert Challenge({}).refusal() == WANTED
