"""Finished pages in other scripts, kept for as long as their bytes are asked for again. Functions without Django."""

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

SMALLEST = 2048  # shorter ones are quicker made than looked up


class Pages:
    """Converted HTML by what it was made from, the longest unused going first; never more than `most` bytes."""

    def __init__(self, most):
        self.most, self.size, self.pages, self.lock = most, 0, OrderedDict(), Lock()

    def get(self, html, slug, table, make):
        """What `make(html, slug, table)` gives; kept for the next who asks for the same."""
        if len(html) < SMALLEST:
            return make(html, slug, table)
        key = blake2b(f"{slug}{table}{html}".encode(), digest_size=16).digest()
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
                return self.pages[key]
        made = make(html, slug, table)
        self.keep(key, made)
        return made

    def keep(self, key, made):
        with self.lock:
            if key not in self.pages:
                self.size += len(made) * 3  # most of it Chinese
            self.pages[key] = made
            while self.size > self.most and self.pages:
                self.size -= len(self.pages.popitem(last=False)[1]) * 3

    def clear(self):
        with self.lock:
            self.pages.clear()
            self.size = 0
