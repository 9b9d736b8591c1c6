"""What a process of ours says: the lines of its standard output, one after the other, and what it complained of.

Whoever waits for a line reads both pipes itself: a thread for each would wake up, and wake who waits, at every start,
answer and end of a process that the agent starts every few minutes. Windows can wait for no pipe: there a thread it is.
"""

import collections
import math
import os
import queue
import select
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Protocol

from app.host.companion import Companion
from app.host.thread import begin

LONGEST_LINE = 1 << 30
"""Bytes. Our own program writes them; a policy with all that belongs to it comes to a few hundred kilobytes."""

_LAST_BYTES = 64 << 10
"""Of the complaints, which are a traceback or nothing."""

_PIECE = 64 << 10


class Spoken(Protocol):
    """For one thread."""

    def line(self, seconds: float) -> bytes | None:
        """The next line; None when there is none by then. One without an end: there will be no more."""

    def close(self, seconds: float) -> bytes:
        """Let go of both pipes, once they have ended or so long after; what it complained of last."""


if sys.platform != "win32":

    class Awaited:
        """See `Spoken`: read by who waits for it."""

        def __init__(self, process: Companion) -> None:
            self._said, self._complaint = bytearray(), bytearray()
            self._poll, self._open = select.poll(), dict[int, tuple[IO[bytes], bytearray]]()
            for stream, kept in ((process.stdout, self._said), (process.stderr, self._complaint)):
                if stream is not None:
                    self._open[stream.fileno()] = stream, kept
                    self._poll.register(stream, select.POLLIN)
            self._searched, self._over = 0, False

        def line(self, seconds: float) -> bytes | None:
            """See `Spoken`."""
            give_up = time.monotonic() + seconds
            while True:
                end = self._said.find(b"\n", self._searched) + 1
                if end or self._over or len(self._said) > LONGEST_LINE:
                    line = bytes(self._said[: end or None])
                    del self._said[: len(line)]
                    self._searched = 0
                    return line
                self._searched = len(self._said)
                if not self._read(give_up - time.monotonic()):
                    return None

        def close(self, seconds: float) -> bytes:
            """See `Spoken`."""
            give_up = time.monotonic() + seconds
            while self._open and self._read(give_up - time.monotonic()):
                pass
            for pipe in tuple(self._open):
                self._let_go(pipe)
            return bytes(self._complaint)

        def _read(self, seconds: float) -> bool:
            """Take what there is, or comes within that time; whether there was anything, be it an end."""
            ready = self._poll.poll(math.ceil(max(0.0, seconds) * 1000))
            for pipe, _ in ready:
                piece = os.read(pipe, _PIECE)
                self._open[pipe][1].extend(piece)
                if not piece:
                    self._let_go(pipe)
            del self._complaint[:-_LAST_BYTES]
            return bool(ready)

        def _let_go(self, pipe: int) -> None:
            stream, kept = self._open.pop(pipe)
            self._over = self._over or kept is self._said
            self._poll.unregister(pipe)
            stream.close()


class Collected:
    """See `Spoken`: read by a thread for each pipe."""

    def __init__(self, process: Companion) -> None:
        self._lines = queue.SimpleQueue[bytes]()
        self._complaint = collections.deque[bytes](maxlen=_LAST_BYTES // 100)
        takers = ((process.stdout, self._lines.put), (process.stderr, self._complaint.append))
        self._readers = [
            threading.Thread(target=_read, args=(stream, take), daemon=True, name="errand") for stream, take in takers
        ]
        for reader in self._readers:
            begin(reader)

    def line(self, seconds: float) -> bytes | None:
        """See `Spoken`."""
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            return None

    def close(self, seconds: float) -> bytes:
        """See `Spoken`."""
        give_up = time.monotonic() + seconds
        for reader in self._readers:
            reader.join(max(0.0, give_up - time.monotonic()))
        return b"".join(self._complaint)


def spoken(process: Companion) -> Spoken:
    """By that process. Raises NoThread, on Windows."""
    if sys.platform == "win32":
        return Collected(process)
    else:
        return Awaited(process)


def _read(stream: IO[bytes], take: Callable[[bytes], object]) -> None:
    """Hand on each line; one that is cut short or longer than any says that there is no more."""
    with stream, open(stream.fileno(), "rb", closefd=False) as lines:
        while (line := lines.readline(LONGEST_LINE)).endswith(b"\n"):
            take(line)
        take(line)
