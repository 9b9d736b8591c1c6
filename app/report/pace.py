"""Keeps a loop of errors from wearing the disk: the same is said a few times and then counted; all of it has a pace.

Two token buckets (as in RFC 2697): one for each thing that is said, one for everything together. Pure.
"""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

SAME_AT_ONCE, SAME_SECONDS = 5, 60.0
"""So often the same is written at once, and then once in so many seconds."""

ALL_AT_ONCE, ALL_SECONDS = 500, 1.0
"""So much of everything, and then one line in so many seconds: 30 MB a day at the very worst."""

_MOST_KEYS = 256

Key = tuple[object, ...]


class _Bucket:
    """Full at first; a token more in so many seconds. `left_out` counts what found it empty."""

    def __init__(self, size: float, seconds: float, now: float) -> None:
        self.size = self.level = size
        self.seconds, self.at, self.left_out = seconds, now, 0

    def take(self, now: float) -> bool:
        self.level = min(self.size, self.level + (now - self.at) / self.seconds)
        self.at = now
        if self.level < 1:
            self.left_out += 1
            return False
        self.level -= 1
        return True


class Repeats:
    """Says of each entry whether it is written. One thread at a time."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._all = _Bucket(ALL_AT_ONCE, ALL_SECONDS, clock())
        self._same: dict[Key, _Bucket] = {}

    def left_out_before(self, entry: Mapping[str, Any]) -> int | None:
        """How many like it were left out since the last that was written; None: this one is left out, too."""
        key, now = key_of(entry), self._clock()
        bucket = self._same.pop(key, None) or _Bucket(SAME_AT_ONCE, SAME_SECONDS, now)
        self._same[key] = bucket  # the last is the one that was spoken of last
        if len(self._same) > _MOST_KEYS:
            del self._same[next(iter(self._same))]
        if not bucket.take(now):
            return None
        if not self._all.take(now):
            bucket.left_out += 1
            return None
        before, bucket.left_out = bucket.left_out, 0
        return before

    def owed(self) -> tuple[tuple[Key, int], ...]:
        """What was left out and not yet told, by key; told now."""
        found = tuple((key, bucket.left_out) for key, bucket in self._same.items() if bucket.left_out)
        for bucket in self._same.values():
            bucket.left_out = 0
        return found


KEY = ("component", "event", "code", "tool", "state", "reason", "stage", "command")
"""The fields that make two entries the same."""


def key_of(entry: Mapping[str, Any]) -> Key:
    """What makes two entries the same."""
    return tuple(entry.get(name) for name in KEY)
