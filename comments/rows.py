"""One comment's row, drawn once for as long as nothing on it changes: pages, answers and events take it from here."""

from collections import OrderedDict
from threading import Lock

from django.template.loader import render_to_string

from comments.models import Rank
from news.markup import trusted

MOST_BYTES = 24 * 1024 * 1024


class Rows:
    """Drawn rows by all that stands on them, the longest unused going first."""

    def __init__(self, most=MOST_BYTES):
        self.most, self.size, self.rows, self.lock = most, 0, OrderedDict(), Lock()

    def get(self, comment):
        """The HTML of `comment`, which comes with its author, its parent's author and its mentions (`drawn()`)."""
        key = seen_on(comment)
        with self.lock:
            if key in self.rows:
                self.rows.move_to_end(key)
                return self.rows[key]
        html = trusted(render_to_string("comments/_comment.html", {"comment": comment}))
        with self.lock:
            self.size += 0 if key in self.rows else cost(html)
            self.rows[key] = html
            while self.size > self.most:
                self.size -= cost(self.rows.popitem(last=False)[1])
        return html

    def clear(self):
        with self.lock:
            self.rows.clear()
            self.size = 0


def cost(html):
    return len(html) * 2 + 1000


def seen_on(comment):
    """All that a row shows, as a key: whatever is drawn in `_comment.html` must be named here."""
    parent = comment.parent
    return (
        comment.pk, comment.revision, comment.state, comment.lifted, comment.shown_at, comment.edited_at, comment.floor,
        comment.flowers, comment.eggs, comment.reply_count, hash(comment.text), who(comment.author), Rank.mark(),
        parent and (parent.pk, parent.revision, parent.state, hash(parent.text), who(parent.author)),
        tuple((mention.typed, mention.reader.name) for mention in comment.mentions.all()),
    )  # fmt: skip


def who(reader):
    badge = (reader.level, reader.title, reader.sign, reader.verified)
    return (reader.pk, reader.revision, reader.name, reader.erased_at, *badge)


ROWS = Rows()
