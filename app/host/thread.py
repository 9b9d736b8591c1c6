"""Starting a thread where none may be had: each counts against the account's limit of processes, and takes memory.

Source: pthread_create(3), EAGAIN; RLIMIT_NPROC in getrlimit(2). Python says RuntimeError.
"""

import threading

from app.errors import SignpostError


class NoThread(SignpostError):
    """The system gives no further thread."""

    what = "No further thread can be started: you run as many programs as you may, or memory is short."
    todo = "Close some programs. If it happens again, IT can raise the limit (RLIMIT_NPROC)."


def begin(thread: threading.Thread) -> None:
    """Start it. Raises NoThread; it can then be tried again."""
    try:
        thread.start()
    except RuntimeError as error:
        if thread.ident is not None:
            raise
        raise NoThread from error
