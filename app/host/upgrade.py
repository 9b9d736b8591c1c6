"""Whether another version of this program was installed while it runs.

A Linux package keeps each version in a folder of its own and moves the link `current` over at once; an AppImage is one
file that is exchanged. What runs goes on with the files it was started from until it moves over by itself.
"""

import errno
import signal
import sys
from pathlib import Path

from app.host import entries


class Upgrade:
    """`folders` are where the next version comes to; none where it is nothing that could be noticed."""

    def __init__(self, place: Path | None = None, running: str = "") -> None:
        """`place` is the link or the AppImage, `running` the folder of the version that runs (default: our own)."""
        place = place or entries.installed_at()
        self._place = place
        linked = place is not None and place.is_symlink()
        self._before = (running or entries.folder(), 0, 0) if linked else _identity(place)
        self.folders = (place.parent,) if place is not None else ()

    @property
    def here(self) -> bool:
        """Whether there is another version now, and it can be started."""
        return _identity(self._place) not in (None, self._before)


def _identity(place: Path | None) -> tuple[str, int, int] | None:
    """What stands there: where the link leads, or which file it is; None when nothing that can be started does."""
    try:
        if place is None:
            return None
        if place.is_symlink():
            return (str(place.resolve(strict=True)), 0, 0)
        found = place.stat()
        if not found.st_mode & 0o100 or _is_being_written(place):
            return None
    except OSError:
        return None
    return ("", found.st_ino, found.st_mtime_ns)


def _is_being_written(place: Path) -> bool:
    """Whether somebody has the file open for writing: it could not be started then (ETXTBSY), and is not whole.

    A lease is refused for such a file (fcntl(2), F_SETLEASE); whose file it is not may not ask. That it is written
    after all is news again.
    """
    if sys.platform == "linux":
        import fcntl

        with place.open("rb") as file:
            try:
                fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)  # ignored, should somebody want to write just now
                fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
                fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
            except OSError as error:
                return error.errno == errno.EAGAIN
    return False
