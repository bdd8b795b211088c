"""A cache in memory with a bound in bytes: what was used longest ago goes first. Without Django."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class LruCache(Generic[Value]):
    """Values by key; their sizes, as `size_of` (bytes of one value) tells them, never add up to more than `most`."""

    def __init__(self, most: int, size_of: Callable[[Value], int]) -> None:
        self.most, self.size_of, self.size = most, size_of, 0
        self.values: OrderedDict[Hashable, Value] = OrderedDict()
        self.lock = Lock()

    def get_or_make(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value kept under `key`, else what `make()` gives, kept for the next who asks."""
        value = self.get(key)
        if value is None:
            value = make()
            self.store(key, value)
        return value

    def get(self, key: Hashable) -> Value | None:
        """The value kept under `key`, or None."""
        with self.lock:
            if key in self.values:
                self.values.move_to_end(key)
                return self.values[key]
        return None

    def store(self, key: Hashable, value: Value) -> None:
        with self.lock:
            if key in self.values:
                self.size -= self.size_of(self.values[key])
            self.values[key] = value
            self.size += self.size_of(value)
            while self.size > self.most and self.values:
                self.size -= self.size_of(self.values.popitem(last=False)[1])

    def pop(self, key: Hashable) -> None:
        """Forget what is kept under `key`, if anything is."""
        with self.lock:
            if key in self.values:
                self.size -= self.size_of(self.values.pop(key))

    def clear(self) -> None:
        with self.lock:
            self.values.clear()
            self.size = 0
