"""Launches on macOS: applications as NSWorkspace tells of them, at once, and everything else by polling beneath.

A process of ours observes (`app.watch.applications`); when it ends, polling goes on alone, and it is started again.
"""

import os
import select
import subprocess
import threading
import time
from collections.abc import Callable
from typing import IO, cast

from app.host.companion import Companion, companion
from app.host.entries import isolated
from app.policy.launch import Launch
from app.watch.applications import READY, STARTED
from app.watch.environment import Wanted
from app.watch.polling import SWEEP_SECONDS, TICK_SECONDS, Poll, Reader, native_reader
from app.watch.source import Gap, Unavailable

READY_SECONDS = 10.0
RETRY_SECONDS = 60.0
_END_SECONDS = 3.0
_READ_BYTES = 4096


def start() -> Companion:
    """Start the process that observes. Raises OSError."""
    script = f"{os.path.dirname(os.path.abspath(__file__))}/applications.py"  # noqa: PTH100, PTH120  as watcher.start
    return companion(isolated("signpost-applications", script), env={})


class Observer:
    """That process, listened to on a thread of its own: `told` is called for each start, `ended` when it is gone.

    `problem` says why it ended.
    """

    def __init__(self, process: Companion, told: Callable[[], None], ended: Callable[[], None]) -> None:
        self._process, self._told, self._ended = process, told, ended
        streams = (process.stdin, process.stdout, process.stderr)
        self._orders, self._words, self._complaints = (cast("IO[bytes]", stream) for stream in streams)
        self._ready = threading.Event()
        self.problem = ""
        self._thread = threading.Thread(target=self._listen, name="applications")
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether it observes; waits so long for that."""
        return self._ready.wait(seconds) and not self.problem

    def close(self) -> None:
        """End it, politely at first."""
        self._orders.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._thread.join()
        self._words.close()
        self._complaints.close()

    def _listen(self) -> None:
        said, complaint = b"", b""
        streams = [self._words, self._complaints]
        while streams:
            for stream in select.select(streams, [], [])[0]:
                data = os.read(stream.fileno(), _READ_BYTES)
                if not data:
                    streams.remove(stream)
                elif stream is self._complaints:
                    complaint = (complaint + data)[-_READ_BYTES:]
                else:
                    *lines, said = (said + data).split(b"\n")
                    said = said[:_READ_BYTES]
                    self._hear(lines)
        self.problem = complaint.decode(errors="replace").strip().rpartition("\n")[2] or "the observing process ended"
        self._ready.set()
        self._ended()

    def _hear(self, lines: list[bytes]) -> None:
        for line in lines:
            if line == STARTED.encode():
                self._told()
            elif line == READY.encode():
                self._ready.set()
                self._told()


class Workspace(Poll):
    """The source on macOS. Unavailable where applications cannot be observed: without anybody at the screen."""

    name = "workspace"

    def __init__(
        self,
        reader: Callable[[Wanted], Reader] = native_reader,
        start: Callable[[], Companion] = start,
        *,
        tick: float = TICK_SECONDS,
        sweep: float = SWEEP_SECONDS,
        ready: float = READY_SECONDS,
        retry: float = RETRY_SECONDS,
    ) -> None:
        super().__init__(reader, tick=tick, sweep=sweep)
        self._start, self._retry = start, retry
        self._retry_at = 0.0
        self._over = False
        self._observer: Observer | None = None
        try:
            self._observer = self._observe()
        except OSError as error:
            reason = f"the observing process cannot be started: {error.strerror}"
            raise Unavailable(source=self.name, reason=reason) from error
        if not self._observer.wait(ready):
            self._observer.close()
            reason = f"applications cannot be observed: {self._observer.problem}"
            raise Unavailable(source=self.name, reason=reason)
        self.blind_spots = f"Applications are seen at once. Of everything else: {self.blind_spots}"

    def close(self) -> None:
        """See `Source.close`."""
        if self._observer is not None:
            self._observer.close()
            self._observer = None
        super().close()

    def _observe(self) -> Observer:
        """Start to observe. Raises OSError when that cannot even be tried."""
        self._over = False
        return Observer(self._start(), self._hurry, self._ended)

    def _ended(self) -> None:
        """On the observer's thread."""
        self._over = True
        self._hurry()

    def _compare(self) -> list[Launch | Gap]:
        if self._over:
            self._mend(time.monotonic())
        elif self.mode and self._observer is not None and self._observer.wait(0.0):
            self.mode = ""
            self._counts.update(restarts=1)
        return super()._compare()

    def _mend(self, now: float) -> None:
        """Start to observe again, at once and then from time to time. Nothing is missed meanwhile but the moment."""
        if self._observer is not None:
            self._observer.close()
            self._observer, self.mode, self._retry_at = None, "interrupted", now
        if now < self._retry_at:
            return
        self._retry_at = now + self._retry
        try:
            self._observer = self._observe()
        except OSError:
            self._over = True
