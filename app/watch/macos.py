"""macOS' processes: the list of ours tells what is new, and what is new is read.

A process may exec another program in its place, of which the list says nothing: whoever polls has to look again.
"""

import os
import time
from collections.abc import Callable
from typing import TypeVar

from app.host import libproc
from app.policy.launch import Launch, Parent
from app.watch import records
from app.watch.environment import Wanted
from app.watch.steady import steady

Answer = TypeVar("Answer")

_GONE = "it ended before it could be read"


class LibprocReader:
    """Reads the processes of one user, with the `wanted` variables of each.

    The kernel keeps the variables of Apple's own programs to itself (System Integrity Protection).
    """

    execs_in_place = True

    def __init__(self, user: int, wanted: Wanted, system: libproc.Libproc) -> None:
        self._user, self._wanted, self._system = user, wanted, system

    def listing(self) -> dict[int, int]:
        """See `Reader.listing`: this user's ids alone. Raises OSError."""
        return dict.fromkeys(self._system.pids(self._user), 0)

    def identify(self, pid: int) -> Launch | None:
        """What that process is; with a `problem` when it cannot be read, None when it is somebody else's."""
        return steady(lambda: self._look(pid), self._keeps_still)

    def running(self) -> list[Launch]:
        """The processes that run now, oldest first."""
        found = (self.identify(pid) for pid in self.listing())
        launches = [launch for launch in found if launch is not None and launch.start_time]
        return sorted(launches, key=lambda launch: (launch.start_time, launch.pid))

    def _look(self, pid: int) -> Launch | None:
        seen_ns = time.monotonic_ns()
        problems: list[str] = []
        nothing = libproc.Arguments((), b"", whole=True)
        started_with = _ask(lambda: self._system.arguments(pid), nothing, "arguments", problems)
        if not started_with.whole:
            problems.append("its arguments are cut")
        exe = _ask(lambda: self._system.path(pid), b"", "exe", problems)
        cwd = _ask(lambda: self._system.folder(pid), b"", "cwd", problems)
        identified_ns = time.monotonic_ns()
        try:
            info = self._system.bsd_info(pid)
        except PermissionError:
            return None  # somebody else's
        except OSError:
            info = None
        if info is None or info.status == libproc.SZOMB:
            return Launch(pid=pid, seen_ns=seen_ns, identified_ns=identified_ns, problem=_GONE)
        if info.user != self._user:
            return None
        variables = records.items(self._wanted.among(b"\0" + started_with.env))
        return Launch(
            pid=pid,
            start_time=libproc.hundredths(info.started_us),
            exe=records.text(exe),
            argv=tuple(records.text(item) for item in started_with.argv),
            cwd=records.text(cwd),
            comm=records.text(info.name),
            env={name: value for name, _, value in (records.text(item).partition("=") for item in variables)},
            uid=info.user,
            parent=self._parent(info.ppid),
            seen_ns=seen_ns,
            identified_ns=identified_ns,
            problem="; ".join(problems),
        )

    def _keeps_still(self, launch: Launch) -> bool:
        """Whether its program is still that; what ended meanwhile keeps still."""
        try:
            return records.text(self._system.path(launch.pid)) == launch.exe
        except OSError:
            return True

    def _parent(self, pid: int) -> Parent:
        exe = _ask(lambda: self._system.path(pid), b"", "exe", [])
        try:
            name = self._system.bsd_info(pid).name
        except OSError:  # launchd is root's
            name = os.path.basename(exe)  # noqa: PTH119
        return Parent(pid, records.text(exe), records.text(name))


def _ask(question: Callable[[], Answer], otherwise: Answer, what: str, problems: list[str]) -> Answer:
    try:
        return question()
    except OSError as error:
        problems.append(f"{what}: {error.strerror}")
    return otherwise
