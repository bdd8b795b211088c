"""Demo stories as they lie in `stories/*.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "stories"
PICTURE = re.compile(r"^!\[([a-z0-9-]+)\|(.*)\]$", re.MULTILINE)
HEAD = re.compile(r"^(\d+)/(\d+)(?: \^(\d+))?(?: (collapsed|hidden|held))?$")


@dataclass
class StoryComment:
    """One comment: how many flowers and eggs it got, which earlier one (from 1) it answers, what became of it."""

    flowers: int
    eggs: int
    answers: int
    state: str
    text: str


@dataclass
class Story:
    key: str
    channel: str
    region: str
    title: str
    editor: str
    author: str
    hours_ago: float
    sources: list[dict[str, Any]]
    body: str
    pictures: list[tuple[str, str]]  # of (name of a file in pictures/, without .webp; caption)
    comments: list[StoryComment]  # oldest first


def stories() -> list[Story]:
    """Every demo story, in order of its file and place."""
    return [story(row) for path in sorted(FOLDER.glob("*.toml")) for row in rows(path)]


def rows(path: Path) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text("utf-8"))["article"]


def story(row: dict[str, Any]) -> Story:
    pictures = PICTURE.findall(row["body"])
    places = iter(range(1, len(pictures) + 1))
    body = PICTURE.sub(lambda _: f"[图{next(places)}]", row["body"])
    blocks = [block for block in re.split(r"\n\s*\n", row.get("comments", "").strip()) if block.strip()]
    return Story(
        row["key"],
        row["channel"],
        row.get("region", ""),
        row["title"],
        row.get("editor", ""),
        row.get("author", ""),
        float(row["hours_ago"]),
        row.get("sources", []),
        body,
        pictures,
        [parse_comment(block) for block in blocks],
    )


def parse_comment(block: str) -> StoryComment:
    head, _, text = block.partition("\n")
    match = HEAD.match(head.strip())
    assert match is not None, head
    flowers, eggs, answers, state = match.groups()
    return StoryComment(int(flowers), int(eggs), int(answers or 0), state or "visible", text.strip())
