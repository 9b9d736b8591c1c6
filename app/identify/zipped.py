"""Single files inside zip archives: packages that Yarn leaves in their zips, jars.

The archive's directory is searched for the one name, not parsed: Python's zipfile makes an object of every entry first,
which takes seconds where somebody put a million into a file. Format: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.4;
no zip64, no encryption.
"""

import re
import struct
import zlib
from itertools import islice

from app.identify.files import Look
from app.patterns import regex

LARGEST_DIRECTORY = 8_000_000
"""Bytes of an archive's directory: some 80,000 entries."""

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 65_535
_STORED, _DEFLATED = 0, 8

_INSIDE = regex(r"(?P<archive>.+?\.zip)/(?P<name>.+)")
_VIRTUAL = regex(r"(?P<base>/.*?|)/(?:__virtual__|\$\$virtual)/[^/]+/(?P<up>\d{1,2})/(?P<rest>.+)")


def resolved(path: str) -> str:
    """The path behind Yarn's virtual folders, which exist nowhere (@yarnpkg/fslib, VirtualFS.resolveVirtual)."""
    for _ in range(8):
        match = _VIRTUAL().fullmatch(path)
        if match is None:
            break
        base = match["base"].split("/")
        path = "/".join([*base[: max(1, len(base) - int(match["up"]))], match["rest"]])
    return path


def is_file(look: Look, path: str) -> bool:
    """Whether a path leads through a zip archive to a file in it."""
    match = _INSIDE().fullmatch(path)
    return match is not None and holds(look, match["archive"], match["name"])


def holds(look: Look, archive: str, name: str) -> bool:
    """Whether an archive has a file of that name."""
    return _find(look, archive, name) is not None


def read(look: Look, path: str, limit: int) -> bytes:
    """The content of a file inside an archive by its path through it; empty when there is none of at most `limit`."""
    match = _INSIDE().fullmatch(path)
    return member(look, match["archive"], match["name"], limit) if match else b""


def member(look: Look, archive: str, name: str, limit: int) -> bytes:
    """The content of one file of an archive; empty when there is none of at most `limit` bytes. Raises nothing."""
    found = _find(look, archive, name)
    if found is None:
        return b""
    flags, method, packed, size, offset = found
    if flags & 1 or method not in (_STORED, _DEFLATED) or max(size, packed) > limit:
        return b""
    local = look.piece(archive, offset, _LOCAL.size)
    if len(local) < _LOCAL.size or not local.startswith(b"PK\3\4"):
        return b""
    *_, name_size, extra_size = _LOCAL.unpack(local)
    data = look.piece(archive, offset + _LOCAL.size + name_size + extra_size, packed)
    if method == _STORED:
        return data
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, limit)
    except zlib.error:
        return b""


def names(look: Look, archive: str, pattern: re.Pattern[bytes], most: int = 32) -> tuple[re.Match[bytes], ...]:
    """Where the pattern matches in an archive's directory, which holds all its files' names; at most `most` places."""
    return tuple(islice(pattern.finditer(_directory(look, archive)), most))


def listing(look: Look, archive: str, most: int = 20_000) -> tuple[str, ...]:
    """The names of an archive's files, in its directory's order; none when it is no archive or holds more than `most`.

    Takes its time where there are thousands: for archives that are run, not for each that is met.
    """
    directory, at = _directory(look, archive), 0
    found: list[str] = []
    while len(directory) - at >= _ENTRY.size:
        entry = _ENTRY.unpack_from(directory, at)
        if entry[0] != b"PK\1\2" or len(found) >= most:
            return ()
        at += _ENTRY.size
        found.append(directory[at : at + entry[10]].decode("utf-8", "surrogateescape"))
        at += entry[10] + entry[11] + entry[12]
    return tuple(found)


def _find(look: Look, archive: str, name: str) -> tuple[int, int, int, int, int] | None:
    """Flags, method, packed size, size and offset of an archive's file; None when it has none of that name."""
    directory = _directory(look, archive)
    wanted = name.encode("utf-8", "surrogateescape")
    at = directory.find(wanted, _ENTRY.size)
    while at >= 0:
        entry = _ENTRY.unpack_from(directory, at - _ENTRY.size)
        if entry[0] == b"PK\1\2" and entry[10] == len(wanted):
            return entry[3], entry[4], entry[8], entry[9], entry[16]
        at = directory.find(wanted, at + 1)
    return None


def _directory(look: Look, archive: str) -> bytes:
    """The bytes of an archive's directory; empty when it has none, or one that is too big to be meant well."""
    tail = look.piece(archive, -(_END.size + _LONGEST_COMMENT), _END.size + _LONGEST_COMMENT)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        return b""
    _, _, _, _, _, size, start, _ = _END.unpack_from(tail, at)
    if size > LARGEST_DIRECTORY:
        return b""
    return look.piece(archive, start, size)
