"""Reading processes of which one may hang whoever reads it.

The kernel reads arguments and variables under the memory lock of the process they belong to (`mmap_lock`). A file
server that is dead, or made to be silent, holds that lock for as long as it likes, with two threads and no privilege:
one reads the process's memory where such a file is mapped, one waits to map more. Then every reader waits, `ps` too.
(Arguments mapped from such a file are no way: 7f7ccc2ccc2e, CVE-2018-1120.) So a thread reads that is left behind when
it hangs; it ends with us, because that wait can be killed.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from app.watch import procfs

Found = TypeVar("Found")

HANGS_SECONDS = 2.0
"""Reading a process takes microseconds, and on a machine that swaps some tenths of a second."""

_MORE_HANG_SECONDS = 0.25
"""How long the next ones in the same round get."""

_MOST_LEFT = 64
"""So many threads may hang; then nothing is read that could."""


class HangGuard(Generic[Found]):
    """Reads by `read`, and by `instead` those which hang: it must do without what can. One thread at a time uses it."""

    def __init__(
        self, read: Callable[[int], Found], instead: Callable[[int], Found], hangs: float = HANGS_SECONDS
    ) -> None:
        self._read, self._instead, self._hangs = read, instead, hangs
        self._left: dict[int, tuple[int, threading.Thread]] = {}

    def each(self, pids: Iterable[int]) -> list[Found]:
        """What was read of each."""
        left, found = deque(pids), list[Found]()
        patience = self._hangs
        while left:
            turn = _Turn(self._one, left, found)
            hung = turn.take(patience)
            if hung is not None:
                self._left[hung] = procfs.read_stat(hung).start_time, turn.thread
                found.append(self._instead(hung))
                patience = min(patience, _MORE_HANG_SECONDS)
        return found

    def _one(self, pid: int) -> Found:
        return self._instead(pid) if self._is_left(pid) else self._read(pid)

    def _is_left(self, pid: int) -> bool:
        """Whether that very process is not to be read: a thread still hangs in it, or too many do in others."""
        started, thread = self._left.get(pid, (0, None))
        if thread is not None and not (thread.is_alive() and procfs.read_stat(pid).start_time == started):
            del self._left[pid]
            thread = None
        return thread is not None or len(self._left) >= _MOST_LEFT


class _Turn(Generic[Found]):
    """One thread's part of a round: from the first of `left` to the last, or to the one it hangs in."""

    def __init__(self, read: Callable[[int], Found], left: "deque[int]", found: list[Found]) -> None:
        self._read, self._left, self._found = read, left, found
        self._lock = threading.Lock()
        self._pid, self._since, self._given_up = 0, 0.0, False
        self._error: Exception | None = None
        self._over = threading.Event()
        self.thread = threading.Thread(target=self._run, name="look-round", daemon=True)

    def take(self, patience: float) -> int | None:
        """Read; which process hung, None when all were read."""
        self.thread.start()
        while not self._over.wait(patience):
            with self._lock:
                if not self._over.is_set() and time.monotonic() - self._since >= patience:
                    self._given_up = True
                    return self._pid
        if self._error is not None:
            raise self._error
        return None

    def _run(self) -> None:
        try:
            while self._next():
                found = self._read(self._pid)
                with self._lock:
                    if self._given_up:
                        return
                    self._found.append(found)
        except Exception as error:  # noqa: BLE001  raised again where it was asked for
            self._error = error
        self._over.set()

    def _next(self) -> bool:
        with self._lock:
            if self._given_up or not self._left:
                return False
            self._pid, self._since = self._left.popleft(), time.monotonic()
            return True
