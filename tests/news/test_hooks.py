"""Hooks: a lower package calls, whoever registered is called, in order; no name is invented."""

import re
from pathlib import Path

import pytest

from news import hooks

ROOT = Path(__file__).resolve().parents[2]
# Heard of by the hub while somebody watches, and by Redis where there is one.
REGISTERED_WHILE_RUNNING = {"changes_committed"}


def test_functions_are_called_in_the_order_in_which_they_were_registered():
    heard = []
    functions = [lambda pk, n=n: heard.append((n, pk)) or n for n in range(3)]
    for function in functions:
        hooks.register("changes_committed", function)
    try:
        assert hooks.call("changes_committed", 7)[-3:] == [0, 1, 2]
        assert heard == [(0, 7), (1, 7), (2, 7)]
    finally:
        for function in functions:
            hooks.unregister("changes_committed", function)
    hooks.call("changes_committed", 8)
    assert (0, 8) not in heard


def test_a_hook_that_is_none_is_an_error():
    for use in (hooks.register, hooks.unregister, hooks.call):
        with pytest.raises(KeyError):
            use("no_such_hook", print)


def test_every_hook_is_called_somewhere_registered_somewhere_and_described():
    sources = [path.read_text("utf-8") for app in ("news", "comments") for path in (ROOT / app).rglob("*.py")]
    called = {name for source in sources for name in re.findall(r'hooks\.call\("(\w+)"', source)}
    assert called == set(hooks.HOOKS)
    assert {name for name in hooks.HOOKS if not hooks._registered[name]} <= REGISTERED_WHILE_RUNNING
    assert set(re.findall(r"^\| `(\w+)`", hooks.__doc__, re.MULTILINE)) == set(hooks.HOOKS)
