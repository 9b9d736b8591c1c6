"""A disk as Windows shows it, over real folders here: each thing with an access list, links that can be told."""

import errno
import os
import stat
from pathlib import Path

from app.elevation.windows.objects import DEVICE, DIRECTORY, REPARSE_POINT
from app.elevation.windows.owned import SHOWN
from tests.elevation.sddl import binary

ABOVE = "O:TIG:TID:PAI(A;;LC;;;AU)(A;OICIIO;SDGXGWGR;;;AU)(A;;FA;;;SY)(A;;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
"""What C:\\ has: others may make folders of their own there."""


class Disk:
    """See `app.elevation.windows.objects.Objects`. What lies in `lists` has that list; else a folder gives its own on.

    `held` are the paths that are open now, `looked` all that were ever opened; `keys` the registry's lists.
    """

    def __init__(self) -> None:
        self.lists: dict[Path, str] = {Path("/"): ABOVE}
        self.keys: dict[str, str] = {}
        self.held: dict[int, Path] = {}
        self.looked: list[Path] = []

    def open(self, path: Path) -> int:
        found = path.lstat()
        handle = os.open(path, os.O_PATH if not stat.S_ISREG(found.st_mode) else os.O_RDONLY | os.O_NOFOLLOW)
        self.held[handle] = path
        self.looked.append(path)
        return handle

    def attributes(self, handle: int) -> int:
        found = self.held[handle].lstat().st_mode
        if stat.S_ISLNK(found):
            return REPARSE_POINT | DIRECTORY
        return DIRECTORY if stat.S_ISDIR(found) else 0x80 if stat.S_ISREG(found) else DEVICE

    def security(self, handle: int) -> bytes:
        path = self.held[handle]
        return binary(next(self.lists[above] for above in (path, *path.parents) if above in self.lists))

    def read(self, handle: int, most: int) -> bytes:
        return os.read(handle, most)

    def close(self, handle: int) -> None:
        del self.held[handle]
        os.close(handle)

    def make_folder(self, path: Path, sddl: str) -> None:
        path.mkdir()
        self.lists[path] = sddl

    def key_security(self, key: str) -> bytes:
        if key not in self.keys:
            raise FileNotFoundError(errno.ENOENT, "Windows error 2")
        return binary(self.keys[key])

    def give(self, path: Path, sddl: str = SHOWN) -> None:
        """Let it have that list."""
        self.lists[path] = sddl
