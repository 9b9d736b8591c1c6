"""The processes we know of, and what a fresh look at them means: launch, exec in place, mere fork, or nothing new.

One table serves both ways of learning: exec events that arrive one by one, and scans of what runs.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

import msgspec

from app.policy.launch import Launch

_SOFT_LIMIT = 512
"""So many entries, some 0.2 MB, before it is asked which of the processes ended; more where that many run."""


class _Entry(NamedTuple):
    start_time: int
    exe: str
    arguments: int
    unsettled: bool
    """It is what its parent is, or not known by its file or arguments: others then mean a program of its own."""

    event_ns: int = 0
    seen_ns: int = 0
    scanned_ns: int = 0


class ProcessTable:
    """What each process last was. An entry is forgotten some time after its process ended.

    `alive` tells the ids of what runs, others' too; it may raise OSError. `forks`: a process of this system can be a
    copy of its parent that has exec'd nothing.
    """

    def __init__(
        self, alive: Callable[[], Collection[int]], running: Iterable[Launch] = (), *, forks: bool = True
    ) -> None:
        self._alive, self._forks = alive, forks
        self._entries: dict[int, _Entry] = {}
        self._limit = _SOFT_LIMIT
        self.learn(running)

    def learn(self, running: Iterable[Launch]) -> None:
        """Take down what runs and is no news, but for what was told of already."""
        for launch in running:
            self._entries.setdefault(launch.pid, _entry(launch))

    def follow(self, launch: Launch, event_ns: int) -> Launch | None:
        """Complete the launch of one exec event by what ran in the process before; None when a scan was ahead of it.

        When two execs of a process came so close that both readings show the second, one of the two says so instead.
        """
        if not launch.start_time:
            return launch
        known = self._entries.get(launch.pid)
        if known is None or known.start_time != launch.start_time:
            self._add(_entry(launch, event_ns), launch.pid)
            return launch
        same = (known.exe, known.arguments) == (launch.exe, hash(launch.argv))
        if same and event_ns < known.scanned_ns:
            return None
        if event_ns < known.event_ns:  # handed on late, by another CPU's ear
            return _superseded(launch) if same and known.event_ns <= launch.identified_ns else launch
        self._add(_entry(launch, event_ns), launch.pid)
        if same and event_ns < known.seen_ns:
            return _superseded(launch)
        return msgspec.structs.replace(launch, previous_exe=known.exe)

    def changes(self, running: Iterable[Launch]) -> list[Launch]:
        """Of what runs now, what was started since: new processes, and old ones that run another program by now.

        A child that is what its parent is has forked but not exec'd. It is no launch, until it becomes something else.
        """
        found: list[Launch] = []
        for launch in running:
            known = self._entries.get(launch.pid)
            now = _entry(launch)
            if known is None or known.start_time != launch.start_time:
                parent = self._entries.get(launch.parent.pid)
                forked = (
                    self._forks and parent is not None and (parent.exe, parent.arguments) == (now.exe, now.arguments)
                )
                unsettled = forked or not launch.argv or not launch.exe
                self._add(now._replace(unsettled=unsettled, scanned_ns=0 if forked else launch.seen_ns), launch.pid)
                if not forked:
                    found.append(launch)
            elif (now.exe and now.exe != known.exe) or (known.unsettled and now.arguments != known.arguments):
                self._add(now._replace(scanned_ns=launch.seen_ns), launch.pid)
                found.append(msgspec.structs.replace(launch, previous_exe=known.exe))
        return found

    def _add(self, entry: _Entry, pid: int) -> None:
        self._entries[pid] = entry
        if len(self._entries) > self._limit:
            with contextlib.suppress(OSError):  # then it is asked again when there are twice as many
                alive = self._alive()
                self._entries = {known: value for known, value in self._entries.items() if known in alive}
            self._limit = max(_SOFT_LIMIT, 2 * len(self._entries))


def _entry(launch: Launch, event_ns: int = 0) -> _Entry:
    seen_ns = launch.seen_ns if event_ns else 0
    return _Entry(launch.start_time, launch.exe, hash(launch.argv), False, event_ns, seen_ns)


def _superseded(launch: Launch) -> Launch:
    return Launch(
        pid=launch.pid,
        start_time=launch.start_time,
        uid=launch.uid,
        parent=launch.parent,
        seen_ns=launch.seen_ns,
        identified_ns=launch.identified_ns,
        problem="the process exec'd again before it could be read",
    )
