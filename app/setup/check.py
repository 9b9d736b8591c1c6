"""What has to be so before anything is downloaded: folders that can be written, and room on their disks."""

import os
from pathlib import Path

from app.host.files import NotWritable
from app.setup.errors import TooLittleSpace
from app.setup.installer import Needs
from app.setup.place import Place
from app.setup.trees import free_bytes


def writable(place: Place) -> None:
    """Make sure that the set-up can be written at all. Raises NotWritable."""
    for folder in (place.folder, place.paths.cache, place.paths.bin):
        existing = _nearest(folder)
        if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
            raise NotWritable(path=existing, detail="not a folder this person may write to")


def space(place: Place, needs: Needs) -> None:
    """Add up what goes where: download and installation may share a file system, or not. Raises TooLittleSpace."""
    devices: dict[int, tuple[int, int, Path]] = {}
    for folder, size in needs:
        device, free = free_bytes(folder)
        devices[device] = (devices.get(device, (0, 0, folder))[0] + size, free, folder)
    for needed, free, folder in devices.values():
        if needed > free:
            raise TooLittleSpace(tool=place.tool, path=folder, needed=megabytes(needed), free=megabytes(free))


def _nearest(path: Path) -> Path:
    while not os.path.lexists(path) and path != path.parent:
        path = path.parent
    return path


def megabytes(size: int) -> str:
    """A size for a person: `93 MB` (10^6 bytes, rounded up)."""
    return f"{-(-size // 1_000_000)} MB"
