"""Crash reports: a folder of a few small files, on this computer only; nothing in this program sends them.

A report is one JSON object: `at` (UTC, RFC 3339), `kind` (exception, stalled, qt, native), `version`, `python`,
`system`, `thread`, `traceback` (lines, without the values of variables), `log` (the last lines). What the system kills
us for (SIGSEGV and its kin) leaves no time for that: faulthandler writes the stack of every thread into a file that was
opened before, and the next start makes a report of it.
"""

import contextlib
import faulthandler
import json
import os
import re
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import msgspec

from app import __version__
from app.host import clock, process
from app.host.files import plain, write_durably
from app.host.paths import Paths, own_folder

MOST_REPORTS = 10
_MOST_BYTES = 64_000
_MOST_IN_A_RUN = 5
_LOG_LINES = 30

_LARGEST = 1 << 20
_WHOSE = re.compile(r"native-([0-9]{1,10})-([0-9]{1,20})\.txt")

_FAULT, _STACKS = "native-{pid}-{started}.txt", "threads-{pid}-{started}.txt"

LOOP_SECONDS, LOOP_CRASHES = 600.0, 3
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0


class Report(msgspec.Struct, frozen=True):
    """One crash, as far as it is told in short."""

    at: datetime
    kind: str
    version: str
    thread: str = ""
    traceback: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The last line of the traceback that says something: the error, as a rule."""
        return next((line.strip() for line in reversed(self.traceback) if line.strip()), "")


def folder(paths: Paths) -> Path:
    """Where they are."""
    return paths.state / "crashes"


class CrashReports:
    """The folder as one process writes to it. `redacted` leaves out what is private, `last_lines` tells the log's."""

    def __init__(
        self,
        where: Path,
        redacted: Callable[[str], str],
        last_lines: Callable[[int], list[dict[str, Any]]] = lambda _: [],
    ) -> None:
        self.folder, self._redacted, self._last_lines = own_folder(where), redacted, last_lines
        ours = os.getpid()
        self._own = self.folder / _FAULT.format(pid=ours, started=process.start_time(ours) or 0)
        self._told: set[str] = set()
        self._stacks = stacks_file(self.folder, ours, process.start_time(ours) or 0)
        self._faults: TextIO | None = None
        self._asked: TextIO | None = None

    def keep(self, kind: str, thread: str, traceback: str) -> None:
        """Write one; the same once in a run, and only a few. Raises DiskFull, NotWritable."""
        place = "\n".join(line for line in traceback.splitlines() if line.lstrip().startswith("File "))
        if f"{kind}\n{place}" in self._told or len(self._told) >= _MOST_IN_A_RUN:
            return
        self._told.add(f"{kind}\n{place}")
        self._write(clock.now(), kind, thread, traceback)

    def open(self) -> None:
        """Make reports of what earlier runs left, and be ready for faults of this one."""
        for file in self.folder.glob("native-*-*.txt"):
            whose = _WHOSE.fullmatch(file.name)
            # What bears our own name is from before we were started anew.
            if file == self._own or whose is None or not process.is_running(int(whose[1]), int(whose[2])):
                self._take(file)
        for file in self.folder.glob("threads-*-*.txt"):
            with contextlib.suppress(OSError):
                file.unlink()  # one agent runs at a time
        with contextlib.suppress(OSError):
            self._faults = _opened(self._own)
            faulthandler.enable(self._faults, all_threads=True)
            if sys.platform != "win32":
                self._asked = _opened(self._stacks)
                faulthandler.register(signal.SIGUSR1, self._asked, all_threads=True)

    def close(self) -> None:
        """This run ends well."""
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._own.unlink(missing_ok=True)
            self._faults = None
        if self._asked is not None and sys.platform != "win32":
            self._stacks.unlink(missing_ok=True)  # who asks looks for it first: the signal alone would end us
            faulthandler.unregister(signal.SIGUSR1)
            self._asked.close()
            self._asked = None

    def _take(self, file: Path) -> None:
        with contextlib.suppress(OSError):
            said, at = "", clock.now()
            if stat.S_ISREG(file.lstat().st_mode):
                said = _content(file)[:_MOST_BYTES].decode(errors="replace")
                at = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
            file.unlink()  # first: what cannot go would be told again and again
            if said.strip():
                self._write(at, "native", "", said)

    def _write(self, at: datetime, kind: str, thread: str, traceback: str) -> None:
        lines = self._redacted(traceback[-_MOST_BYTES:]).splitlines()
        report = {
            "at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "kind": kind,
            "version": __version__,
            "python": ".".join(str(part) for part in sys.version_info[:3]),
            "system": os.uname().release if hasattr(os, "uname") else os.name,
            "thread": thread,
            "traceback": lines,
            "log": self._last_lines(_LOG_LINES),
        }
        name = f"crash-{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}.json"
        write_durably(self.folder / name, json.dumps(report, indent=1).encode())
        for old in sorted(self.folder.glob("crash-*.json"))[:-MOST_REPORTS]:
            with contextlib.suppress(OSError):
                old.unlink()


def stacks_file(where: Path, pid: int, started: int) -> Path:
    """Where that process writes the stack of each thread when it gets SIGUSR1."""
    return where / _STACKS.format(pid=pid, started=started)


def _content(file: Path) -> bytes:
    """What the file holds, as far as it is not too much; of a link nothing, for IT gets to read it. Raises OSError."""
    with plain(file) as data:
        return b"" if file.is_symlink() else data.read(_LARGEST)


def _opened(file: Path) -> TextIO:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w")


def reports(where: Path) -> tuple[Report, ...]:
    """Those there are, the oldest first. What cannot be read is none."""
    found = []
    for file in sorted(where.glob("crash-*.json")):
        with contextlib.suppress(OSError, ValueError, RecursionError):
            found.append(msgspec.json.decode(_content(file), type=Report))
    return tuple(found)


def texts(where: Path) -> Iterator[tuple[str, str]]:
    """The files as they are, by name: for who reads them."""
    for file in sorted(where.glob("crash-*.json")):
        with contextlib.suppress(OSError):
            yield file.name, _content(file).decode(errors="replace")


def pause(found: tuple[Report, ...], now: datetime) -> float:
    """How many seconds the next start had better wait: none, unless it crashed again and again just now."""
    lately = sum(0 <= (now - report.at).total_seconds() < LOOP_SECONDS for report in found)
    if lately < LOOP_CRASHES:
        return 0.0
    return min(_FIRST_PAUSE * 2.0 ** (lately - LOOP_CRASHES), _LONGEST_PAUSE)
