"""One decision of a moderator in the queue: on one comment or several, with a ban or without, undone as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from comments.bans.models import DAYS, Ban
from comments.exceptions import Conflict, Forbidden, Refused
from comments.moderation.queues import moderated_by
from comments.reasons import Reason
from comments.rulings.acts import ACTS
from comments.rulings.models import Ruling
from comments.sections.models import is_limited
from comments.states import STANDING_STATES, CommentState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comments.readers.models import Reader
    from comments.thread.models import Comment

PURGE = "purge"  # hides everything that the author wrote within a day
PURGED = timedelta(hours=24)
PURGED_MOST = 500
DECISIONS = (*ACTS, "approve", PURGE)


def parse_act(pressed: str) -> tuple[str, int | None]:
    """(one of DECISIONS, days of a ban or None) of a button such as "hide" or "hide:7"; Refused if it is none."""
    act, _, days = pressed.partition(":")
    if act not in DECISIONS or days not in ("", *map(str, DAYS)):
        raise Refused("没有这种处理。")
    return act, int(days) if days else None


@dataclass
class Decided:
    """What became of a decision: the rulings it made, by the comment; `batch`, by which it is undone; and sentences."""

    batch: str
    rulings: dict[int, Ruling] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def decide(
    comments: Iterable[Comment],
    moderator: Reader,
    act: str,
    reason: str,
    note: str = "",
    days: int | None = None,
    seen: int | None = None,
) -> Decided:
    """Rule on `comments` and, with `days` (0: without an end), silence their authors; what is refused is said of each.

    `act`: one of DECISIONS; "approve" shows what waits, is folded up or hidden, and lets stand what is shown.
    """
    decided = Decided(uuid4().hex)
    rows = chosen = list(comments)
    if act == PURGE:
        rows, act = everything_of(chosen, moderator), "hide"
    for comment in rows:
        try:
            with transaction.atomic():
                known = seen if comment in chosen else None  # of the others the moderator has seen nothing
                ruling = Ruling.make(comment, moderator, act_for(comment, act), reason, note, known, decided.batch)
            if ruling is None:
                decided.problems[comment.pk] = "没有变化：已由作者删除，或已经是这样。"
            else:
                decided.rulings[comment.pk] = ruling
        except Refused as error:
            decided.problems[comment.pk] = str(error)
    if days is not None and decided.rulings:
        silence_authors(decided, chosen, moderator, days, reason, note)
    return decided


def act_for(comment: Comment, act: str) -> str:
    if act != "approve":
        return act
    return Ruling.Act.KEEP if comment.state == CommentState.VISIBLE else Ruling.Act.RESTORE


def everything_of(comments: list[Comment], moderator: Reader) -> list[Comment]:
    """All that the authors of `comments` wrote within a day, that stands, and that is this moderator's to rule on."""
    authors = {comment.author_id for comment in comments}
    recent = moderated_by(moderator).filter(
        author__in=authors, state__in=STANDING_STATES, created_at__gt=timezone.now() - PURGED
    )
    found = {comment.pk: comment for comment in [*comments, *recent.order_by("article_id", "pk")[:PURGED_MOST]]}
    return sorted(found.values(), key=lambda comment: (comment.article_id, comment.pk))


def silence_authors(
    decided: Decided, chosen: list[Comment], moderator: Reader, days: int, reason: str, note: str
) -> None:
    """Silence each author once, in each place; a ban that is refused is said, the comments stay hidden."""
    authors = {ruling.person_id: ruling.person for ruling in decided.rulings.values()}
    for author, place in places_of_bans(authors.values(), chosen, moderator):
        try:
            ban = Ban.impose(author, moderator, days, reason, note, batch=decided.batch, **place)
            decided.said.append(f"{author.name} {ban.place}已禁言{f' {days} 天' if days else '，无期限'}。")
        except Refused as error:
            decided.said.append(str(error))


def places_of_bans(
    authors: Iterable[Any], chosen: list[Comment], moderator: Reader
) -> list[tuple[Any, dict[str, Any]]]:
    """[(author, place)] of the bans to impose: on the whole site, or, by a 版块版主, in the sections of the cases."""
    if not is_limited(moderator):
        return [(author, {}) for author in authors]
    return [
        (author, {"channel": channel})
        for author in authors
        for channel in sorted({case.article.channel for case in chosen if case.author_id == author.pk}, key=str)
    ]


def undo(batch: str, moderator: Reader) -> tuple[int, list[str]]:
    """Take back everything that one decision did; return how many rulings were undone, and why others were not.

    Forbidden for a 版块版主 where any of it is about something outside their sections.
    """
    done, problems = 0, []
    rulings = Ruling.objects.filter(batch=batch).exclude(act=Ruling.Act.UNDO).select_related("comment")
    if rulings.count() != rulings.moderated_by(moderator).count():
        raise Forbidden("这次处理不全在您的版块里，请由其他版主撤销。")
    for ruling in rulings.order_by("-pk"):
        try:
            undone = ruling.undo(moderator) if ruling.comment_id else lift_ban(ruling, moderator)
            done += undone is not None
        except Refused as error:
            problems.append(str(error))
    if not done and not problems:
        raise Conflict("没有可以撤销的处理。")
    return done, problems


def lift_ban(ruling: Ruling, moderator: Reader) -> Ruling | None:
    ban = Ban.objects.filter(ruling=ruling).first()
    return ban.lift(moderator, Reason.MISTAKE) if ban else None
