"""Starting a thread where none may be had: each counts against the account's limit of processes, and takes memory.

Source: pthread_create(3), EAGAIN; RLIMIT_NPROC in getrlimit(2). Python says RuntimeError.

Linux is told its name, so that `ps -L`, htop and our own benchmark say who woke up (proc(5), `comm`: 15 bytes). Python
does that by itself from 3.14 on.
"""

import contextlib
import sys
import threading

from app.errors import SignpostError


class NoThread(SignpostError):
    """The system gives no further thread."""

    what = "No further thread can be started: you run as many programs as you may, or memory is short."
    todo = "Close some programs. If it happens again, IT can raise the limit (RLIMIT_NPROC)."


_LONGEST_NAME = 15


def begin(thread: threading.Thread) -> None:
    """Start it. Raises NoThread; it can then be tried again."""
    try:
        thread.start()
    except RuntimeError as error:
        if thread.ident is not None:
            raise
        raise NoThread from error
    if sys.platform == "linux" and sys.version_info < (3, 14):
        with (
            contextlib.suppress(OSError),  # it has ended
            open(f"/proc/self/task/{thread.native_id}/comm", "wb", buffering=0) as comm,  # noqa: PTH123  see `loading`
        ):
            comm.write(thread.name.encode()[:_LONGEST_NAME])
