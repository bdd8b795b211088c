"""The desk in Django admin: the floor, its people, what they send in, polls."""

from comments.desk import floor, people, pieces, polls, requests

__all__ = ["floor", "people", "pieces", "polls", "requests"]
