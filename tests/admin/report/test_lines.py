"""Lines of a file of events, however it is packed, cut off or damaged."""

import gzip
import io
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from app.admin.report.errors import EventsUnreadable
from app.admin.report.lines import LONGEST, STANDARD_INPUT, Reading, lines
from app.host.archives import zstd

LINES = b'{"a": 1}\n{"b": 2}\r\n\n  {"c": 3}\n'
WANTED = [b'{"a": 1}', b'{"b": 2}', b'{"c": 3}']


def read(path: Path) -> tuple[list[bytes], Reading]:
    reading = Reading()
    return [line for line, _ in lines(path, reading)], reading


@pytest.mark.parametrize(
    "content",
    [
        LINES,
        b"\xef\xbb\xbf" + LINES,
        gzip.compress(LINES),
        gzip.compress(LINES[:9]) + gzip.compress(LINES[9:]),
        zstd.compress(LINES),
        zstd.compress(LINES[:9]) + zstd.compress(LINES[9:]),
    ],
    ids=["plain", "mark", "gzip", "two gzips", "zstd", "two zstds"],
)
def test_every_packing_gives_the_same_lines(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "events"  # its name says nothing
    file.write_bytes(content)
    found, reading = read(file)
    assert found == WANTED
    assert reading == Reading()


def test_a_last_line_says_that_it_has_no_end(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_bytes(b'{"a": 1}\n{"b"')
    assert list(lines(file, Reading())) == [(b'{"a": 1}', True), (b'{"b"', False)]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_of_a_file_cut_off_inside_counts_what_can_be_read(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    packed = pack(b"".join(b'{"n": "%s"}\n' % os.urandom(40).hex().encode() for _ in range(40_000)))
    file = tmp_path / "events.packed"
    file.write_bytes(packed[: len(packed) // 2])
    found, reading = read(file)
    assert 0 < len(found) < 40_000
    assert reading.broken_files == ("events.packed",)


def test_bytes_that_only_begin_like_gzip_are_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "events.gz"
    file.write_bytes(b"\x1f\x8b" + bytes(100))
    assert read(file) == ([], Reading(broken_files=("events.gz",)))


def test_a_line_without_end_is_left_out_and_not_held(tmp_path: Path) -> None:
    file = tmp_path / "bomb.gz"
    with gzip.open(file, "wb") as packed:
        packed.write(b"first\n")
        for _ in range(64):
            packed.write(b"x" * LONGEST)
        packed.write(b"\nlast\n")
    tracemalloc.start()
    found, reading = read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [b"first", b"last"]
    assert reading.too_long == 1
    assert peak < 12 * LONGEST


def test_what_is_too_long_at_the_very_end_counts_too(tmp_path: Path) -> None:
    file = tmp_path / "events"
    file.write_bytes(b"first\n" + b"x" * (3 * LONGEST))
    assert read(file) == ([b"first"], Reading(too_long=1))


def test_standard_input_may_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(LINES))))
    assert read(STANDARD_INPUT)[0] == WANTED


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EventsUnreadable, match="No such file"):
        read(tmp_path / "none.ndjson")
