"""What the helper says on Windows, where it shares no stream with whoever asked: a file below its folder.

The file is named for the helper's process, whose id the caller has. Every account may read it, and only administrators
may write to its folder (`app.elevation.windows.owned.SHOWN`). What a reader keeps from being written is not said:
nothing stops for it.
"""

import contextlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

from app.setup.uac import said_by

_KEPT_SECONDS = 86_400.0
"""Longer than any installation takes, so that no file of one at work is removed."""


class Progress:
    """Says nothing until its folder is known to be ours."""

    def __init__(self) -> None:
        self._file: Path | None = None

    def open(self, folder: Path) -> None:
        """From now on say it there; what was said long ago goes."""
        with contextlib.suppress(OSError):
            for earlier in folder.iterdir():
                if time.time() - earlier.stat().st_mtime > _KEPT_SECONDS:
                    earlier.unlink()
        file = said_by(folder, os.getpid())
        with contextlib.suppress(OSError):
            file.write_bytes(b"")  # an earlier process may have had our id
            self._file = file

    def say(self, record: Mapping[str, object]) -> None:
        """One record, whole: whoever reads meanwhile waits for the end of its line."""
        if self._file is None:
            return
        with contextlib.suppress(OSError), self._file.open("ab", buffering=0) as file:
            file.write(json.dumps(record).encode() + b"\n")
