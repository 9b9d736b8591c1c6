"""What is kept in SQLite files is this person's alone, with all that SQLite keeps beside."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.admin.devices.database import Database
from app.admin.devices.intake import Intake
from app.report.activity import Activity
from app.report.ledger import Ledger

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes; Windows inherits the profile's list")

OPENERS: dict[str, Callable[[Path], AbstractContextManager[object]]] = {
    "activity": lambda path: contextlib.closing(Activity(path)),
    "ledger": lambda path: contextlib.closing(Ledger(path)),
    "devices": lambda path: contextlib.closing(Database(path)),
    "intake": lambda path: contextlib.closing(Intake(path.parent)),
}


@pytest.fixture(autouse=True)
def _lavish() -> Iterator[None]:
    """An account whose files are open to everybody unless somebody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("kind", OPENERS)
def test_nobody_else_may_read_any_of_it(kind: str, tmp_path: Path) -> None:
    with OPENERS[kind](tmp_path / "state/signpost/record.db"):
        kept = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    name = "keys.db" if kind == "intake" else "record.db"
    folders = {"state": 0o700, "signpost": 0o700}
    assert kept == {**folders, name: 0o600, f"{name}-shm": 0o600, f"{name}-wal": 0o600}


@pytest.mark.parametrize(("kind", "mode"), [("activity", 0o600), ("ledger", 0o600), ("devices", 0o660)])
def test_what_was_open_to_others_no_longer_is_but_for_what_it_shares(kind: str, mode: int, tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    file.touch(mode=0o660)
    with OPENERS[kind](file):
        assert stat.S_IMODE(file.stat().st_mode) == mode
