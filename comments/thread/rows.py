"""One comment's row, drawn once for as long as nothing on it changes: pages, answers and events take it from here."""

from django.template.loader import render_to_string
from django.utils import timezone

from comments.reputation.ranks import Rank
from news.caching.lru import Shelf
from news.text.markup import trusted

MOST_BYTES = 24 * 1024 * 1024
TEMPLATE = "comments/_comment.html"


class Rows(Shelf):
    """Drawn rows by all that stands on them."""

    def get(self, comment):
        """The HTML of `comment`, which comes with its author, its parent's author and its mentions (`drawn()`)."""
        return self.once(seen_on(comment), lambda: trusted(render_to_string(TEMPLATE, {"comment": comment})))


def seen_on(comment):
    """All that a row shows, as a key: whatever is drawn in `_comment.html` must be named here, and the day on which it
    is drawn, for moments of today are written by their hour alone."""
    parent = comment.parent
    return (
        comment.pk, comment.revision, comment.state, comment.lifted, comment.shown_at, comment.edited_at, comment.floor,
        comment.flowers, comment.eggs, comment.reply_count, hash(comment.text), who(comment.author), Rank.mark(),
        timezone.localdate(),
        parent and (parent.pk, parent.revision, parent.state, hash(parent.text), who(parent.author)),
        tuple((mention.typed, mention.reader.name) for mention in comment.mentions.all()),
    )  # fmt: skip


def who(reader):
    badge = (reader.level, reader.title, reader.sign, reader.verified)
    return (reader.pk, reader.revision, reader.name, reader.erased_at, *badge)


ROWS = Rows(MOST_BYTES)
