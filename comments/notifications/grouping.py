"""Notices as they are read: groups of events, each with what a sentence about it needs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from comments.notifications.models import Notice

# Where what is no comment's leads, by its kind.
OWN_PAGES = {
    "level": "points",
    "title": "title",
    "piece": "submissions",
    "report": "my_reports",
    "error": "my_errors",
}


@dataclass
class NoticeGroup:
    """One notice: the newest of its events, how many there are, by how many people."""

    last: Notice
    events: int
    people: int

    @property
    def kind(self) -> str:
        return self.last.kind

    @property
    def sentence_template(self) -> str:
        """The template of this notice's sentence, for pages and (with `in_mail`) for mails."""
        return f"comments/notifications/sentences/{self.kind}.txt"

    @property
    def address(self) -> str:
        """Where a press on the notice leads."""
        if self.kind in OWN_PAGES:
            return reverse(OWN_PAGES[self.kind])
        if self.kind == Notice.Kind.RULING and (self.last.comment is None or not self.last.comment.is_shown):
            return reverse("my_rulings")
        comment = self.last.comment
        assert comment is not None  # all others are of one
        if self.kind == Notice.Kind.STORY and self.events > 1:
            return f"{comment.article.get_absolute_url()}#comments"
        return f"{comment.get_absolute_url()}#comment-{comment.pk}"

    @property
    def is_unseen(self) -> bool:
        return self.last.seen_at is None


def group_notices(groups: list[dict[str, Any]]) -> list[NoticeGroup]:
    """The notices of some of `Notice.objects.grouped(reader)`, in the same order."""
    last = Notice.objects.for_rendering().in_bulk(group["last"] for group in groups)
    # One that is taken back between the two looks is left out.
    return [
        NoticeGroup(last[group["last"]], group["events"], group["people"]) for group in groups if group["last"] in last
    ]


def group_events(events: list[Notice]) -> list[NoticeGroup]:
    """The same of events in hand, in order of their subjects' newest."""
    by_subject = sorted(events, key=lambda event: (event.subject, event.pk))
    groups = [list(group) for _, group in groupby(by_subject, key=lambda event: event.subject)]
    groups.sort(key=lambda group: -group[-1].pk)
    return [NoticeGroup(group[-1], len(group), len({event.actor_id for event in group})) for group in groups]
