"""The desk in Django admin: the floor and its people."""

from comments.desk import floor, people, requests

__all__ = ["floor", "people", "requests"]
