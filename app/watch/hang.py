"""Reading processes of which one may hang whoever reads it.

The kernel reads arguments and variables under the memory lock of the process they belong to (`mmap_lock`). A file
server that is dead, or made to be silent, holds that lock for as long as it likes, with two threads and no privilege:
one reads the process's memory where such a file is mapped, one waits to map more. Then every reader waits, `ps` too.
(Arguments mapped from such a file are no way: 7f7ccc2ccc2e, CVE-2018-1120.) So a thread reads that is left behind when
it hangs; it ends with us, because that wait can be killed.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from app.host.turn import Hand, Turn
from app.watch import procstat

Found = TypeVar("Found")

HANGS_SECONDS = 2.0
"""Reading a process takes microseconds, and on a machine that swaps some tenths of a second."""

_MORE_HANG_SECONDS = 0.25
"""How long the next ones in the same round get."""

_MOST_LEFT = 64
"""So many threads may hang; then nothing is read that could."""


class HangGuard(Generic[Found]):
    """Reads processes, and by `instead` those which hang: it must do without what can. One thread at a time uses it.

    `prepare` is the first thing a thread that reads does.
    """

    def __init__(
        self,
        instead: Callable[[int], Found],
        hangs: float = HANGS_SECONDS,
        prepare: Callable[[], object] = lambda: None,
    ) -> None:
        self._instead, self._hangs, self._prepare = instead, hangs, prepare
        self._left: dict[int, tuple[int, threading.Thread]] = {}
        self._hand: Hand | None = None

    def each(self, pids: Iterable[int], read: Callable[[int], Found]) -> list[Found]:
        """What was read of each."""
        left, found = deque(pids), list[Found]()
        patience = self._hangs
        while left:
            hand = self._hand = self._hand or Hand(self._prepare)
            hung = Turn(lambda pid: self._one(pid, read), left, found).take(hand, patience)
            if hung is not None:
                self._hand = None
                hand.let_go()
                self._left[hung] = procstat.read_stat(hung).start_time, hand.thread
                found.append(self._instead(hung))
                patience = min(patience, _MORE_HANG_SECONDS)
        return found

    def _one(self, pid: int, read: Callable[[int], Found]) -> Found:
        return self._instead(pid) if self._is_left(pid) else read(pid)

    def _is_left(self, pid: int) -> bool:
        """Whether that very process is not to be read: a thread still hangs in it, or too many do in others."""
        started, thread = self._left.get(pid, (0, None))
        if thread is not None and not (thread.is_alive() and procstat.read_stat(pid).start_time == started):
            del self._left[pid]
            thread = None
        return thread is not None or len(self._left) >= _MOST_LEFT
