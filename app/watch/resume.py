"""A watcher process that somebody stopped goes on after a while: a stopped one neither ends nor answers.

The kernel tells its parent of the stop (waitid(2), WSTOPPED), so that nobody has to look. What starts meanwhile waits
in the kernel's buffer.
"""

import contextlib
import os
import select
import signal
import threading


class Resume(threading.Thread):
    """Lets the child process `pid` go on `seconds` after it was stopped, each time. Ends with it."""

    def __init__(self, pid: int, seconds: float) -> None:
        super().__init__(name="resume", daemon=True)
        self._pid, self._seconds = pid, seconds

    def run(self) -> None:
        with contextlib.suppress(OSError):  # it ended, and somebody knows
            process = os.pidfd_open(self._pid)
            try:
                self._look_after(process)
            finally:
                os.close(process)

    def _look_after(self, process: int) -> None:
        gone = select.poll()
        gone.register(process, select.POLLIN)
        while _stops(process) and not gone.poll(self._seconds * 1000):
            signal.pidfd_send_signal(process, signal.SIGCONT)


def _stops(process: int) -> bool:
    """Wait until it is stopped (True), or ended (False); others hear of that, too."""
    told = os.waitid(os.P_PIDFD, process, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    return told is not None and told.si_code == os.CLD_STOPPED
