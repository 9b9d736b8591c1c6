"""One run of the watcher process: heard, asked for a sign of life, ended."""

import os
import subprocess
from collections.abc import Sequence
from typing import IO, cast

from app.host.companion import Companion
from app.watch import frames
from app.watch.frames import Kind
from app.watch.watcher import END_SECONDS

_READ_BYTES = 256 << 10


class Channel:
    """The process, which was started, and the frames that come from it.

    `ended` is "" while it works, then says how it ended. `variables` are those it takes besides the allowed ones.
    """

    def __init__(self, process: Companion, variables: Sequence[str] = ()) -> None:
        self._variables = variables
        self._child = process
        streams = (self._child.stdin, self._child.stdout, self._child.stderr)
        self._orders, self._frames, self._complaints = (cast("IO[bytes]", stream) for stream in streams)
        self._decoder = frames.Decoder()
        self.ended = ""
        os.set_blocking(self._orders.fileno(), False)
        os.set_blocking(self._frames.fileno(), False)
        os.set_blocking(self._complaints.fileno(), False)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    def fileno(self) -> int:
        """The descriptor that becomes readable when frames wait."""
        return self._frames.fileno()

    def receive(self) -> list[tuple[Kind, bytes]]:
        """The frames that arrived; never waits. None once it ended."""
        if self.ended:
            return []
        try:
            data = os.read(self._frames.fileno(), _READ_BYTES)
            found = self._decoder.feed(data)
        except BlockingIOError:
            return []
        except frames.Broken as broken:
            self.stop(f"the watcher process sent nonsense: {broken}")
            return []
        for kind, payload in found:
            if kind is Kind.FAILED:
                self.ended = payload.decode(errors="replace")
        if not data:
            self.stop("")
        return found

    def ask(self) -> None:
        """Ask for a sign of life: it answers with its counts."""
        self._order(b"?\n")

    def look_again(self) -> None:
        """Have it see how it is scheduled by now: it answers with its mode."""
        self._order(b"!\n")

    def seek(self, variables: Sequence[str]) -> None:
        """Have it take these variables from now on; nothing happens when it does already."""
        if variables != self._variables:
            self._variables = variables
            self._order(" ".join(("+", *variables)).encode() + b"\n")

    def _order(self, line: bytes) -> None:
        try:
            taken = os.write(self._orders.fileno(), line)
        except OSError as error:
            self.stop(f"the watcher process takes no orders: {error.strerror}")
        else:
            if taken < len(line):
                self.stop("the watcher process takes no orders")

    def stop(self, reason: str) -> None:
        """End it at once; `reason` says why, "" when it ended by itself."""
        if self._child.poll() is None:
            if reason:
                self._child.kill()
            try:
                self._child.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        self.ended = self.ended or reason or self._how_it_ended()
        for stream in (self._orders, self._frames, self._complaints):
            stream.close()

    def finish(self) -> list[tuple[Kind, bytes]]:
        """End it in good order. Returns its last frames."""
        if self.ended:
            return []
        last: list[tuple[Kind, bytes]] = []
        self._orders.close()
        os.set_blocking(self._frames.fileno(), True)
        try:
            self._child.wait(END_SECONDS)
            while data := os.read(self._frames.fileno(), _READ_BYTES):
                last += self._decoder.feed(data)
        except (subprocess.TimeoutExpired, frames.Broken):
            self._child.kill()
        self.stop("the watcher process was told to end")
        return last

    def _how_it_ended(self) -> str:
        code = self._child.returncode
        try:
            complaint = os.read(self._complaints.fileno(), 4096).decode(errors="replace").strip().rpartition("\n")[2]
        except BlockingIOError:
            complaint = ""
        how = f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"
        return f"the watcher process {how}" + (f" ({complaint})" if complaint else "")
