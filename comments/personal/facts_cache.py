"""The facts about a reader, remembered for as long as their version is the same; see `comments.personal.sessions`."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from comments.personal.facts import add_comment_facts, ballots, personal_facts
from news.caching.lru import LruCache

if TYPE_CHECKING:
    from comments.personal.sessions import SignedIn
    from news.articles.models import Article

MOST_BYTES = 24 * 1024 * 1024
SECONDS = 60  # after which they are read anew, whatever the version says
STAFF_SECONDS = 5  # what waits for moderators, and what they may do, is no part of the version
COMMENTS_MOST = 2000  # about which one entry knows


@dataclass(frozen=True)
class KnownFacts:
    """`facts` of `personal_facts`, read at `read_at` (monotonic seconds), about the comments `asked`.

    A comment that is newer than `newest` (a pk) appeared after that: no vote on it, and none of the reader's own, can
    be older than the reader's version. `until`: {own comment: when it can no longer be edited, in seconds of `time`}.
    """

    facts: dict[str, Any]
    asked: frozenset[int]
    newest: int
    until: dict[int, float]
    ballots: dict[int, Any]
    polls: frozenset[int]
    read_at: float

    def missing(self, comments: Set[int]) -> set[int]:
        return {pk for pk in comments if pk <= self.newest and pk not in self.asked}

    def current(self) -> dict[str, Any]:
        """The facts as they are now: time goes on for what may still be edited."""
        now = time()
        own = {pk: max(0, int(until - now)) for pk, until in self.until.items()}
        return self.facts | {"own": own, "ballots": self.ballots}

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        numbers = len(self.asked) + len(self.facts["votes"]) + len(self.until)
        return 4000 + 100 * numbers + 5000 * len(self.facts["held"])


def fetch_facts(who: SignedIn, article: Article | None, comments: Set[int], polls: Set[int]) -> dict[str, Any]:
    """The facts of `personal_facts` for a page that shows these comments (pks), and `ballots` about these polls."""
    key = (who.reader.pk, who.version, article.pk if article else 0)
    known = FACTS.get(key)
    if known is None or is_too_old(known, who) or len(known.asked) > COMMENTS_MOST:
        known = read_facts(who, article, comments)
        FACTS.store(key, known)
    if (missing := known.missing(comments)) or not polls <= known.polls:
        known = read_more(known, who, missing, polls - known.polls)
        FACTS.store(key, known)
    return known.current()


def is_too_old(known: KnownFacts, who: SignedIn) -> bool:
    return monotonic() - known.read_at > (STAFF_SECONDS if who.reader.is_staff else SECONDS)


def read_facts(who: SignedIn, article: Article | None, comments: Set[int]) -> KnownFacts:
    facts = personal_facts(who.reader, article, set(comments))
    newest = facts.pop("newest")
    asked = frozenset(comments) | {comment.pk for comment in facts["held"]}
    return KnownFacts(facts, asked, newest, ends_of(facts.pop("own")), {}, frozenset(), monotonic())


def read_more(known: KnownFacts, who: SignedIn, comments: set[int], polls: Set[int]) -> KnownFacts:
    """The same with what there is about further comments and polls."""
    facts = known.facts | {"votes": {**known.facts["votes"]}, "reasons": {**known.facts["reasons"]}, "own": {}}
    add_comment_facts(facts, who.reader, comments)
    until = known.until | ends_of(facts.pop("own"))
    known_ballots = known.ballots | ballots(who.reader, set(polls))
    return replace(
        known,
        facts=facts,
        asked=known.asked | comments,
        until=until,
        ballots=known_ballots,
        polls=known.polls | frozenset(polls),
    )


def ends_of(own: dict[int, int]) -> dict[int, float]:
    """{comment: the moment until which it may be edited} of {comment: seconds left}; 0 for those of which none are."""
    now = time()
    return {pk: now + seconds if seconds else 0.0 for pk, seconds in own.items()}


FACTS: LruCache[KnownFacts] = LruCache(MOST_BYTES, lambda known: known.size)
