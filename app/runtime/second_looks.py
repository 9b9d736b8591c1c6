"""Second looks that wait for their turn. A storm of one program is one look, and does not push out what else waits."""

import threading
from collections.abc import Callable

from app.policy.launch import Launch
from app.runtime.worker import Worker

MOST_ALIKE = 16
"""So many launches of one program are looked at together: what else it was started is of the same tool session."""

_Key = tuple[object, ...]


class SecondLooks:
    """`look` is called by the worker's thread. One thread at a time may offer."""

    def __init__(self, worker: Worker, look: Callable[[list[Launch]], None]) -> None:
        self._worker, self._look = worker, look
        self._waiting: dict[_Key, list[Launch]] = {}
        self._lock = threading.Lock()

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
        return False

    def _take(self, key: _Key) -> None:
        with self._lock:
            alike = self._waiting.pop(key)
        self._look(alike)
