"""What is remembered of small tables and of what stands on every page."""

from news.changes.cached_tables import CachedValue, clear_tables


def test_it_is_read_once_until_something_changed():
    found = []
    value = CachedValue(lambda: found.append(1) or len(found))
    assert [value.cached(), value.cached()] == [1, 1]
    value.changed()
    assert [value.cached(), value.cached()] == [2, 2]
    clear_tables()
    assert value.cached() == 3


def test_it_is_read_again_after_a_few_seconds(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("news.changes.cached_tables.SECONDS", 5)
    monkeypatch.setattr("news.changes.cached_tables.monotonic", lambda: clock[0])
    found = []
    value = CachedValue(lambda: found.append(1) or len(found))
    assert value.cached() == 1
    clock[0] += 4.9
    assert value.cached() == 1
    clock[0] += 0.1
    assert value.cached() == 2


def test_what_was_being_read_while_something_changed_is_not_remembered():
    said = ["before"]

    def read():
        was = said[0]
        if was == "before":  # somebody else saves, and the site version moves, before this reader is done
            said[0] = "after"
            value.changed()
        return was

    value = CachedValue(read)
    assert value.cached() == "before"
    assert value.cached() == "after"
