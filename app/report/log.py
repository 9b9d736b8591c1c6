"""The log: what the event stream says, kept on this computer, bounded, private to the person.

One line per event: the local time, then the JSON. Of a set-up only changes of state are kept, not every byte counted.
Nothing of unlisted or approved tools ever reaches the stream, so nothing of them is here.
"""

import contextlib
import json
import os
import time
from pathlib import Path
from typing import Any

from app.host.files import translated
from app.host.paths import own_folder

NAME = "signpost.log"
MOST_BYTES = 1_000_000
KEPT_FILES = 2


class Log:
    """The open log in `folder`. For one thread at a time (`Stream` sees to it). Raises DiskFull, NotWritable.

    Not `logging`: that takes longer to load (15 ms) than all the rest that happens before the first line.
    """

    def __init__(self, folder: Path) -> None:
        self._path = own_folder(folder) / NAME
        self._file = -1
        try:
            self._open()
            self._path.chmod(0o600)
        except OSError as error:
            raise translated(error, self._path) from error
        self._last_step = ""

    def write(self, event: str, fields: dict[str, Any]) -> None:
        """Add one event, unless it is a step of a set-up that only counts on.

        A full disk must not end what is being logged: the line is lost, and the next one tries again.
        """
        step = f"{fields.get('tool')} {fields.get('state')}" if event == "setup" else ""
        if step and step == self._last_step:
            return
        self._last_step = step or self._last_step
        line = f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {json.dumps({'event': event, **fields})}\n".encode()
        with contextlib.suppress(OSError):
            if self._file < 0:  # it could not be opened anew the last time
                self._open()
            if self._size + len(line) > MOST_BYTES:
                self._begin_anew()
            self._size += os.write(self._file, line)

    def _begin_anew(self) -> None:
        """Keep what was written as `signpost.log.1`, the one before as `.2`, and let the oldest go."""
        kept = [self._path, *(self._path.with_name(f"{NAME}.{number + 1}") for number in range(KEPT_FILES))]
        self.close()  # Windows renames no open file
        for older, newer in zip(reversed(kept), reversed(kept[:-1]), strict=False):
            with contextlib.suppress(OSError):
                newer.replace(older)
        self._open()

    def _open(self) -> None:
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._size = os.fstat(self._file).st_size

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
