"""Looking at once when a program starts: every dynamically linked one opens its C library first, and inotify says so.

inotify says that, and not who: the process id given last tells where to look (`app.watch.counter`). What is not linked
dynamically, or against a C library of its own, as in containers, is seen as that source sees it. Sources: inotify(7),
ld.so(8).
"""

import os
import select
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from app.host import inotify
from app.policy.launch import Launch
from app.watch import scheduling
from app.watch.counter import CountedPoll
from app.watch.environment import Wanted
from app.watch.records import ProcReader
from app.watch.scheduling import Mode
from app.watch.source import NEVER_SEEN, Gap, Unavailable
from app.watch.young import Young

_MOST_NEW = 512
"""New process ids that are asked for one by one; for more the whole list is cheaper."""

_LIBRARIES = ("ld.so.cache", "libc.so", "libc-", "ld-musl-")


class NotifiedPoll(CountedPoll):
    """The source where the kernel's events are hidden, but its files are watched.

    Raises Unavailable where inotify is not to be had or stays silent. `libraries` are the files that programs open as
    they start.
    """

    name = "inotify"

    def __init__(self, libraries: "tuple[str, ...] | None" = None) -> None:
        self._bell_fd = self._notes = -1
        self._stirred, self._sweep_due, self._prompt_thread = False, True, 0
        self._young_ones = Young()
        try:
            self._notes = _watch(_own_libraries() if libraries is None else libraries)
            self._bell_fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
            super().__init__(_prompt_reader)
            self._newest = self._last_id()
        except (OSError, Unavailable) as error:
            self._close_files()
            reason = error.facts["reason"] if isinstance(error, Unavailable) else f"inotify: {error.strerror}"
            raise Unavailable(source=self.name, reason=reason) from error
        self.blind_spots = (
            "A program that lives less than 0.01 s can go unseen; one that brings its own C library, or "
            f"needs none, if it lives less than {self._tick:g} s. One that replaces itself by another later on can be "
            f"seen up to {self._sweep:g} s late, or, if it needs no C library, when the next one starts. {NEVER_SEEN}"
        )

    def read(self, timeout: float) -> list[Launch | Gap]:
        """See `Source.read`. From now on the thread that reads comes before the program that made it look."""
        if self._prompt_thread != threading.get_native_id():
            self._prompt_thread = threading.get_native_id()
            _be_prompt()
        return super().read(timeout)

    def wake(self) -> None:
        """See `Source.wake`."""
        if self._bell_fd >= 0:
            os.eventfd_write(self._bell_fd, 1)

    def close(self) -> None:
        """See `Source.close`."""
        super().close()
        self._close_files()

    def _close_files(self) -> None:
        for handle in (self._notes, self._bell_fd):
            if handle >= 0:
                os.close(handle)
        self._notes = self._bell_fd = -1

    def _wait(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._notes, select.POLLIN)
        poll.register(self._bell_fd, select.POLLIN)
        ready = dict(poll.poll(int(seconds * 1000) + 1))
        if self._notes in ready:
            inotify.forget(self._notes)
            self._stirred = self._sweep_due = True
            self._next_look = time.monotonic()
        if self._bell_fd not in ready:
            return False
        os.eventfd_read(self._bell_fd)
        return True

    def _quiet(self) -> bool:
        return not self._stirred and not self._held and super()._quiet()

    def _still(self) -> bool:
        due, self._sweep_due = self._sweep_due, False
        return not due

    def _compare(self) -> list[Launch | Gap]:
        """Ask for the process ids given since the last look, and, at a sign, again for those before."""
        now, before, newest = time.monotonic(), self._newest, self._last_id()
        self._newest = newest
        self._sweep_due = self._sweep_due or newest != before
        if not before <= newest <= before + _MOST_NEW:  # the ids began anew, or too many were given
            return [*self._table.changes(self._reader.running())]
        new = range(before + 1, newest + 1)
        signs = self._stirred or self._held
        found = self._tell(self._young_ones.changed(now, {*self._held}) if signs else (), new)
        self._stirred = False
        self._young_ones.add(new, now)
        return found

    def _read(self, pids: Sequence[int]) -> list[Launch | None]:
        """See `Poll`. An id that is nobody's may have been a thread's."""
        found = super()._read(pids)
        return [launch if launch and (launch.comm or launch.parent.pid) else None for launch in found]


def _prompt_reader(wanted: Wanted) -> ProcReader:
    return ProcReader(os.getuid(), wanted, _be_prompt)


def _be_prompt() -> None:
    """Have the calling thread scheduled ahead of what was just started, where the kernel gives a short slice."""
    scheduling.take(Mode.SLICE)


def _own_libraries() -> tuple[str, ...]:
    """The C library of this process, which all programs here share, and the list of libraries that the linker reads."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape")
    mapped = {line.split(None, 5)[5] for line in maps.splitlines() if line.count("/")}
    files = {path for path in mapped if os.path.basename(path).startswith(_LIBRARIES)}  # noqa: PTH119
    return tuple(sorted(files)) + tuple(path for path in ("/etc/ld.so.cache",) if os.access(path, os.R_OK))


def _watch(paths: tuple[str, ...]) -> int:
    """A descriptor that becomes readable when one of these files is opened, which is tried. Raises as its caller."""
    if not paths:
        raise Unavailable(source=NotifiedPoll.name, reason="it is not known which C library programs start with")
    notes = inotify.begin()
    try:
        for path in paths:
            inotify.add(notes, path, inotify.OPEN)
            _prove(notes, path)
    except (OSError, Unavailable):
        os.close(notes)
        raise
    return notes


def _prove(notes: int, path: str) -> None:
    """Open it ourselves: some file systems, and machines that only look like Linux, stay silent."""
    os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
    if not inotify.forget(notes):
        raise Unavailable(source=NotifiedPoll.name, reason=f"inotify stays silent when {path} is opened")
