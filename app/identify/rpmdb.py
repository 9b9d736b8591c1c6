"""What rpm's SQLite database says of single packages (Fedora 33, RHEL 9, Debian's rpm, and later).

rpm itself takes 20 ms and a process for each answer; its database is one indexed table away. Header blobs are the
format of RPM's own reference manual, "Package format", section Header: two counts, an index of 16-byte entries (tag,
type, offset, count), a store. The older Berkeley DB and SUSE's ndb are not read.
"""

import contextlib
import struct
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from app.identify.databases import Database, Installed, Packages
from app.identify.files import Look, join

if TYPE_CHECKING:
    import sqlite3

LARGEST_HEADER = 32_000_000
MOST_FILES = 200_000

_VERSION, _RELEASE, _EPOCH = 1001, 1002, 1003
_DIR_INDEXES, _BASE_NAMES, _DIR_NAMES = 1116, 1117, 1118
_INT32, _STRING, _STRINGS = 4, 6, 8

_PLACES = ("usr/lib/sysimage/rpm/rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite")
_QUERY = (
    "SELECT p.blob FROM Name n JOIN Packages p ON p.hnum = n.hnum WHERE n.key = ? AND length(p.blob) < ? "
    "ORDER BY p.hnum DESC LIMIT 1"
)


def _rpm(look: Look, root: str, names: AbstractSet[str]) -> Packages:
    path = next((path for place in _PLACES if look.is_file(path := join(root, place))), "")
    if not path:
        return {}
    import sqlite3

    for how in (
        "mode=ro",
        "immutable=1",
    ):  # where its -shm file is missing and the folder is root's (SQLite's docs, WAL)
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):  # locked, damaged, no such table: nothing is known
            uri = f"{Path(path).as_uri()}?{how}"
            with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=0)) as database:
                return _packages(database, names)
    return {}


def _packages(database: "sqlite3.Connection", names: AbstractSet[str]) -> Packages:
    found: Packages = {}
    for name in names:
        row = database.execute(_QUERY, (name, LARGEST_HEADER)).fetchone()
        if row is not None and isinstance(row[0], bytes) and (package := parse(row[0])) is not None:
            found[name] = package
    return found


def parse(blob: bytes) -> Installed | None:
    """The version and files in a header blob; None when it is damaged."""
    try:
        entries, size = struct.unpack_from(">II", blob)
        store = 8 + 16 * entries
        if store + size > len(blob) or entries > 10_000:
            return None
        index = {tag: rest for tag, *rest in struct.iter_unpack(">IIII", blob[8:store])}
        data = blob[store : store + size]
        version = f"{_strings(data, index[_VERSION])[0]}-{_strings(data, index[_RELEASE])[0]}"
        epoch = _numbers(data, index[_EPOCH])[0] if _EPOCH in index else 0
        files: tuple[str, ...] = ()
        if _BASE_NAMES in index:
            folders = _strings(data, index[_DIR_NAMES])
            where = _numbers(data, index[_DIR_INDEXES])
            names = _strings(data, index[_BASE_NAMES])
            files = tuple(folders[at] + name for at, name in zip(where, names, strict=True))
    except (struct.error, KeyError, IndexError, ValueError):
        return None
    return Installed(f"{epoch}:{version}" if epoch else version, files)


def _strings(data: bytes, entry: list[int]) -> list[str]:
    kind, offset, count = entry
    if kind not in (_STRING, _STRINGS) or not 0 < count <= MOST_FILES:
        raise ValueError
    found = data[offset:].split(b"\0", count)[:count]
    if len(found) != count:
        raise ValueError
    return [one.decode("utf-8", "surrogateescape") for one in found]


def _numbers(data: bytes, entry: list[int]) -> tuple[int, ...]:
    kind, offset, count = entry
    if kind != _INT32 or not 0 < count <= MOST_FILES:
        raise ValueError
    return struct.unpack_from(f">{count}I", data, offset)


RPM = Database("rpm", (*_PLACES, *(f"{place}-wal" for place in _PLACES)), _rpm)
