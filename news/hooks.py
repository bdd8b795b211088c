"""Where a lower package tells an upper one: named hooks, and the functions that are registered for them.

Apps register in their `ready`. Functions of one hook are called in the order in which they were registered, in the
caller's thread and transaction; what one raises reaches the caller.

| hook | called with | what a function returns |
|---|---|---|
| `article_changed` | the article, locked, in the transaction of the change | nothing |
| `changes_recorded` | an article and the set of kinds of its new changes, in their transaction | nothing |
| `changes_committed` | the pk of an article, after the commit | nothing |
| `next_due` | a moment | when, after it, the clock alone changes what readers see; or None |
| `ranking_builders` | nothing | {name of a ranking: function of a moment that returns its rows} |
| `article_authors` | the pks of articles | {pk of an article: (pk, name) of the reader it is from} |
| `comment_appeared` | a comment, in the transaction in which it is made and shown | nothing |
| `comment_changed` | a comment, in the transaction of the change | nothing |
| `comment_followed` | a comment that has appeared and whose author or story somebody follows | nothing |
| `badge_changed` | a reader whose name or badge looks different now | nothing |
| `name_changed` | a reader who has taken a name, or has none any more, in the transaction of the change | nothing |
| `level_changed` | a `LevelChange` that was just written | nothing |
| `photo_removed` | a `StoredPicture` that a story's photo names no more, in the transaction of the change | nothing |
| `ranks_changed` | nothing; an editor has changed the ranks | nothing |
| `claim_answered` | a claim, and whether it was granted | nothing |
| `ruling_made` | a ruling on a comment, which is locked and saved only afterwards | nothing |
| `recent_comments` | how many | the texts of the newest comments, as typed |
| `signed_in` | the request and the reader | nothing |
"""

from collections.abc import Callable
from typing import Any

HOOKS = (
    "article_changed",
    "changes_recorded",
    "changes_committed",
    "next_due",
    "ranking_builders",
    "article_authors",
    "comment_appeared",
    "comment_changed",
    "comment_followed",
    "badge_changed",
    "name_changed",
    "level_changed",
    "photo_removed",
    "ranks_changed",
    "claim_answered",
    "ruling_made",
    "recent_comments",
    "signed_in",
)
_registered: dict[str, list[Callable]] = {name: [] for name in HOOKS}


def register(name: str, function: Callable) -> None:
    """Have `function` called for the hook `name`; KeyError if there is no such hook."""
    _registered[name].append(function)


def unregister(name: str, function: Callable) -> None:
    """Have `function` called no more; nothing happens if it was not registered."""
    if function in _registered[name]:
        _registered[name].remove(function)


def call(name: str, *args: Any) -> list:
    """Call every function of the hook `name` and return what each returned."""
    return [function(*args) for function in tuple(_registered[name])]
