"""Whether another version of this program was installed while it runs.

A Linux package keeps each version in a folder of its own and moves the link `current` over at once; an AppImage is one
file that is exchanged. What runs goes on with the files it was started from until it moves over by itself.
"""

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
        return ("", found.st_ino, found.st_mtime_ns) if found.st_mode & 0o100 else None
    except OSError:
        return None
