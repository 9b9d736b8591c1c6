"""What was asked on the command line waits whole, once, and bounded."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.asking import inbox
from app.asking.inbox import LARGEST, MOST, Wish

UNTIL = datetime(2026, 7, 31, tzinfo=UTC)


def test_each_is_taken_once_oldest_first(tmp_path: Path) -> None:
    folder = tmp_path / "asked"
    assert list(inbox.take(folder)) == []
    first, second = Wish(tool="claude-code", reason="why", until=UNTIL), Wish(tool="claude-code")
    inbox.put(folder, first)
    (made,) = folder.iterdir()
    os.utime(made, (1, 1))
    inbox.put(folder, second)
    assert list(inbox.take(folder)) == [first, second]
    assert list(inbox.take(folder)) == []
    assert folder.stat().st_mode & 0o077 == 0


def test_what_cannot_be_read_goes_and_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"[" * 5000)
    (tmp_path / "b.json").write_bytes(b'{"tool":"claude-code","reason":"' + b"x" * LARGEST + b'"}')
    (tmp_path / "c.json").write_bytes(b'{"tool":"Not An Id"}')
    (tmp_path / "d.json").write_bytes(b'{"tool":"x","until":"2026-07-31T00:00:00"}')
    (tmp_path / "e.json").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "f.json")
    (tmp_path / "g").mkdir()
    inbox.put(tmp_path, Wish(tool="claude-code"))
    assert list(inbox.take(tmp_path)) == [Wish(tool="claude-code")]
    assert [file.name for file in tmp_path.iterdir()] == ["g"]


def test_of_very_many_the_first_are_taken_and_none_stays(tmp_path: Path) -> None:
    for _ in range(MOST + 15):
        inbox.put(tmp_path, Wish(tool="claude-code"))
    assert len(list(inbox.take(tmp_path))) == MOST
    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_a_wish_or_nothing(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.json").write_bytes(data)
        assert all(isinstance(one, Wish) for one in inbox.take(Path(folder)))
        assert list(Path(folder).iterdir()) == []
