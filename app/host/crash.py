"""When our own code fails as nobody foresaw: say so, end in order, and leave with a code of its own.

A thread that dies in silence would leave an agent that looks alive and sees nothing. Ended with `EXIT_CODE`, it is
started anew by whoever supervises it (systemd's `Restart=on-failure`, sysexits(3) EX_SOFTWARE).
"""

import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

EXIT_CODE = 70

_crashed = threading.Event()


def end_on_crash() -> None:
    """From now on an exception that leaves a thread ends the process the way SIGTERM does."""
    threading.excepthook = lambda args: _end(args.exc_type, args.exc_value, args.exc_traceback)


def end(error: BaseException) -> None:
    """The same for an exception that was caught, so that its thread could go on."""
    _end(type(error), error, error.__traceback__)


def exit_code(otherwise: int) -> int:
    """The code to leave with: `otherwise`, unless something crashed."""
    return EXIT_CODE if _crashed.is_set() else otherwise


def _end(kind: type[BaseException], error: BaseException | None, where: "TracebackType | None") -> None:
    import traceback

    traceback.print_exception(kind, error, where, file=sys.stderr)
    _crashed.set()
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGTERM)
    else:
        # To the main thread itself, which would sleep on if another thread of ours took the signal (signal(7)).
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
