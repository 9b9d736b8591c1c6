"""The log: what happened, as lines of JSON, kept on this computer; bounded in size and in pace, private to the person.

`app.report.entry` says what a line holds, `app.report.pace` which are left out. Of a set-up only changes of state
are kept, not every byte counted. The agent and the commands write to the same file, a line with each write(2) and
O_APPEND, so that lines stay whole. Nothing of unlisted or approved tools ever reaches the stream, so nothing is here.
"""

import contextlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.host.files import InUse, NotWritable, exclusive, translated
from app.host.paths import own_folder
from app.report.entry import Entries
from app.report.pace import KEY, Repeats

NAME = "signpost.log"
MOST_BYTES = 1_000_000
KEPT_FILES = 2
LONGEST_LINE = 8_000


class Log:
    """The open log in `folder`. For one thread at a time (`Stream` sees to it). Raises DiskFull, NotWritable.

    `private` are words that no line may hold, each with what stands there instead; `component` is who writes. Not
    `logging`: that takes longer to load (15 ms) than all the rest that happens before the first line.
    """

    def __init__(
        self,
        folder: Path,
        private: Mapping[str, str] | None = None,
        component: str = "",
        repeats: Repeats | None = None,
    ) -> None:
        self._path, self._component = own_folder(folder) / NAME, component
        self._entries = Entries(os.urandom(4).hex(), private or {})
        self._repeats = repeats or Repeats()
        self._file = -1
        try:
            self._open()
            self._path.chmod(0o600)
        except OSError as error:
            raise translated(error, self._path) from error
        self._last_step = ""

    def write(self, event: str, fields: Mapping[str, Any]) -> None:
        """Add one event, unless it is a step of a set-up that only counts on, or one of too many.

        A full disk must not end what is being logged: the line is lost, and the next one tries again.
        """
        step = f"{fields.get('tool')} {fields.get('state')}" if event == "setup" else ""
        if step and step == self._last_step:
            return
        self._last_step = step or self._last_step
        entry = self._entries.make(_now(), event, fields, self._component)
        before = self._repeats.left_out_before(entry)
        if before is not None:
            self._write({**entry, "repeats": before} if before else entry)

    def close(self) -> None:
        """Say what was left out, and let go of the file."""
        for key, count in self._repeats.owed():
            of = {name: value for name, value in zip(KEY, key, strict=True) if value is not None}
            entry = self._entries.make(_now(), str(of["event"]), of, str(of["component"]))
            self._write({**entry, "event": "repeated", "of": of["event"], "repeats": count})
        self._let_go()

    def _write(self, entry: Mapping[str, Any]) -> None:
        line = json.dumps(entry).encode()
        if len(line) > LONGEST_LINE:
            short = {name: value[:500] if isinstance(value, str) else value for name, value in entry.items()}
            line = json.dumps(short).encode()
        with contextlib.suppress(OSError):
            if not self._is_current():
                self._let_go()
                self._open()
            if os.fstat(self._file).st_size + len(line) >= MOST_BYTES:
                self._begin_anew()
            os.write(self._file, line + b"\n")

    def _is_current(self) -> bool:
        """Whether the open file is the log, and not what another process has kept as an older one."""
        if self._file < 0:
            return False
        try:
            ours, there = os.fstat(self._file), self._path.stat()
        except FileNotFoundError:
            return False
        return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)

    def _begin_anew(self) -> None:
        """Keep what was written as `signpost.log.1`, the one before as `.2`, let the oldest go. One process does."""
        with contextlib.suppress(InUse, NotWritable), exclusive(self._path.with_name(f".{NAME}.lock")):
            kept = [self._path, *(self._path.with_name(f"{NAME}.{number + 1}") for number in range(KEPT_FILES))]
            self._let_go()  # Windows renames no open file
            for older, newer in zip(reversed(kept), reversed(kept[:-1]), strict=False):
                with contextlib.suppress(OSError):
                    newer.replace(older)
        if self._file < 0:
            self._open()

    def _open(self) -> None:
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)

    def _let_go(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _now() -> str:
    """The local time to the millisecond, with its offset (RFC 3339)."""
    now = time.time()
    local = time.localtime(now)
    offset = time.strftime("%z", local)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', local)}.{int(now * 1000) % 1000:03}{offset[:3]}:{offset[3:]}"
