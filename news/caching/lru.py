"""Drawn HTML, kept as long as it is asked for again: the shelf, and on it pages in other scripts. Without Django."""

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

SMALLEST = 2048  # shorter ones are quicker made than looked up
PER_LETTER = 3  # bytes: most of it Chinese


class Shelf:
    """HTML by key, the longest unused going first; never more than `most` bytes."""

    def __init__(self, most):
        self.most, self.size, self.pages, self.lock = most, 0, OrderedDict(), Lock()

    def once(self, key, make):
        """What `make()` gives; kept for the next who asks by the same key."""
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
                return self.pages[key]
        made = make()
        self.keep(key, made)
        return made

    def keep(self, key, made):
        with self.lock:
            if key not in self.pages:
                self.size += len(made) * PER_LETTER
            self.pages[key] = made
            while self.size > self.most and self.pages:
                self.size -= len(self.pages.popitem(last=False)[1]) * PER_LETTER

    def clear(self):
        with self.lock:
            self.pages.clear()
            self.size = 0


class Pages(Shelf):
    """Converted HTML by what it was made from."""

    def get(self, html, slug, table, make):
        """What `make(html, slug, table)` gives; kept for the next who asks for the same."""
        if len(html) < SMALLEST:
            return make(html, slug, table)
        key = blake2b(f"{slug}{table}{html}".encode(), digest_size=16).digest()
        return self.once(key, lambda: make(html, slug, table))
