"""A conversation with a program of ours in a process of its own: a question a line, lines in answer.

What that process loads and computes is gone with it. It ends with us: its standard input then closes, which is all it
needs to know.
"""

import contextlib
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence

from app.errors import SignpostError
from app.host import crash
from app.host.companion import companion
from app.host.spoken import spoken

_LOOK_SECONDS = 0.1
_END_SECONDS = 5.0


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
        try:
            self._spoken = spoken(process)
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
            line = self._spoken.line(max(0.0, left if cancel is None else min(left, _LOOK_SECONDS)))
            if line is None:
                if cancel is not None and cancel.is_set():
                    return None
                if left > 0:
                    continue
                self.end()
                raise NoAnswer(detail=f"within {seconds:.0f} seconds")
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

    def _gone(self) -> tuple[int | str, bytes]:
        """Its exit code, once all it said is here, and what it complained of."""
        complaint = self._spoken.close(_END_SECONDS)
        with contextlib.suppress(subprocess.TimeoutExpired):  # it hangs in the kernel
            return self._process.wait(_END_SECONDS), complaint
        return "none", complaint

    def _no_answer(self) -> NoAnswer:
        """It ended; a fault of ours is kept for IT as if it were met in this very process."""
        if not self._ended:
            self._process.kill()
            code, complaint = self._gone()
            if complaint:
                crash.note("exception", "errand", complaint.decode("utf-8", "replace"))
            return NoAnswer(detail=f"it ended with code {code}")
        return NoAnswer(detail="it was ended")
