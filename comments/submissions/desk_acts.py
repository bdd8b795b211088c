"""What editors and moderators do with a 投稿: accept it as sent or edited, refuse it, withdraw it, bring it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from comments.readers.models import Reader
from comments.reputation.models import LedgerEntry

if TYPE_CHECKING:
    from news.channels.models import Channel


@dataclass(frozen=True)
class Story:
    """What is published of a 投稿: a title, a body as article HTML, the editor's pen name."""

    title: str
    body: str
    editor: str = ""


class DeskActs:
    """The acts as methods of a 投稿; each is False where it was answered already."""

    if TYPE_CHECKING:  # what a submission has besides
        State: Any
        reader_id: int
        locked: Any

    @transaction.atomic
    def accept(
        self, moderator: Reader, channel: Channel | None, answer: str = "", story: Story | None = None, editor: str = ""
    ) -> bool:
        """Make a story of it, once, its sender credited; of `story` where an editor has changed what was sent.

        `editor`: the pen name, where `story` names none; else the moderator's own.
        """
        people = Reader.objects.locked(self.reader_id)
        row = self.locked()
        if row.state != self.State.SENT or moderator.pk == row.reader_id:  # nobody decides on their own
            return False
        row.moderator, row.answer, row.adapted = moderator, answer, story is not None
        row.publish(channel, story or Story(row.title, row.body, editor or moderator.editor_name))
        if row.board is None:
            LedgerEntry.write(people[self.reader_id], LedgerEntry.Reason.PIECE)
        row.tell(f"《{row.title}》{said_of(story, row.title)}。{answer}")
        return True

    @transaction.atomic
    def refuse(self, moderator: Reader, answer: str) -> bool:
        row = self.locked()
        if row.state != self.State.SENT or moderator.pk == row.reader_id:
            return False
        row.state, row.moderator, row.answer, row.answered_at = self.State.REFUSED, moderator, answer, timezone.now()
        row.save()
        row.tell(f"《{row.title}》没有采用：{answer}")
        return True

    @transaction.atomic
    def withdraw(self, moderator: Reader | None = None, answer: str = "") -> bool:
        """Withdraw the story from its section: by its author, or by a moderator with a reason."""
        row = self.locked()
        if row.state != self.State.ACCEPTED or row.article_id is None:
            return False
        row.state, row.moderator, row.answer, row.answered_at = self.State.WITHDRAWN, moderator, answer, timezone.now()
        row.save()
        row.stand(published_at=None)
        if moderator:
            row.tell(f"《{row.title}》已被撤下：{answer}")
        return True

    @transaction.atomic
    def bring_back(self, moderator: Reader) -> bool:
        """Put a story back into its section at its old time."""
        row = self.locked()
        if row.state != self.State.WITHDRAWN or row.moderator is None:  # what its author took down is theirs
            return False
        row.state, row.answer = self.State.ACCEPTED, ""
        row.save()
        row.stand(published_at=row.stood_at)
        row.tell(f"《{row.title}》已恢复。")
        return True


def said_of(story: Story | None, title: str) -> str:
    """What its author is told of an accepted 投稿, which stands as sent or as `story` says."""
    if story is None:
        return "已采用"
    return "经编辑修改后采用" if story.title == title else f"经编辑修改后采用，题为《{story.title}》"
