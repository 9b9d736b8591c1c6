"""How the outbox stands, as another process sees it."""

import contextlib
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.policy.events import Events
from app.report import ocsf
from app.report.errors import ReceiverBusy
from app.report.ledger import Ledger, LedgerUnusable
from app.report.outbox import Outbox
from app.report.outbox_standing import OutboxStanding, Trouble, outbox_standing
from tests.support.events import NOW


def test_nothing_there_is_nothing_waiting_and_nothing_is_made(tmp_path: Path) -> None:
    assert outbox_standing(tmp_path) == OutboxStanding()
    assert list(tmp_path.iterdir()) == []


def test_it_counts_and_says_what_is_in_the_way(tmp_path: Path) -> None:
    with contextlib.closing(Ledger(tmp_path / "ledger.db")) as ledger:
        box = Outbox(ledger)
        box.use(Events(url="https://siem.acme.example/"))
        for number in range(5):
            box.put(ocsf.set_up("qoder-cli", f"1.{number}", NOW))
        first, second, *_ = box.hand_out(5, 1_000_000)
        box.taken([first.uid])
        box.refused([second.uid], "why")
        busy = ReceiverBusy(host="siem.acme.example", answer="503")
        box.landed(busy, 4, datetime(2026, 7, 15, 11, tzinfo=UTC).timestamp())
        found = outbox_standing(tmp_path)
        assert found == OutboxStanding(
            waiting=3,
            sent=1,
            withheld=1,
            oldest=NOW,
            last_error=Trouble(code="receiver-busy", what=busy.happened, todo=busy.advice, tries=4),
            next_try=datetime(2026, 7, 15, 11, tzinfo=UTC),
        )
        shown = json.loads(json.dumps(found.as_json()))
        assert list(shown) == ["waiting", "sent", "withheld", "dropped", "oldest", "last_error", "next_try"]
        box.landed(None, 0, 0.0)
        assert outbox_standing(tmp_path).last_error is None


def test_a_ledger_of_an_earlier_version_has_no_outbox(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as old:
        old.execute("create table event (uid text primary key)")
    assert outbox_standing(tmp_path) == OutboxStanding()


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database" * 1000)
    with pytest.raises(LedgerUnusable):
        outbox_standing(tmp_path)
