"""What a moderator does to a comment: each act is a ruling, or None where it does not apply to the comment's state."""

from comments.readers.models import Reader
from comments.rulings.models import Ruling


class RulingActs:
    """The acts as methods of the comment; Forbidden on the moderator's own."""

    def hide(self, by: Reader, reason: str, note: str = "") -> Ruling | None:
        """Take the comment away from everybody; its replies stay. A deleted one stays deleted."""
        return Ruling.make(self, by, Ruling.Act.HIDE, reason, note)

    def restore(self, by: Reader, reason: str, note: str = "") -> Ruling | None:
        """Bring back a hidden, held or collapsed comment; one that never stood there appears now."""
        return Ruling.make(self, by, Ruling.Act.RESTORE, reason, note)

    def collapse(self, by: Reader, reason: str, note: str = "") -> Ruling | None:
        """Fold the comment up, or confirm that it stays folded."""
        return Ruling.make(self, by, Ruling.Act.COLLAPSE, reason, note)

    def hold(self, by: Reader, reason: str, note: str = "") -> Ruling | None:
        """Take a shown comment back into the queue: only its author and moderators see it."""
        return Ruling.make(self, by, Ruling.Act.HOLD, reason, note)

    def keep(self, by: Reader, reason: str, note: str = "") -> Ruling | None:
        """Say that it broke no rule: it is shown as it is, and its eggs no longer wait for a moderator."""
        return Ruling.make(self, by, Ruling.Act.KEEP, reason, note)
