"""The watcher's end of the pipe: never blocks a thread that watches, never grows without bound, never loses in silence.

What the reader has not taken yet lies in the pipe (1 MiB where allowed) and then here, up to a limit; what comes beyond
it is counted and told as a gap when there is room again. Standard library only: the isolated watcher process loads it.
"""

import contextlib
import fcntl
import os
import threading
from collections.abc import Callable

from app.watch import frames

LIMIT_BYTES = 16 << 20
_PIPE_BYTES = 1 << 20
_WRITE_BYTES = 64 << 10


class Outbox:
    """Frames on their way to the file descriptor `pipe`. `on_full` is called when somebody must `drain` for us."""

    def __init__(self, pipe: int, on_full: Callable[[], None]) -> None:
        self._pipe, self._on_full = pipe, on_full
        self._waiting = bytearray()
        self._lock = threading.Lock()
        self._unsaid = 0
        self.full = False
        os.set_blocking(pipe, False)
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    def put(self, frame: bytes) -> None:
        """Add a frame; `flush` sends it."""
        with self._lock:
            self._keep(frame)

    def flush(self) -> None:
        """Write what the pipe takes now. Raises BrokenPipeError when nobody reads any more."""
        with self._lock:
            self._go_on()

    def send(self, frame: bytes) -> None:
        """Both at once, and the frame straight into the pipe while it is ahead of everything else."""
        with self._lock:
            try:
                written = 0 if self._waiting else os.write(self._pipe, frame)
            except BlockingIOError:
                written = 0
            if written < len(frame):
                self._keep(frame[written:])
                self._go_on()

    def drain(self) -> None:
        """Go on writing once the pipe has room again."""
        with self._lock:
            self.full = not self._write()

    def _keep(self, frame: bytes) -> None:
        if len(self._waiting) + len(frame) > LIMIT_BYTES:
            self._unsaid += 1
        else:
            self._waiting += frame

    def _go_on(self) -> None:
        if not self.full and not self._write():
            self.full = True
            self._on_full()

    def _write(self) -> bool:
        """Write until nothing waits (True) or the pipe is full (False)."""
        while self._waiting:
            try:
                written = os.write(self._pipe, self._waiting[:_WRITE_BYTES])
            except BlockingIOError:
                return False
            del self._waiting[:written]
            if self._unsaid:
                self._waiting += frames.gap(self._unsaid, "nobody took them from the watcher in time")
                self._unsaid = 0
        return True
