"""Looking often where a look costs next to nothing: the kernel tells the process id it gave last.

As long as that number stands still nothing was started, and the list of processes need not be read. Threads take ids,
too: they cost a look that finds nothing.
"""

import os
import threading
from collections.abc import Callable, Sequence

from app.host.thread import NoThread, begin
from app.policy.launch import Launch
from app.watch.environment import Wanted
from app.watch.polling import Poll, Reader, native_reader
from app.watch.records import ProcReader
from app.watch.source import Unavailable

TICK_SECONDS = 0.05


class CountedPoll(Poll):
    """The source on Linux where the kernel's events are hidden: containers, kernels before 6.6.

    Raises Unavailable where the number stands still although it must not.
    """

    name = "counter"

    def __init__(
        self,
        reader: Callable[[Wanted], Reader] = native_reader,
        *,
        tick: float = TICK_SECONDS,
        loadavg: str = "/proc/loadavg",
    ) -> None:
        try:
            self._loadavg = os.open(loadavg, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise Unavailable(source=self.name, reason=f"{loadavg} cannot be read ({error.strerror})") from error
        self._counts_seen = (-1, -1)
        try:
            self._prove(loadavg)
            super().__init__(reader, tick=tick)
        except Unavailable:
            os.close(self._loadavg)
            raise

    def close(self) -> None:
        """See `Source.close`."""
        super().close()
        if self._loadavg >= 0:
            os.close(self._loadavg)
            self._loadavg = -1

    def _prove(self, loadavg: str) -> None:
        """Start a thread, which takes an id; lxcfs shows a container a number of its own making."""
        before = self._last_id()
        thread = threading.Thread(target=lambda: None, name="counted")
        try:
            begin(thread)
        except NoThread as error:
            raise Unavailable(source=self.name, reason="no thread can be started to try it with") from error
        thread.join()
        if self._last_id() == before:
            raise Unavailable(source=self.name, reason=f"{loadavg} does not tell the process id given last")

    def _last_id(self) -> int:
        """The process id given last, in our own pid namespace (proc_loadavg(5)); -1 when that is not what it says."""
        last = os.pread(self._loadavg, 128, 0).split()[-1:]
        return int(last[0]) if last and last[0].isdigit() else -1

    def _read(self, pids: Sequence[int]) -> list[Launch | None]:
        """See `Poll`. What has forked and not exec'd yet is not there yet: looks come so often that they meet it."""
        return self._reader.programs(pids) if isinstance(self._reader, ProcReader) else super()._read(pids)

    def _quiet(self) -> bool:
        """Nothing was started since the look before the last: an id is given a moment before it is in the list."""
        now, (earlier, last) = self._last_id(), self._counts_seen
        self._counts_seen = (last, now)
        return earlier == last == now
