"""The phases through which every post and every edit passes, in their first order, and what they find together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comments.pipeline.checks import (
    WHY_LONGEST,
    Action,
    Outcome,
    check_ban,
    check_closed,
    check_copies,
    check_first,
    check_heat,
    check_length,
    check_links,
    check_origin,
    check_rate,
    check_refusals,
    check_repeat,
    check_slow,
    check_story,
    check_words,
)

if TYPE_CHECKING:
    from comments.pipeline.facts import Facts, Post

HELD = "这条评论要先由版主看过。"


@dataclass(frozen=True)
class Phase:
    """A phase: its code and its name in the admin, what it does, and to whom.

    `fixed`: always on and always first. `edits`, `staff`: whether edits and members of the staff pass it.
    `threshold`: what its number means, "" if it has none. `note`: what the author of a held comment is told.
    """

    code: str
    label: str
    check: Callable[[Post, Facts], Outcome | None]
    fixed: bool = False
    edits: bool = True
    staff: bool = False
    threshold: str = ""
    note: str = HELD


PHASES = {
    phase.code: phase
    for phase in (
        Phase("repeat", "重复的话", check_repeat, fixed=True, edits=False, staff=True),
        Phase("rate", "发言频率", check_rate, fixed=True, edits=False, staff=True),
        Phase("closed", "关闭的评论", check_closed, staff=True),
        Phase("slow", "慢速与等级", check_slow, edits=False),
        Phase("length", "字数", check_length, threshold="最少几个字"),
        Phase(
            "links",
            "新账号的链接",
            check_links,
            threshold="最多几个链接",
            note="新账号发的链接要先由版主看过。",
        ),
        Phase("words", "敏感词", check_words, note="评论里有需要确认的词，要先由版主看过。"),
        Phase("ban", "禁言与先审", check_ban, staff=True),
        Phase("origin", "受限的网络和设备", check_origin),
        Phase(
            "first",
            "新网友的前几条",
            check_first,
            threshold="前几条",
            note="新网友的前几条评论要先由版主看过。",
        ),
        Phase("story", "先审后发的新闻", check_story, note="这条新闻的评论先审后发。"),
        Phase(
            "copies",
            "多个账号同一段话",
            check_copies,
            threshold="几个账号",
            note="有几个账号发了几乎一样的话，要先由版主看过。",
        ),
        Phase(
            "refusals",
            "屡次被拒",
            check_refusals,
            threshold="一天内几次",
            note="您最近有几条评论没有通过，这条要先由版主看过。",
        ),
        Phase("heat", "讨论升温", check_heat, edits=False),
    )
}


@dataclass
class Verdict:
    """What the pipeline makes of a post that was not refused: every hold and mark, with the code of its phase."""

    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)

    @property
    def held_by(self) -> str:
        """The code of the first phase that holds the post, or ""."""
        return next((code for code, outcome in self.outcomes if outcome.action == Action.HOLD), "")

    @property
    def why(self) -> str:
        """Everything that was found, as moderators are told; the holds first."""
        ordered = sorted(self.outcomes, key=lambda pair: pair[1].action != Action.HOLD)
        return "；".join(outcome.why for _, outcome in ordered)[:WHY_LONGEST]


def run_phases(post: Post, facts: Facts, phases: Iterable[Phase]) -> Verdict:
    """Let a post through `phases`, in order. Raises the error of the first that refuses it."""
    verdict = Verdict()
    for phase in phases:
        if post.is_edit and not phase.edits or facts.author.is_staff and not phase.staff:
            continue
        outcome = phase.check(post, facts)
        if outcome is None:
            continue
        if outcome.error:
            outcome.error.phase = phase.code
            raise outcome.error
        verdict.outcomes.append((phase.code, outcome))
    return verdict
