"""Files that root may believe: nobody but root can change them or put others in their place.

Each folder from the root of the file system down is opened by its parent's descriptor and no link is followed
(openat(2), O_NOFOLLOW), so what was looked at is what is read. Group and world may write to none of them, and on macOS
no access list may allow anybody anything, which could not be seen in the mode.
"""

import os
import stat
import sys
from pathlib import Path

from app.elevation import access_list
from app.elevation.errors import OpenToOthers
from app.elevation.owned import LARGEST

if sys.platform != "win32":
    _PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    _FOLDER = _PLAIN | os.O_DIRECTORY

    def read(path: Path, largest: int = LARGEST) -> bytes:
        """The bytes of a plain file. Raises OpenToOthers: also for a link, a pipe, a missing or too long file."""
        handle = _opened(path, _PLAIN)
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise OpenToOthers(path=path, detail="it is no plain file")
            with os.fdopen(os.dup(handle), "rb") as file:
                data = file.read(largest + 1)
        except OSError as error:
            raise OpenToOthers(path=path, detail=error.strerror or error) from error
        finally:
            os.close(handle)
        if len(data) > largest:
            raise OpenToOthers(path=path, detail=f"it has more than {largest} bytes")
        return data

    def expect_file(path: Path) -> None:
        """Nothing, when the plain file and all above it are root's alone. Raises OpenToOthers."""
        handle = _opened(path, _PLAIN)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OpenToOthers(path=path, detail="it is no plain file")
        finally:
            os.close(handle)

    def expect_folder(path: Path) -> None:
        """Nothing, when the folder and all above it are root's alone. Raises OpenToOthers."""
        os.close(_opened(path, _FOLDER))

    def make_folder(path: Path) -> None:
        """Root's alone (0700), as it was or made now. Raises OpenToOthers, OSError."""
        if not os.path.lexists(path):
            path.mkdir(mode=0o700)
        expect_folder(path)
        path.chmod(0o700)

    def expect_source(name: str) -> None:
        """See `Owned`: managed preferences are a file. Raises OpenToOthers."""
        if os.path.lexists(name):
            read(Path(name))

    def _opened(path: Path, flags: int) -> int:
        """The path, opened component by component."""
        if not path.is_absolute() or ".." in path.parts:
            raise OpenToOthers(path=path, detail="its path is not absolute")
        handle, here = os.open("/", _FOLDER), Path("/")
        try:
            _expect_roots(handle, here)
            for name in path.parts[1:]:
                here /= name
                following = os.open(name, flags if here == path else _FOLDER, dir_fd=handle)
                os.close(handle)
                handle = following
                _expect_roots(handle, here)
        except OSError as error:
            os.close(handle)
            raise OpenToOthers(path=here, detail=error.strerror or error) from error
        except OpenToOthers:
            os.close(handle)
            raise
        return handle

    def _expect_roots(handle: int, path: Path) -> None:
        found = os.fstat(handle)
        if found.st_uid != 0:
            raise OpenToOthers(path=path, detail="it does not belong to root")
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise OpenToOthers(path=path, detail="others than root may write to it")
        if sys.platform == "darwin" and access_list.allows(access_list.of(handle)):
            raise OpenToOthers(path=path, detail="its access list lets others in (ls -le shows it)")
