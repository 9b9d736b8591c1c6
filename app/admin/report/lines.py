"""The lines of a file of events, as bytes, in bounded memory: plain, gzip or Zstandard, as its first bytes say.

A file may be a log that is being written, a copy that was cut off, or no log at all. What can be read is read; what
could not is counted.
"""

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from app.admin.report.errors import EventsUnreadable
from app.host.archives import zstd

STANDARD_INPUT = Path("-")
LONGEST = 1 << 20
"""Bytes of a line. An event has one or two thousand; what is longer is none, and is not held in memory."""
_CHUNK = 1 << 20

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"  # RFC 1952 (2.3.1), RFC 8878 (3.1.1)
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, zstd.ZstdError)
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 27}
"""128 MB of window at most, what zstd itself takes without being told otherwise."""
_BOM = b"\xef\xbb\xbf"


class Reading(msgspec.Struct):
    """How reading went: what was met besides lines. Counts rise while `lines` is read."""

    too_long: int = 0
    """Lines over LONGEST."""
    unfinished: int = 0
    """Last lines that end within an event: the file was being written, or was cut off."""
    broken_files: tuple[str, ...] = ()
    """Names of files whose compression is damaged or ends early. What came before that counts."""


def lines(path: Path, reading: Reading) -> Iterator[tuple[bytes, bool]]:
    """Each line with whether it has its end, without it; empty ones are left out. Raises EventsUnreadable."""
    try:
        with _opened(path) as file:
            yield from _split(_chunks(file, path, reading), reading)
    except OSError as error:
        raise EventsUnreadable(path=path, detail=error.strerror or error) from error


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[_Bytes]:
    """The file's content, unpacked. Standard input is left open."""
    with contextlib.ExitStack() as stack:
        packed = _standard_input() if path == STANDARD_INPUT else stack.enter_context(path.open("rb"))
        begins = packed.peek(4)[:4]
        if begins.startswith(_GZIP):
            yield stack.enter_context(gzip.GzipFile(fileobj=packed, mode="rb"))
        elif begins == _ZSTD:
            yield stack.enter_context(zstd.ZstdFile(packed, options=_ZSTD_OPTIONS))
        else:
            yield packed


def _standard_input() -> io.BufferedReader:
    given = sys.stdin.buffer
    if isinstance(given, io.BufferedReader):
        return given
    return io.BufferedReader(io.BytesIO(given.read()))  # whoever called us replaced it by bytes that it holds


def _chunks(file: _Bytes, path: Path, reading: Reading) -> Iterator[bytes]:
    """What there is, up to where its compression breaks."""
    try:
        while chunk := file.read(_CHUNK):
            yield chunk
    except _DAMAGE:
        reading.broken_files += (path.name,)


def _split(chunks: Iterator[bytes], reading: Reading) -> Iterator[tuple[bytes, bool]]:
    """Lines of the chunks; of one that is too long only its end is looked for."""
    rest, skipping, first = b"", False, True
    for chunk in chunks:
        whole = rest + (chunk.removeprefix(_BOM) if first else chunk)
        *complete, rest = whole.split(b"\n")
        first = False
        for line in complete:
            if skipping or len(line) > LONGEST:
                reading.too_long += 1
                skipping = False
            elif stripped := line.strip():
                yield stripped, True
        if skipping or len(rest) > LONGEST:
            rest, skipping = b"", True
    if skipping:
        reading.too_long += 1
    elif stripped := rest.strip():
        yield stripped, False
