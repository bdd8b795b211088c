"""Tokens for forms that are made ahead of Django are those that Django takes."""

from collections import Counter

import pytest
from django.http import HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CsrfViewMiddleware, get_token
from django.test import RequestFactory

from news.http.form_tokens import FAIR, make_mask, make_token, token_for

SECRETS = ["a" * 32, "9" * 32, "Zz09" * 8, CSRF_ALLOWED_CHARS[-CSRF_SECRET_LENGTH:], CSRF_ALLOWED_CHARS[:32]]


@pytest.fixture(autouse=True)
def plain_refusals(settings):
    """Our own page of refusal wants to know where a form came from."""
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"


def is_taken(secret, token):
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": token}, SERVER_NAME="127.0.0.1")
    request.COOKIES["csrftoken"] = secret
    middleware = CsrfViewMiddleware(lambda request: HttpResponse())
    middleware.process_request(request)
    return middleware.process_view(request, lambda request: None, (), {}) is None


def test_django_takes_every_token():
    for secret in SECRETS:
        for _ in range(50):
            assert is_taken(secret, make_token(secret))
        request = RequestFactory().get("/")
        request.META["CSRF_COOKIE"] = secret
        assert is_taken(secret, get_token(request)) and len(get_token(request)) == len(make_token(secret))


@pytest.mark.parametrize("cookie", ["", SECRETS[2], "no secret"])
def test_a_request_gets_what_django_would_give_it(cookie):
    """The same flags, by which Django renews the cookie, and a secret where there was none."""
    ours, theirs = (RequestFactory().get("/") for _ in range(2))
    for request in (ours, theirs):
        request.COOKIES = {"csrftoken": cookie} if cookie else {}
        CsrfViewMiddleware(lambda request: HttpResponse()).process_request(request)
    tokens = token_for(ours), get_token(theirs)
    assert {name for name in ours.META if "CSRF" in name} == {name for name in theirs.META if "CSRF" in name}
    assert is_taken(ours.META["CSRF_COOKIE"], tokens[0]) and is_taken(theirs.META["CSRF_COOKIE"], tokens[1])
    assert (ours.META["CSRF_COOKIE"] == cookie) is (theirs.META["CSRF_COOKIE"] == cookie)


def test_it_takes_none_of_another_secret():
    one, other = SECRETS[2:4]
    assert not is_taken(one, make_token(other)) and not is_taken(one, one[::-1] + one)


def test_no_two_are_alike():
    made = [make_token(SECRETS[0]) for _ in range(2000)]
    assert len({token[:32] for token in made}) == len({token[32:] for token in made}) == 2000


def test_every_letter_is_as_likely_as_any_other():
    """Of 64,000 letters each comes about 1,032 times (σ 32); six σ are left to chance."""
    assert FAIR == 248
    seen = Counter(number for _ in range(2000) for number in make_mask())
    assert len(seen) == len(CSRF_ALLOWED_CHARS) and all(abs(count - 64_000 / 62) < 6 * 32 for count in seen.values())
