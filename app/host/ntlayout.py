"""What Windows answers about processes, read: bytes, and the address they lay at, because they point into themselves.

winternl.h and winnt.h (learn.microsoft.com) for 64-bit Windows. Nothing is read beyond what was answered.
"""

import errno
import struct
from typing import NamedTuple

# SYSTEM_PROCESS_INFORMATION as far as SessionId: NextEntryOffset, NumberOfThreads, CreateTime, ImageName (a
# UNICODE_STRING: Length, MaximumLength, Buffer), UniqueProcessId, InheritedFromUniqueProcessId, SessionId.
# winternl.h hides CreateTime in Reserved1; it is where psutil and System Informer (phnt) read it.
PROCESS = struct.Struct("<II24xq16xHH4xQ8xQQ4xI")
UNICODE_STRING = struct.Struct("<HH4xQ")
POINTER = struct.Struct("<Q")


class Entry(NamedTuple):
    """One process of the list. `created` is in 100 ns since 1601 (FILETIME), `image_name` in UTF-16.

    Few names are ever looked at, so they are decoded then: that halves what a look costs.
    """

    pid: int
    ppid: int
    created: int
    session: int
    image_name: bytes

    @property
    def name(self) -> str:
        """The name of the file of its program."""
        return decoded(self.image_name)


def hundredths(created: int) -> int:
    """A FILETIME as `process.start_time` counts."""
    return created // 100_000


def decoded(text: bytes) -> str:
    """Windows' text, where any 16 bits may be a character; half a character becomes U+FFFD, which can be written."""
    return text.decode("utf-16-le", "replace")


def text(data: bytes, base: int, length: int, pointer: int) -> bytes:
    """The text of a UNICODE_STRING whose pointer leads into `data`, which lay at address `base`. Raises OSError."""
    if not length:
        return b""
    start = pointer - base
    if not 0 <= start <= len(data) - length:
        raise OSError(errno.EBADMSG, "a text lies outside of what Windows answered")
    return data[start : start + length]


def entries(data: bytes, base: int) -> list[Entry]:
    """The list of processes as NtQuerySystemInformation writes it to address `base`. Raises OSError when it is cut.

    A process that ended but is still held by somebody has no threads; it is left out.
    """
    found: list[Entry] = []
    at, following = 0, PROCESS.size
    while True:
        if following < PROCESS.size or at + PROCESS.size > len(data):
            raise OSError(errno.EBADMSG, "the list of processes is cut")
        following, threads, created, length, _, pointer, pid, ppid, session = PROCESS.unpack_from(data, at)
        if threads:
            found.append(Entry(pid, ppid, created, session, text(data, base, length, pointer)))
        if not following:
            return found
        at += following


def owner(data: bytes, base: int) -> bytes:
    """The SID in a TOKEN_USER that lay at address `base`: 8 bytes and 4 for each part, which the second counts."""
    start = POINTER.unpack_from(data)[0] - base if len(data) >= POINTER.size else -1
    if not 0 <= start <= len(data) - 8 or start + 8 + 4 * data[start + 1] > len(data):
        raise OSError(errno.EBADMSG, "the owner lies outside of what Windows answered")
    return data[start : start + 8 + 4 * data[start + 1]]
