"""Starting this very program anew in its own place: the same process id, nothing of before left (execve(2)).

Descriptors close and locks end with the exec, other threads are killed whatever they hang in, and the watcher process
ends because its pipe closes. Whoever supervises us sees one process that goes on. Where systemd is our parent it
restarts us itself, by its own rules (systemd.exec(5), SYSTEMD_EXEC_PID). Windows has no exec that keeps the process.
"""

import contextlib
import os
import signal
import sys
import threading

from app.host import entries

VARIABLE = "SIGNPOST_RESTARTED"
"""Tells the new program how often that was, and why."""


_LONGEST_COUNT = 6
_STREAMS = 2
"""The last of the three streams' descriptors."""


def supervised() -> bool:
    """Whether a service manager started this process and restarts it."""
    return os.environ.get("SYSTEMD_EXEC_PID", "") == str(os.getpid())


def possible() -> bool:
    """Whether it can be done here."""
    return sys.platform != "win32"


def why() -> tuple[int, str]:
    """How often this process was started anew, and why the last time; (0, "") for a first start. Told once."""
    count, _, reason = os.environ.pop(VARIABLE, "").partition(" ")
    told = count.isdecimal() and len(count) <= _LONGEST_COUNT  # anybody may have set it, to anything
    if told and sys.platform != "win32":
        with contextlib.suppress(ChildProcessError):  # what was our child before still is: let it go
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass
    return (int(count), reason) if told else (0, "")


_wanted: list[str] = []


def into(program: list[str]) -> None:
    """Have this process end in order, the way SIGTERM ends it, and then become that program (see `move_over`)."""
    _wanted[:] = program
    if sys.platform != "win32":
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


def moves_over() -> bool:
    """Whether this process goes on as another program once it has ended in order."""
    return bool(_wanted) and possible()


def move_over() -> None:
    """Become the program that was asked for, if one was; the same words, but for a window. Raises OSError."""
    if moves_over():
        _keep_nothing()
        words = [word for word in sys.argv[1:] if word != "--window"]
        os.execve(_wanted[0], [*_wanted, *words], dict(os.environ))  # noqa: S606  no shell is wanted


def _keep_nothing() -> None:
    """Have the exec close whatever we were started with, too, but for the three streams.

    An AppImage's file stays mounted, and its runtime's process there, for as long as somebody holds what that opened.
    """
    for number in map(int, os.listdir("/dev/fd")):  # noqa: PTH208  names alone
        if number > _STREAMS:
            with contextlib.suppress(OSError):  # the listing's own
                os.set_inheritable(number, False)


def anew(count: int, reason: str) -> None:
    """Start this program anew, the `count`th time. Returns only where that is not possible. Raises OSError."""
    if not possible():
        return
    arguments = sys.argv if entries.is_frozen() else [sys.executable, *sys.orig_argv[1:]]
    arguments = [word for word in arguments if word != "--window"]  # nobody asked for it this time
    environment = {**os.environ, VARIABLE: f"{count} {reason}"}
    os.execve(sys.executable, arguments, environment)  # noqa: S606  no shell is wanted
