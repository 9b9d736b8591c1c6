"""Who starts programs just now: a shell or a build starts many in a row, and need not be read anew for each.

Standard library only: the isolated watcher process loads it.
"""

import time

from app.watch import procfs

KEPT_NS = 1_000_000_000
"""Too short for the kernel to give a process id again; and so long a name may be out of date."""

_LIMIT = 1000


class Parents:
    """What `procfs.read_parent` said of each a moment ago. Threads may share one.

    A process becomes another program by exec only, of which we are told: then `forget` it.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, tuple[bytes, bytes]]] = {}

    def of(self, pid: int) -> tuple[bytes, bytes]:
        """The executable and the name of that process."""
        now_ns = time.monotonic_ns()
        known = self._known.get(pid)
        if known is not None and now_ns < known[0]:
            return known[1]
        if len(self._known) >= _LIMIT:
            self._known.clear()
        found = procfs.read_parent(pid)
        self._known[pid] = (now_ns + KEPT_NS, found)
        return found

    def forget(self, pid: int) -> None:
        """That process runs another program by now."""
        self._known.pop(pid, None)
