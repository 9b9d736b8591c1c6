"""Everything on a file system, and what of it is new, gone or another."""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

_OF_THE_SYSTEM = (
    "/dev", "/proc", "/sys", "/run", "/srv", "/tmp",  # noqa: S108  not written, left out
    "/var/cache/apt", "/var/lib/apt", "/var/lib/dpkg", "/var/log",
    "/etc/ld.so.cache", "/var/cache/ldconfig", "/var/cache/debconf", "/var/cache/fontconfig",
)  # fmt: skip
"""What the system itself keeps of its own work, and what the test brings in."""


def listing(folder: Path) -> dict[str, str]:
    """Each path in a room with all that can be told of it: kind, mode, owner, where it leads or what it holds."""
    found = dict[str, str]()
    for place, folders, files in os.walk(folder):
        at = place.removeprefix(str(folder))
        folders[:] = sorted(name for name in folders if f"{at}/{name}" not in _OF_THE_SYSTEM)
        for name in (*folders, *files):
            path = f"{at}/{name}"
            if path not in _OF_THE_SYSTEM:
                found[path] = _told(Path(place, name))
    return found


def _told(path: Path) -> str:
    held = path.lstat()
    about = f"{stat.filemode(held.st_mode)} {held.st_uid}:{held.st_gid}"
    if stat.S_ISLNK(held.st_mode):
        return f"{about} -> {path.readlink()}"
    if stat.S_ISREG(held.st_mode):
        return f"{about} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    return about


def differences(before: Mapping[str, str], after: Mapping[str, str], *ours: str) -> list[str]:
    """A line for each path that is not as it was, but for those below `ours`."""
    lines = []
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path) and not any(f"{path}/".startswith(f"{one}/") for one in ours):
            word = "new" if path not in before else "gone" if path not in after else "changed"
            lines.append(f"{word}: {path} {after.get(path, before.get(path, ''))}")
    return lines
