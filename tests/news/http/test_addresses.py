"""Addresses with one argument are those that `reverse` gives."""

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.readers.names import RAW_LONGEST
from news.http.addresses import address_of

NUMBERED = ["article", "conversation", "source", "poll"]


def tried(make, view, name):
    """The address that `make` gives, or the class of its refusal."""
    try:
        return make(view, name)
    except NoReverseMatch:
        return NoReverseMatch


def reversed_with(view, name):
    return reverse(view, args=[name])


@settings(deadline=None)
@given(st.sampled_from(NUMBERED), st.integers(0, 10**18 - 1))
def test_numbers(view, number):
    assert address_of(view, number) == reverse(view, args=[number])


@settings(deadline=None)
@given(st.sampled_from(["reader", "activity"]), st.text(st.characters(exclude_categories=["Cs"]), max_size=RAW_LONGEST))
def test_names(view, name):
    assert tried(address_of, view, name) == tried(reversed_with, view, name)


@pytest.mark.parametrize("name", ["扶风", "a b", "100%", "a?b#c", "é~:@!$&'()*+,;=", ".", "..", "a%2Fb", "糖/桔"])
def test_names_with_signs_of_addresses(name):
    assert tried(address_of, "reader", name) == tried(reversed_with, "reader", name)


def test_what_is_not_saved_yet_has_no_address():
    with pytest.raises(NoReverseMatch):
        address_of("article", None)


@pytest.mark.parametrize("slug", ["politics", "a-b_c9"])
def test_slugs(slug):
    assert address_of("channel", slug) == reverse("channel", args=[slug])
    assert address_of("region", slug) == reverse("region", args=[slug])
