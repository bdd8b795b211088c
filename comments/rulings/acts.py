"""What a moderator does to a comment: each act is a ruling, or None where it does not apply to the comment's state."""

from comments.readers.models import Reader
from comments.rulings.models import Ruling

# In the order of the buttons: on lists, on the page of a comment, in the queue.
ACTS = ["hide", "restore", "hold", "collapse", "keep"]


class RulingActs:
    """The acts as methods of the comment; Forbidden on the moderator's own. `seen`: see `Ruling.make`."""

    def hide(self, by: Reader, reason: str, note: str = "", seen: int | None = None) -> Ruling | None:
        """Take the comment away from everybody; its replies stay. A deleted one stays deleted."""
        return Ruling.make(self, by, Ruling.Act.HIDE, reason, note, seen)

    def restore(self, by: Reader, reason: str, note: str = "", seen: int | None = None) -> Ruling | None:
        """Bring back a hidden, held or collapsed comment; one that never stood there appears now."""
        return Ruling.make(self, by, Ruling.Act.RESTORE, reason, note, seen)

    def collapse(self, by: Reader, reason: str, note: str = "", seen: int | None = None) -> Ruling | None:
        """Fold the comment up, or confirm that it stays folded."""
        return Ruling.make(self, by, Ruling.Act.COLLAPSE, reason, note, seen)

    def hold(self, by: Reader, reason: str, note: str = "", seen: int | None = None) -> Ruling | None:
        """Take a shown comment back into the queue: only its author and moderators see it."""
        return Ruling.make(self, by, Ruling.Act.HOLD, reason, note, seen)

    def keep(self, by: Reader, reason: str, note: str = "", seen: int | None = None) -> Ruling | None:
        """Say that it broke no rule: it is shown as it is, and its eggs and reports no longer wait for a moderator."""
        return Ruling.make(self, by, Ruling.Act.KEEP, reason, note, seen)
