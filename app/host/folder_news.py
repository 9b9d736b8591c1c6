"""Waiting until something in some folders changes, without looking again and again (inotify(7)). Linux alone.

One thread waits, any other may end it. A folder that is not there is waited for where it would come to be.
"""

import contextlib
import os
import select
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from app.host import inotify


class FolderNews:
    """`wait` comes back with news of the `folders`, which may be others at each call. Closed after nobody waits."""

    def __init__(self) -> None:
        self._notes = _begin()
        self._ends, self._end = os.pipe()
        self._over = threading.Event()  # Windows cannot wait for a pipe

    @property
    def comes(self) -> bool:
        """Whether there is ever news here."""
        return self._notes >= 0

    @property
    def over(self) -> bool:
        """Whether `end` was called."""
        return self._over.is_set()

    def listen(self, folders: Iterable[Path], mask: int = inotify.PLACED) -> None:
        """From now on there is news of these, too: what happens until `wait` is called counts."""
        for folder in folders if self.comes else ():
            while self._came_meanwhile(folder, mask):
                pass

    def wait(self, seconds: float | None = None) -> bool:
        """Whether there is news; False once `end` was called, or after so many seconds (None: there is no hurry)."""
        return bool(self._listened(seconds))

    def settle(self, quiet: float) -> bool:
        """Wait until there was no news for so many seconds, as files are written piece by piece; False: `end`.

        Who writes on and on is not waited for beyond ten times that.
        """
        for _ in range(10):
            news = self._listened(quiet)
            if news is None:
                return False
            if not news:
                break
        return True

    def end(self) -> None:
        """Have the one that waits come back, now or later."""
        self._over.set()
        os.write(self._end, b".")

    def close(self) -> None:
        """Let go of it, when nobody waits any more."""
        for descriptor in (self._ends, self._end, self._notes):
            if descriptor >= 0:
                os.close(descriptor)

    def _came_meanwhile(self, folder: Path, mask: int) -> bool:
        """Have news of it, or of the nearest above it; whether what was not there came before that could tell of it."""
        missing: Path | None = None
        for place in (folder, *folder.parents):
            try:
                inotify.add(self._notes, place, mask if place == folder else inotify.COMING)
                break
            except FileNotFoundError:
                missing = place
            except OSError:  # not for us to read, or no watch is left: what is above may tell of it
                missing = None
        with contextlib.suppress(OSError):
            return missing is not None and missing.exists()
        return False

    def _listened(self, seconds: float | None) -> bool | None:
        """Whether there was news within that time; None once `end` was called."""
        if not self.comes:
            return None if self._over.wait(seconds) else False
        readable = select.select([self._ends, self._notes], [], [], seconds)[0]
        if self._ends in readable:
            return None
        return bool(readable) and inotify.forget(self._notes)


def _begin() -> int:
    """A descriptor for news; -1 where there is none to be had."""
    if sys.platform == "linux":
        try:
            return inotify.begin()
        except OSError:
            return -1
    else:
        return -1
