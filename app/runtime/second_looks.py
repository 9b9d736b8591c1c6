"""Second looks that wait for their turn. A storm of one program is one look, and does not push out what else waits."""

import math
import threading
from collections.abc import Callable
from time import monotonic

from app.policy.launch import Launch
from app.runtime.worker import Worker

MOST_ALIKE = 16
"""So many launches of one program are looked at together: what else it was started is of the same tool session."""

TOLD_SECONDS = 1.0
"""What cannot be looked at is told so seldom: a storm is one gap a second, not one for each of its programs."""

_Key = tuple[object, ...]


class SecondLooks:
    """`look` is called by the worker's thread. One thread at a time may offer."""

    def __init__(self, worker: Worker, look: Callable[[list[Launch]], None]) -> None:
        self._worker, self._look = worker, look
        self._waiting: dict[_Key, list[Launch]] = {}
        self._lock = threading.Lock()
        self._refused, self._tell_at = 0, 0.0

    def offer(self, launch: Launch) -> bool:
        """Have it looked at, if not too much waits already; whether it, or another start of the same, will be."""
        key = (launch.exe, launch.argv, launch.cwd, launch.uid, *launch.env.items())
        with self._lock:
            alike = self._waiting.setdefault(key, [])
            if len(alike) < MOST_ALIKE:
                alike.append(launch)
            if alike[0] is not launch:
                return True
        if self._worker.offer(self._take, key):
            return True
        with self._lock:
            del self._waiting[key]
        self._refused += 1
        return False

    def tell_in(self) -> float:
        """In how many seconds there is something for `refused` to say."""
        return max(0.0, self._tell_at - monotonic()) if self._refused else math.inf

    def refused(self) -> int:
        """How many were not taken and not told of yet; 0 within a second of when that was last told."""
        if self.tell_in() > 0:
            return 0
        told, self._refused = self._refused, 0
        self._tell_at = monotonic() + TOLD_SECONDS
        return told

    def _take(self, key: _Key) -> None:
        with self._lock:
            alike = self._waiting.pop(key)
        self._look(alike)
