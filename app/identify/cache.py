"""A bounded memory of answers: the least recently asked goes first. Safe between threads."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """At most `size` answers; where `weigh` says how heavy each is, answers of that weight in all."""

    def __init__(self, size: int, weigh: Callable[[Key, Value], int] = lambda *_: 1) -> None:
        self._size, self._weigh = size, weigh
        self._kept: dict[Key, Value] = {}
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The answer kept for a question, or None."""
        with self._lock:
            value = self._kept.pop(key, None)
            if value is not None:
                self._kept[key] = value  # a dict keeps the order of insertion: now the last to go
            return value

    def put(self, key: Key, value: Value) -> None:
        """Keep an answer, in place of an older one."""
        with self._lock:
            self._drop(key)
            self._kept[key] = value
            self._weight += self._weigh(key, value)
            while self._weight > self._size:
                self._drop(next(iter(self._kept)))

    def forget(self, key: Key) -> None:
        """Drop an answer that no longer holds."""
        with self._lock:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        value = self._kept.pop(key, None)
        if value is not None:
            self._weight -= self._weigh(key, value)

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)
