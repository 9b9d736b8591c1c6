"""A conversation with a program of ours in a process of its own: a question a line, lines in answer.

What that process loads and computes is gone with it. It ends with us: its standard input then closes, which is all it
needs to know.
"""

import collections
import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import IO

from app.errors import SignpostError
from app.host import crash
from app.host.companion import companion
from app.host.thread import begin

LONGEST_LINE = 1 << 30
"""Bytes. Our own program writes them; a policy with all that belongs to it comes to a few hundred kilobytes."""

_LOOK_SECONDS = 0.1
_END_SECONDS = 5.0
_LAST_LINES = 100


class NoAnswer(SignpostError):
    """The process could not be started, or ended without an answer, or took too long."""

    what = "A part of Signpost that runs in a process of its own gave no answer ({detail})."
    todo = "Signpost tries again by itself. If it stays so, tell IT."


class Conversation:
    """With the program of that `argv`, started at once. For one thread; `end` from any. Raises NoAnswer, NoThread."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        try:
            process = companion(argv, env=env)
        except OSError as error:
            raise NoAnswer(detail=error.strerror or error) from error
        self._process, self._ended = process, False
        self._lines = queue.SimpleQueue[bytes]()
        self._complaint = collections.deque[bytes](maxlen=_LAST_LINES)
        self._readers = [
            threading.Thread(target=_read, args=(stream, take), daemon=True, name="errand")
            for stream, take in ((process.stdout, self._lines.put), (process.stderr, self._complaint.append))
        ]
        try:
            for reader in self._readers:
                begin(reader)
        except SignpostError:
            process.kill()
            process.wait()
            raise

    def say(self, line: bytes) -> None:
        """Put a question."""
        stdin, left = self._process.stdin, memoryview(line + b"\n")
        try:
            while left and stdin is not None:
                left = left[stdin.write(left) or 0 :]
        except (OSError, ValueError) as error:  # ValueError: `end` closed it
            raise self._no_answer() from error

    def hear(self, seconds: float, cancel: threading.Event | None = None) -> bytes | None:
        """The next line in answer, which may take so long; None once `cancel` is set."""
        give_up = time.monotonic() + seconds
        while True:
            left = give_up - time.monotonic()
            try:
                line = self._lines.get(timeout=max(0.0, left if cancel is None else min(left, _LOOK_SECONDS)))
            except queue.Empty:
                if cancel is not None and cancel.is_set():
                    return None
                if left > 0:
                    continue
                self.end()
                raise NoAnswer(detail=f"within {seconds:.0f} seconds") from None
            if not line.endswith(b"\n"):
                raise self._no_answer()
            return line

    def end(self) -> None:
        """Have the process end, whatever it is at: all that we keep is made to be cut off at any moment."""
        self._ended = True
        self._process.kill()

    def close(self) -> None:
        """End it and let go of all that belongs to it."""
        self.end()
        self._gone()
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _gone(self) -> int | str:
        """Its exit code, once all it said is here."""
        with contextlib.suppress(subprocess.TimeoutExpired):  # it hangs in the kernel
            code = self._process.wait(_END_SECONDS)
            for reader in self._readers:
                reader.join(_END_SECONDS)
            return code
        return "none"

    def _no_answer(self) -> NoAnswer:
        """It ended; a fault of ours is kept for IT as if it were met in this very process."""
        if not self._ended:
            self._process.kill()
            code = self._gone()
            said = b"".join(self._complaint).decode("utf-8", "replace")
            if said:
                crash.note("exception", "errand", said)
            return NoAnswer(detail=f"it ended with code {code}")
        return NoAnswer(detail="it was ended")


def _read(stream: IO[bytes], take: Callable[[bytes], object]) -> None:
    """Hand on each line; one that is cut short or longer than any says that there is no more."""
    with stream, open(stream.fileno(), "rb", closefd=False) as lines:
        while (line := lines.readline(LONGEST_LINE)).endswith(b"\n"):
            take(line)
        take(line)
