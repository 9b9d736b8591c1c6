"""Back to an older version: what the newer one wrote is never lost, and what can be read stays in force."""

import contextlib
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.alerts import memory
from app.alerts.session import Memory
from app.errors import SignpostError
from app.host.paths import Paths
from app.report.activity import Activity, ActivityFromNewer
from app.report.ledger import Ledger, LedgerFromNewer
from app.report.newer import erase
from app.report.outbox_standing import outbox_standing
from app.runtime.everything import everything
from app.runtime.records import Records

EVENT: dict[str, Any] = {"time": 1, "class_uid": 6002, "metadata": {"uid": "one"}}


WRITING = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("pragma journal_mode=wal")
db.executescript(sys.argv[2])
db.execute("pragma user_version = " + sys.argv[3])
os._exit(0)
"""


def _written_by_newer(path: Path, tables: str, number: int) -> None:
    """A database of a format to come, with a column that nobody knows yet; its last writes are not written back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-c", WRITING, path, tables, str(number)], check=True)
    assert path.with_name(path.name + "-wal").stat().st_size


LEDGER = "create table event (uid text, news text); insert into event values ('n', 'x')"
ACTIVITY = "create table happening (at integer, news text); insert into happening values (2, 'x')"


def _rows(file: Path, table: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(file)) as db:
        return db.execute(f"select * from {table}").fetchall()  # noqa: S608  two of our own


def test_who_only_reads_leaves_a_newer_record_as_it_is(paths: Paths) -> None:
    ledger, activity = paths.state / "ledger.db", paths.state / "activity.db"
    _written_by_newer(ledger, LEDGER, 2)
    _written_by_newer(activity, ACTIVITY, 1)
    with pytest.raises(LedgerFromNewer, match=r"newer Signpost \(format 2, this one knows 1\)"):
        Ledger(ledger)
    with pytest.raises(LedgerFromNewer):
        outbox_standing(paths.state)
    with pytest.raises(ActivityFromNewer, match="newer Signpost"):
        Activity(activity)
    assert _rows(ledger, "event") == [("n", "x")]
    assert _rows(activity, "happening") == [(2, "x")]


def test_the_agent_keeps_a_newer_record_and_begins_another(paths: Paths) -> None:
    ledger, activity = paths.state / "ledger.db", paths.state / "activity.db"
    told = list[SignpostError]()
    for kept in ("ledger.format-2.db", "ledger.format-2.1.db"):  # down, up again, and down once more
        _written_by_newer(ledger, LEDGER, 2)
        _written_by_newer(activity, ACTIVITY, 7)
        records = Records(paths, told.append)
        records.begin()
        records.record(EVENT, "withheld", "not-asked")
        records.end()
        assert [error.code for error in told] == ["kept-for-newer"] * 2
        assert kept in told[0].happened
        assert _rows(paths.state / kept, "event") == [("n", "x")]
        with contextlib.closing(Ledger(ledger)) as now:
            assert [entry.uid for entry in now.entries()] == ["one"]
        told.clear()
        ledger.unlink()
        activity.unlink()
    assert len(list(paths.state.glob("activity.format-7*.db"))) == 2


def test_what_was_kept_is_exported_with_the_rest_and_goes_with_its_days(paths: Paths) -> None:
    _written_by_newer(paths.state / "ledger.db", LEDGER, 2)
    records = Records(paths, lambda _: None)
    records.begin()
    records.end()
    assert b"ledger.format-2.db" in everything(paths, "now")
    erase(paths.state, datetime.now(UTC) - timedelta(days=1))
    assert list(paths.state.glob("*.format-*"))
    erase(paths.state, datetime.now(UTC) + timedelta(days=1))
    assert not list(paths.state.glob("*.format-*"))


def test_alerts_are_remembered_as_far_as_they_are_understood(tmp_path: Path) -> None:
    file = tmp_path / "alerts.json"
    newer = {**msgspec.to_builtins(Memory()), "news": [1, 2]}
    file.write_bytes(msgspec.json.encode(newer))
    assert memory.load(file) == Memory()
    assert file.exists()
    file.write_bytes(b'{"sessions": "of another kind"}')
    assert memory.load(file) == Memory()
    assert (tmp_path / "alerts.damaged").exists()
