"""Noticing that another version of this program was installed, without looking again and again (inotify(7)).

A Linux package keeps each version in a folder of its own and moves the link `current` over at once; an AppImage is one
file that is exchanged. What runs goes on with the files it was started from until it moves over by itself.
"""

import os
import select
import sys
import threading
from pathlib import Path

from app.host import entries, inotify


class Upgrade:
    """Waits for the next version. One thread waits; the rest from any. Where none can come, it waits until the end."""

    def __init__(self, place: Path | None = None, running: str = "") -> None:
        """`place` is the link or the AppImage, `running` the folder of the version that runs (default: our own)."""
        place = place or entries.installed_at()
        self._place = place
        linked = place is not None and place.is_symlink()
        self._before = (running or entries.folder(), 0, 0) if linked else _identity(place)
        self._notes = _watch(place.parent) if place is not None else -1
        self._ends, self._end = os.pipe()
        self._over = threading.Event()  # Windows cannot wait for a pipe

    def wait(self) -> bool:
        """Whether there is another version now; False once `end` was called."""
        if self._notes < 0:
            self._over.wait()
            return False
        while _identity(self._place) in (None, self._before):
            readable = select.select([self._ends, self._notes], [], [])[0]
            if self._ends in readable:
                return False
            inotify.forget(self._notes)
        return True

    def end(self) -> None:
        """Have the one that waits come back."""
        self._over.set()
        os.write(self._end, b".")

    def close(self) -> None:
        """Let go of it, when nobody waits any more."""
        for descriptor in (self._ends, self._end, self._notes):
            if descriptor >= 0:
                os.close(descriptor)


def _identity(place: Path | None) -> tuple[str, int, int] | None:
    """What stands there: where the link leads, or which file it is; None when nothing that can be started does."""
    try:
        if place is None:
            return None
        if place.is_symlink():
            return (str(place.resolve(strict=True)), 0, 0)
        found = place.stat()
        return ("", found.st_ino, found.st_mtime_ns) if found.st_mode & 0o100 else None
    except OSError:
        return None


def _watch(folder: Path) -> int:
    """A descriptor that becomes readable when something in the folder was put in place; -1 where there is no such."""
    if sys.platform == "linux":
        notes = -1
        try:
            notes = inotify.begin()
            inotify.add(notes, folder, inotify.PLACED)
        except OSError:
            if notes >= 0:
                os.close(notes)
            return -1
        return notes
    else:
        return -1
