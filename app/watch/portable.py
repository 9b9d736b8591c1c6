"""Processes through psutil: the last rung everywhere, for when a system does not answer the way we ask it ourselves."""

import os
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import psutil

from app.host.process import start_time
from app.policy.launch import Launch, Parent
from app.watch.environment import ALWAYS, VALUE_LIMIT, Wanted
from app.watch.polling import SWEEP_SECONDS, TICK_SECONDS, Poll
from app.watch.steady import steady

Answer = TypeVar("Answer")

_GONE = "it ended before it could be read"


class PsutilReader:
    """Reads the processes of the person we run as, with the `wanted` variables of each. Raises OSError."""

    execs_in_place = sys.platform != "win32"

    def __init__(self, wanted: Wanted = ALWAYS) -> None:
        self._wanted = wanted
        try:
            self._me = _user(psutil.Process())
        except psutil.Error as error:
            raise OSError(str(error)) from error

    def listing(self) -> dict[int, int]:
        """See `Reader.listing`."""
        try:
            return dict.fromkeys(psutil.pids(), 0)
        except psutil.Error as error:
            raise OSError(str(error)) from error

    def identify(self, pid: int) -> Launch | None:
        """What that process is; with a `problem` when it cannot be read, None when it is somebody else's."""
        return steady(lambda: self._look(pid), self._keeps_still)

    def _look(self, pid: int) -> Launch | None:
        seen_ns = time.monotonic_ns()
        try:
            process = psutil.Process(pid)
            with process.oneshot():
                return self._identify(process, seen_ns) if _user(process) == self._me else None
        except psutil.NoSuchProcess:
            return Launch(pid=pid, seen_ns=seen_ns, identified_ns=time.monotonic_ns(), problem=_GONE)
        except psutil.AccessDenied:
            return None  # not even whose it is may be read: not ours

    def _keeps_still(self, launch: Launch) -> bool:
        """Whether its arguments are still those; what ended meanwhile keeps still."""
        try:
            return psutil.Process(launch.pid).cmdline() == [*launch.argv]
        except (psutil.Error, OSError):
            return True

    def running(self) -> list[Launch]:
        """The processes that run now, oldest first."""
        found = (self.identify(pid) for pid in self.listing())
        launches = [launch for launch in found if launch is not None and launch.start_time]
        return sorted(launches, key=lambda launch: (launch.start_time, launch.pid))

    def _identify(self, process: psutil.Process, seen_ns: int) -> Launch:
        problems: list[str] = []
        argv = _ask(process.cmdline, list[str](), "arguments", problems)
        exe = _ask(process.exe, "", "exe", problems)
        cwd = _ask(process.cwd, "", "cwd", problems)
        identified_ns = time.monotonic_ns()
        started = start_time(process.pid)
        if started is None:
            raise psutil.NoSuchProcess(process.pid)
        if problems and exe == next(iter(argv), None):
            exe = (
                ""  # where access is denied psutil guesses by argv[0], which anybody can set (psutil docs: Process.exe)
            )
            problems.append("exe: Permission denied")
        elif not (exe or problems):
            problems.append("exe: the system does not say")
        variables = _ask(process.environ, dict[str, str](), "environment", [])
        return Launch(
            pid=process.pid,
            start_time=started,
            exe=exe,
            argv=tuple(argv),
            cwd=cwd,
            comm=process.name(),
            env={
                name: value
                for name, value in variables.items()
                if os.fsencode(name) in self._wanted.names and len(value) <= VALUE_LIMIT
            },
            uid=user if isinstance(user := _user(process), int) else -1,
            parent=_parent(process),
            seen_ns=seen_ns,
            identified_ns=identified_ns,
            problem="; ".join(problems),
        )


class PsutilPoll(Poll):
    """The source that works everywhere."""

    name = "psutil"

    def __init__(self, *, tick: float = TICK_SECONDS, sweep: float = SWEEP_SECONDS) -> None:
        super().__init__(PsutilReader, tick=tick, sweep=sweep)


def _user(process: psutil.Process) -> str | int:
    """Whose a process is: a name on Windows, a real user id elsewhere."""
    if sys.platform == "win32":
        return process.username()
    else:
        return process.uids().real


def _parent(process: psutil.Process) -> Parent:
    pid = process.ppid()
    try:
        parent = psutil.Process(pid)
        return Parent(pid, _ask(parent.exe, "", "exe", []), _ask(parent.name, "", "name", []))
    except psutil.Error:
        return Parent(pid)


def _ask(question: Callable[[], Answer], otherwise: Answer, what: str, problems: list[str]) -> Answer:
    try:
        return question()
    except psutil.AccessDenied:
        problems.append(f"{what}: Permission denied")
    except OSError as error:  # what psutil lets through: a name too long, a device gone
        problems.append(f"{what}: {error.strerror}")
    return otherwise
