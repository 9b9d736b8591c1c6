"""The one subprocess gate: lists of arguments only, never a shell, a deadline, bounded output, all of it ended.

A child gets the environment it is given, and on standard input nothing or the pipe it is given. What it prints is read
while it runs, so that a child with much to say never blocks; at most `keep` bytes at the end of each stream are kept.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

import msgspec

from app.host import offspring
from app.host.companion import NO_WINDOW


class Result(msgspec.Struct, frozen=True):
    """How it ended. `code` is the exit status (negative: the signal), `ended_by` is "", "timeout" or "cancel"."""

    code: int
    out: str
    err: str
    ended_by: str = ""


def run(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path | None = None,
    timeout: float,
    cancel: threading.Event | None = None,
    on_line: Callable[[str], None] | None = None,
    on_output: Callable[[str], None] | None = None,
    tick: Callable[[], None] | None = None,
    stdin: int | None = None,
    keep: int = 64_000,
    grace: float = 0.3,
) -> Result:
    """Run `argv` to its end, the deadline (seconds) or `cancel`, whichever comes first.

    `on_line` gets each line of standard error from the reader thread, `on_output` each of standard output; `tick` is
    called about five times a second from this one. What is ended is asked to, and after `grace` seconds made to, with
    all it started (see `app.host.offspring`). `stdin` is the reading end of a pipe; it is closed here, so that whoever
    writes to the other end learns that the child is gone. Raises OSError when the program cannot be started.
    """
    environment = offspring.marked(env)
    try:
        child = subprocess.Popen(
            list(argv),
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=sys.platform != "win32",
            creationflags=NO_WINDOW,
        )
    finally:
        if stdin is not None:
            os.close(stdin)
    streams = [
        _Tail(stream, keep, told) for stream, told in ((child.stdout, on_output), (child.stderr, on_line)) if stream
    ]
    ended_by = ""
    deadline = time.monotonic() + timeout
    try:
        while True:
            try:
                child.wait(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                pass
            if tick is not None:
                tick()
            if cancel is not None and cancel.is_set():
                ended_by = "cancel"
                break
            if time.monotonic() > deadline:
                ended_by = "timeout"
                break
    finally:
        if child.poll() is None:
            family = offspring.carrying(environment[offspring.MARK])
            _end(child, grace)
            offspring.end(environment[offspring.MARK], family)
        for stream in streams:
            stream.join(_LAST_WORDS_SECONDS if ended_by else _LAST_WORDS_SECONDS * 10)
    return Result(child.returncode, streams[0].text(), streams[1].text(), ended_by)


def _end(child: "subprocess.Popen[bytes]", grace: float) -> None:
    """End the child and everything it started: politely, then for good."""
    for ask in ("SIGTERM", "SIGKILL"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                child.kill()
            else:
                os.killpg(child.pid, getattr(signal, ask))
        try:
            child.wait(timeout=grace)
            break
        except subprocess.TimeoutExpired:
            continue
    if sys.platform != "win32":  # grandchildren that ignored SIGTERM hold the pipes open
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)


_LAST_WORDS_SECONDS = 0.5
"""How long to read on after the end: what still holds the pipe has left us, and its words are not worth waiting for."""


class _Tail:
    """Reads one stream to its end in a thread and keeps its last bytes."""

    def __init__(self, stream: IO[bytes], keep: int, on_line: Callable[[str], None] | None) -> None:
        self._stream, self._keep, self._on_line = stream, keep, on_line
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._read, daemon=True, name="child-output")
        self._thread.start()

    def _read(self) -> None:
        with self._stream:
            while line := self._stream.readline(65_536):
                self._kept += line
                if len(self._kept) > 2 * self._keep:
                    del self._kept[: -self._keep]
                if self._on_line is not None:
                    self._on_line(line.decode("utf-8", "replace").rstrip("\r\n"))

    def join(self, seconds: float) -> None:
        self._thread.join(timeout=seconds)

    def text(self) -> str:
        return bytes(self._kept[-self._keep :]).decode("utf-8", "replace")
