"""A cache in memory: made once, bounded in bytes, what was used longest ago goes first."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from news.caching.lru import LruCache


def test_a_value_is_made_once_and_given_again():
    cache, made = LruCache(100, len), []
    for _ in range(2):
        assert cache.get_or_make("a", lambda: made.append("a") or "value") == "value"
    assert made == ["a"]


def test_a_value_stored_anew_takes_the_place_of_the_old():
    cache = LruCache(100, len)
    cache.store("a", "x" * 40)
    cache.store("a", "y" * 50)
    assert (cache.size, cache.get_or_make("a", str)) == (50, "y" * 50)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9000), max_size=30), st.integers(0, 60_000))
def test_never_more_bytes_than_allowed_and_the_count_is_true(lengths, most):
    cache = LruCache(most, len)
    for number, length in enumerate(lengths):
        value = f"{number}".ljust(length)
        assert cache.get_or_make(number, lambda value=value: value) == value
        assert cache.size == sum(map(len, cache.values.values())) <= most


def test_what_was_asked_for_longest_ago_goes_first():
    cache, made = LruCache(9, len), []

    def ask(key):
        return cache.get_or_make(key, lambda: made.append(key) or "123")

    for key in ("one", "two", "three", "one", "four", "one", "two"):
        ask(key)
    assert made == ["one", "two", "three", "four", "two"]


def test_many_at_once_get_the_same_and_the_count_stays_true():
    cache = LruCache(20_000, len)
    keys = [n % 7 for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        values = list(threads.map(lambda key: cache.get_or_make(key, lambda: f"{key}" * 4000), keys))
    assert values == [f"{key}" * 4000 for key in keys]
    assert cache.size == sum(map(len, cache.values.values())) <= 20_000
    cache.clear()
    assert (cache.size, len(cache.values)) == (0, 0)
