"""When our own code fails as nobody foresaw: keep a report, say so, end in order, and leave with a code of its own.

A thread that dies in silence would leave an agent that looks alive and sees nothing. Ended with `EXIT_CODE` it is
started anew: by systemd where that started it (`Restart=on-failure`, sysexits(3) EX_SOFTWARE), else by itself
(`app.host.restart`).
"""

import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

EXIT_CODE = 70

Keep = Callable[[str, str, str], None]
"""Keeps a report: its kind, the thread it happened in, the traceback without the values of variables."""

_crashed = threading.Event()
_keep: list[Keep] = []


def end_on_crash(keep: Keep | None = None) -> None:
    """From now on an exception that leaves a thread ends the process the way SIGTERM does.

    What Python or Qt met where there is nobody to raise it to (a destructor, a slot) is only kept and printed.
    """
    _keep[:] = [keep] if keep is not None else []
    threading.excepthook = lambda args: _end(args.exc_type, args.exc_value, args.exc_traceback, args.thread)
    sys.excepthook = _left_over
    sys.unraisablehook = lambda found: _left_over(found.exc_type, found.exc_value, found.exc_traceback)


def end(error: BaseException) -> None:
    """The same for an exception that was caught, so that its thread could go on."""
    _end(type(error), error, error.__traceback__, threading.current_thread())


def exit_code(otherwise: int) -> int:
    """The code to leave with: `otherwise`, unless something crashed."""
    return EXIT_CODE if _crashed.is_set() else otherwise


def note(kind: str, thread: str, traceback: str) -> None:
    """Keep a report of what is no exception, and go on."""
    for keep in _keep:
        keep(kind, thread, traceback)


def _left_over(kind: type[BaseException], error: BaseException | None, where: "TracebackType | None") -> None:
    sys.__excepthook__(kind, error or kind(), where)
    if issubclass(kind, Exception):
        _kept(threading.current_thread().name, kind, error, where)


def _end(
    kind: type[BaseException],
    error: BaseException | None,
    where: "TracebackType | None",
    thread: threading.Thread | None,
) -> None:
    import traceback

    traceback.print_exception(kind, error, where, file=sys.stderr)
    _kept(thread.name if thread is not None else "", kind, error, where)
    _crashed.set()
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGTERM)
    else:
        # To the main thread itself, which would sleep on if another thread of ours took the signal (signal(7)).
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


def _kept(
    thread: str,
    kind: type[BaseException],
    error: BaseException | None,
    where: "TracebackType | None",
) -> None:
    import traceback

    try:
        note("exception", thread, "".join(traceback.format_exception(kind, error, where)))
    except Exception as failed:  # noqa: BLE001  a report that cannot be kept must not hide what it is about
        print(f"signpost: no crash report could be kept ({type(failed).__name__})", file=sys.stderr)
