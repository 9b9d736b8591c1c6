"""Windows' processes: one list a look tells what is new, and only what is new is opened and read.

Windows knows no exec in place, and gives ids again at once; so a process is its id and the time of its creation, both
of which the list tells.
"""

import contextlib
import time
from collections.abc import Callable
from typing import TypeVar

import msgspec
import psutil

from app.host import nt, ntlayout
from app.policy.launch import Launch, Parent
from app.watch.environment import VALUE_LIMIT, Wanted

Answer = TypeVar("Answer")

_GONE = "it ended before it could be read"


class NtReader:
    """Reads the processes of the person we run as, in this session, with the `wanted` variables of each.

    Whose a process is says its token. That of an elevated program of ours may not be asked; in our session, who may be
    opened but not asked is such a program. `examine` reads what only the process's own memory tells: its folder and its
    variables. Raises OSError when Windows does not tell who we are.
    """

    execs_in_place = False

    def __init__(
        self,
        wanted: Wanted,
        system: nt.Nt,
        *,
        own_pid: int,
        examine: Callable[[int], tuple[str, dict[str, str]]] | None = None,
    ) -> None:
        self._wanted, self._system = wanted, system
        self._examine = examine or with_psutil
        self._me = system.myself().owner()
        self._entries = {entry.pid: entry for entry in system.processes()}
        if own_pid not in self._entries:
            raise ProcessLookupError("we are not in the list of processes")
        self._session = self._entries[own_pid].session

    def listing(self) -> dict[int, int]:
        """See `Reader.listing`: this session's processes. Where Windows cannot tell, what it told before."""
        with contextlib.suppress(OSError):  # memory is short; the next list tells what this one would have
            self._entries = {entry.pid: entry for entry in self._system.processes()}
        return {
            entry.pid: ntlayout.hundredths(entry.created)
            for entry in self._entries.values()
            if entry.session == self._session
        }

    def identify(self, pid: int) -> Launch | None:
        """What that process is; with a `problem` when it cannot be read, None when it is somebody else's."""
        seen_ns = time.monotonic_ns()
        try:
            with self._system.process(pid) as process:
                return self._identify(pid, process, seen_ns) if self._is_mine(pid, process) else None
        except PermissionError:
            return None  # not even a glance is allowed: the system's, or somebody else's
        except OSError:
            return self._gone(pid, seen_ns)

    def follow(self, entry: ntlayout.Entry) -> Launch | None:
        """What a process is that an event told of before any list did; None when it is somebody else's.

        Its id can be another's by now: then, as when it ended, only what the event said is told.
        """
        if entry.session != self._session:
            return None
        self._entries[entry.pid] = entry
        launch = self.identify(entry.pid)
        started = ntlayout.hundredths(entry.created)
        if launch is None or launch.start_time == started:
            return launch
        self._entries[entry.pid] = entry
        return msgspec.structs.replace(self._gone(entry.pid, launch.seen_ns), start_time=started)

    def running(self) -> list[Launch]:
        """The processes that run now, oldest first."""
        found = (self.identify(pid) for pid in self.listing())
        launches = [launch for launch in found if launch is not None and launch.start_time]
        return sorted(launches, key=lambda launch: (launch.start_time, launch.pid))

    def _is_mine(self, pid: int, process: nt.Process) -> bool:
        try:
            return process.owner() == self._me
        except PermissionError:
            entry = self._entries.get(pid)
            return entry is not None and entry.session == self._session

    def _identify(self, pid: int, process: nt.Process, seen_ns: int) -> Launch:
        problems: list[str] = []
        argv = _ask(process.arguments, list[str](), "arguments", problems)
        exe = _ask(process.image, "", "exe", problems)
        cwd, variables = _ask(lambda: self._examine(pid), ("", dict[str, str]()), "cwd", problems)
        identified_ns = time.monotonic_ns()
        if problems and process.ended():
            problems = [_GONE]
        created = process.created()
        entry = self._entry(pid, created)
        return Launch(
            pid=pid,
            start_time=ntlayout.hundredths(created),
            exe=exe,
            argv=tuple(argv),
            cwd=cwd,
            comm=entry.name if entry is not None else "",
            env=self._among(variables),
            parent=self._parent(entry) if entry is not None else Parent(),
            seen_ns=seen_ns,
            identified_ns=identified_ns,
            problem="; ".join(problems),
        )

    def _gone(self, pid: int, seen_ns: int) -> Launch:
        """What the list said of a process that ended before it could be opened."""
        entry = self._entries.get(pid)
        return Launch(
            pid=pid,
            comm=entry.name if entry is not None else "",
            parent=self._parent(entry) if entry is not None else Parent(),
            seen_ns=seen_ns,
            identified_ns=time.monotonic_ns(),
            problem=_GONE,
        )

    def _entry(self, pid: int, created: int) -> ntlayout.Entry | None:
        """The list's word on that very process; the list is read again when it is too old to know it."""
        entry = self._entries.get(pid)
        if entry is None or entry.created != created:
            self.listing()
            entry = self._entries.get(pid)
        return entry if entry is not None and entry.created == created else None

    def _parent(self, entry: ntlayout.Entry) -> Parent:
        """Who started it, if that one still runs: its id may be another's by now, who then is younger than its child.

        learn.microsoft.com, Win32_Process, ParentProcessId.
        """
        parent = self._entries.get(entry.ppid)
        if parent is None or parent.created > entry.created:
            return Parent(entry.ppid)
        try:
            with self._system.process(parent.pid) as process:
                return Parent(parent.pid, process.image() if process.created() == parent.created else "", parent.name)
        except OSError:
            return Parent(parent.pid, "", parent.name)

    def _among(self, variables: dict[str, str]) -> dict[str, str]:
        """The wanted variables, spelled as they are wanted: Windows' own spelling does not matter."""
        spelled = {name.decode().upper(): name.decode() for name in self._wanted.names}
        found = ((spelled.get(name.upper()), value) for name, value in variables.items())
        return {name: value for name, value in found if name is not None and len(value) <= VALUE_LIMIT}


def with_psutil(pid: int) -> tuple[str, dict[str, str]]:
    """The folder and the variables of a process that is held, from its memory. Raises OSError."""
    try:
        process = psutil.Process(pid)
        return process.cwd(), process.environ()
    except psutil.AccessDenied as error:
        raise PermissionError("Permission denied") from error
    except psutil.Error as error:
        raise ProcessLookupError(str(error)) from error


def _ask(question: Callable[[], Answer], otherwise: Answer, what: str, problems: list[str]) -> Answer:
    try:
        return question()
    except PermissionError:
        problems.append(f"{what}: Permission denied")
    except OSError as error:
        problems.append(f"{what}: {error.strerror or error}")
    return otherwise
