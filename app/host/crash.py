"""When our own code fails as nobody foresaw: say so, end in order, and leave with a code of its own.

A thread that dies in silence would leave an agent that looks alive and sees nothing. Ended with `EXIT_CODE`, it is
started anew by whoever supervises it (systemd's `Restart=on-failure`, sysexits(3) EX_SOFTWARE).
"""

import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType

EXIT_CODE = 70

_crashed = threading.Event()


def end_on_crash() -> None:
    """From now on an exception that leaves a thread ends the process the way SIGTERM does."""
    threading.excepthook = lambda args: _end(args.exc_type, args.exc_value, args.exc_traceback)


def watched(future: "Future[None]") -> None:
    """The same for work handed to an executor, which would keep the exception to itself."""
    future.add_done_callback(_look)


def exit_code(otherwise: int) -> int:
    """The code to leave with: `otherwise`, unless something crashed."""
    return EXIT_CODE if _crashed.is_set() else otherwise


def _look(future: "Future[None]") -> None:
    error = None if future.cancelled() else future.exception()
    if error is not None:
        _end(type(error), error, error.__traceback__)


def _end(kind: type[BaseException], error: BaseException | None, where: "TracebackType | None") -> None:
    import traceback

    traceback.print_exception(kind, error, where, file=sys.stderr)
    _crashed.set()
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGTERM)
    else:
        # To the main thread itself, which would sleep on if another thread of ours took the signal (signal(7)).
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
