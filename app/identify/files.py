"""Looking at files that others wrote: bounded, never waiting, and remembering what an answer rests on.

Every question goes through a `Look`, which notes the identity of each file it asked about, the absent ones too.
Together they are the proof of an answer: as long as it `holds`, the answer may be given again without looking.
"""
# ruff: noqa: PTH116, PTH117, PTH118, PTH120
# pathlib costs several times as much, and this is asked on every launch.

import contextlib
import os
import stat
import time
from collections.abc import Callable

from app.identify.effort import is_spent

Identity = tuple[int, int, int, int, int]
"""What tells one state of one file from every other: device, inode, size, mtime and ctime in nanoseconds."""

Proof = tuple[tuple[str, Identity | None], ...]
"""Files and folders with the identity they had; None for those that were not there."""

LONGEST_PATH = 4096
"""PATH_MAX (Linux limits.h). Longer ones name nothing."""

_MEANS_US = ("/proc/self/", "/proc/thread-self/", "/dev/fd/", "/dev/std")
"""Paths that lead somewhere else for every process that follows them (proc(5)): what another wrote is not for us."""

HEAD = 16_384
"""Bytes of a script that are looked at for what it starts. One that only starts something is short."""

SETTLED_NS = 50_000_000
"""A file changed this recently may change again within the same tick of its timestamp ("racy git", Git's docs)."""

MANY = 256
"""So many files are looked for before it is asked whether the effort is spent: asking costs as much as looking."""

_NEVER_WAIT = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def status(path: str) -> os.stat_result | None:
    """What the system says of the file a path leads to; None when it leads nowhere (missing, a cycle, forbidden)."""
    if not path or len(path) > LONGEST_PATH or path.startswith(_MEANS_US):
        return None
    try:
        return os.stat(path)
    except (OSError, ValueError):  # ValueError: a NUL, or a character no file name can hold
        return None


def identity(found: os.stat_result) -> Identity:
    """The identity of the file in the state that was found."""
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def open_regular(path: str) -> tuple[int, os.stat_result] | None:
    """Open a regular file for reading without ever waiting; None for anything else. `close` closes it.

    Asking first keeps us from opening devices, which may act on being opened; fifos would wait for a writer (open(2)).
    An empty file has nothing to say, and those of /proc, of which some wait, are all of size 0 (proc(5)). When the
    effort is spent, nothing is opened.
    """
    before = None if is_spent() else status(path)
    if before is None or not stat.S_ISREG(before.st_mode) or not before.st_size:
        return None
    try:
        descriptor = os.open(path, _NEVER_WAIT)
    except OSError:
        return None
    try:
        found = os.fstat(descriptor)
    except OSError:  # ENOTCONN: the file system's server ended since (a FUSE mount, a share)
        found = None
    if found is not None and stat.S_ISREG(found.st_mode):
        return descriptor, found
    close(descriptor)
    return None


def close(descriptor: int) -> None:
    """Close what `open_regular` opened. It is gone whatever close(2) answers, which of a lost mount is an error."""
    with contextlib.suppress(OSError):
        os.close(descriptor)


def real(path: str) -> str:
    """The path without links; the path itself, tidied, when it leads nowhere."""
    if status(path) is None:
        return os.path.normpath(path) if len(path) <= LONGEST_PATH else ""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return os.path.normpath(path)


def join(folder: str, path: str) -> str:
    """`path` as seen from `folder`. Through its own root (`/proc/self/root/x`) a process sees what we see at `/x`."""
    joined = os.path.join(folder, path)
    return joined.removeprefix("/proc/self/root") if joined.startswith("/proc/self/root/") else joined


def parent(path: str) -> str:
    """The folder a path lies in; the path itself at the root."""
    return os.path.dirname(path)


def is_absolute(path: str) -> bool:
    """Whether a path does not depend on the working folder."""
    return os.path.isabs(path)


def inside(path: str, folder: str) -> str:
    """The way from a folder to a path below it, with forward slashes; "" when it is not below."""
    if not path.startswith(folder) or path[len(folder) : len(folder) + 1] not in (os.sep, "/"):
        return ""
    return path[len(folder) + 1 :].replace(os.sep, "/")


def holds(proof: Proof) -> bool:
    """Whether everything is still as it was."""
    try:
        for path, was in proof:
            if was is None:
                if os.access(path, os.F_OK):  # as `stat`, without an exception for each that is absent: half the cost
                    return False
            else:
                found = os.stat(path)
                if was != (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns):
                    return False
    except (OSError, ValueError):  # ValueError: a name that no file can have; such an answer is not worth keeping
        return False
    return True


class Look:
    """One look at the file system, within `effort`'s bounds. Not shared between threads."""

    def __init__(self) -> None:
        self._seen: dict[str, Identity | None] = {}

    def status(self, path: str) -> os.stat_result | None:
        """As `status`, noted."""
        if len(self._seen) > MANY and is_spent():
            return None
        found = status(path)
        if path and len(path) <= LONGEST_PATH:
            self._seen[path] = None if found is None else identity(found)
        return found

    def is_file(self, path: str) -> bool:
        """Whether a regular file is there."""
        found = self.status(path)
        return found is not None and stat.S_ISREG(found.st_mode)

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        found = self.status(path)
        return found is not None and stat.S_ISDIR(found.st_mode)

    def read(self, path: str, limit: int, *, whole: bool = True) -> bytes:
        """The content of a regular file of at most `limit` bytes; `whole=False` takes the beginning of a bigger one.

        Empty when there is no such file, it is too big, or it cannot be read.
        """
        return self._bytes(path, lambda size: (0, 0 if whole and size > limit else limit))

    def piece(self, path: str, start: int, length: int) -> bytes:
        """At most `length` bytes of a regular file from `start` on, which counts from the end when it is negative.

        Empty when there is no such file or place, or it cannot be read.
        """
        return self._bytes(path, lambda size: (max(0, size + start) if start < 0 else start, length))

    def _bytes(self, path: str, part: Callable[[int], tuple[int, int]]) -> bytes:
        """Of a regular file the part that `part` names for its size: where it starts, and how long it is at most."""
        opened = open_regular(path)
        if opened is None:
            self.status(path)
            return b""
        descriptor, found = opened
        self._seen[path] = identity(found)
        start, length = part(found.st_size)
        try:
            if start:
                os.lseek(descriptor, start, os.SEEK_SET)
            return os.read(descriptor, max(0, min(found.st_size - start, length)))
        except OSError:
            return b""
        finally:
            close(descriptor)

    def names(self, folder: str, limit: int = 20_000) -> tuple[str, ...]:
        """The names in a folder, sorted; none when there is no such folder or it holds more than `limit`."""
        if not self.is_folder(folder):
            return ()
        found: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    found.append(entry.name)
                    if len(found) > limit:
                        return ()
        except OSError:
            return ()
        return tuple(sorted(found))

    def rest_on(self, proof: Proof) -> None:
        """Note what an answer taken from elsewhere rests on."""
        self._seen.update(proof)

    def proof(self) -> Proof:
        """What was looked at."""
        return tuple(self._seen.items())

    def settled(self) -> bool:
        """Whether all was looked at and nothing of it changed just now, so that the proof can be relied on."""
        horizon = time.time_ns() - SETTLED_NS
        return not is_spent() and all(was is None or max(was[3], was[4]) < horizon for was in self._seen.values())
