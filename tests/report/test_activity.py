"""The activity: what is written comes back newest first, for 90 days, whatever another version wrote beside it."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.policy.evidence import Evidence
from app.policy.evidence import Kind as Fact
from app.report.activity import Activity, ActivityUnusable
from app.report.happening import Facts, Happening, Kind

DAY = 86_400_000
NOW = 1_784_101_320_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "activity.db"


def test_what_is_written_comes_back_newest_first(file: Path) -> None:
    facts = Facts(name="Claude Code", evidence=(Evidence(Fact.NAME, "claude"),), values={"host": "a"})
    first = Activity(file)
    first.write(Happening(at=NOW, kind=Kind.ALERT, tool="claude-code", facts=facts))
    first.write(Happening(at=NOW, kind=Kind.CHOSE_LATER, tool="claude-code"))
    first.write(Happening(at=NOW - DAY, kind=Kind.POLICY))
    first.close()
    again = Activity(file)
    found = again.newest(10)
    assert [one.kind for one in found] == [Kind.CHOSE_LATER, Kind.ALERT, Kind.POLICY]
    assert found[1].facts == facts
    assert again.newest(1) == found[:1]
    again.close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_erased_is_gone_from_the_disk(file: Path) -> None:
    activity = Activity(file)
    for number in range(300):
        facts = Facts(name=f"Erased tool {number}", reason="words that nobody is to find " * 300)
        activity.write(Happening(at=NOW - 91 * DAY, kind=Kind.ALERT, tool="erased", facts=facts))
    activity.write(Happening(at=NOW - 89 * DAY, kind=Kind.READY, tool="kept"))
    assert b"nobody is to find" in bytes_of(file)
    assert activity.erase(datetime.fromtimestamp((NOW - 90 * DAY) / 1000, UTC))
    assert [one.kind for one in activity.every()] == [Kind.READY]
    assert b"nobody is to find" not in bytes_of(file)
    assert b"Erased tool" not in bytes_of(file)
    assert b"kept" in bytes_of(file)
    activity.close()


def test_one_who_reads_is_waited_for(file: Path) -> None:
    activity = Activity(file)
    activity.write(Happening(at=NOW - DAY, kind=Kind.ALERT, tool="erased"))
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("begin")
        other.execute("select * from happening").fetchall()
        assert not activity.erase(datetime.fromtimestamp(NOW / 1000, UTC))
        other.execute("rollback")
    assert activity.erase(datetime.fromtimestamp(NOW / 1000, UTC))
    assert b"erased" not in bytes_of(file)
    activity.close()


def bytes_of(file: Path) -> bytes:
    """Of all the files that SQLite made."""
    return b"".join(one.read_bytes() for one in sorted(file.parent.iterdir()))


def test_what_another_version_wrote_is_left_out(file: Path) -> None:
    activity = Activity(file)
    activity.write(Happening(at=NOW, kind=Kind.READY))
    with sqlite3.connect(file) as other:
        other.execute("insert into happening (at, kind, tool, facts) values (?, 'danced', '', '{}')", (NOW,))
        other.execute("insert into happening (at, kind, tool, facts) values (?, 'ready', '', 'no json')", (NOW,))
        other.execute("insert into happening (at, kind, tool, facts) values (?, 'ready', '', ?)", (NOW, '{"new": 1}'))
    other.close()
    assert [one.kind for one in activity.newest(10)] == [Kind.READY, Kind.READY]
    activity.close()


def test_a_file_that_is_no_database_is_said(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all, by any means" * 99)
    with pytest.raises(ActivityUnusable, match=r"activity\.db"):
        Activity(file)
