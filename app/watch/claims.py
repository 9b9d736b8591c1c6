"""Who reads a program that two ears hear of: the one that comes first.

Standard library only: the isolated watcher process loads it.
"""

import itertools
import threading

_MOST = 8192
"""So many events are remembered at most of which the other ear may not have heard yet; it may have lost them, too."""


class Claims:
    """What one ear took and the other has yet to hear of. Threads share it; with one ear for each event it is idle."""

    def __init__(self) -> None:
        self.shared = False
        self._taken = dict[int, None]()
        self._lock = threading.Lock()

    def take(self, cpu: int, number: int) -> bool:
        """Whether that event is the caller's: the kernel numbers those of each CPU (`send_msg`, cn_proc.c)."""
        if not self.shared:
            return True
        event = cpu << 32 | number
        with self._lock:
            if self._taken.pop(event, self) is None:
                return False
            if len(self._taken) >= _MOST:
                self._taken = dict.fromkeys(itertools.islice(self._taken, _MOST // 2, None))
            self._taken[event] = None
            return True
