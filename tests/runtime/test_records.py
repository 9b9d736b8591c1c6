"""What is written down keeps up with a tool that starts programs faster than a disk writes."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from app.alerts import memory
from app.alerts.session import Memory
from app.errors import SignpostError
from app.host.paths import Paths
from app.policy.events import Events
from app.policy.model import FORMAT, Company, Policy
from app.policy.recipe import Recipes
from app.report import ocsf
from app.report.happening import Facts, Happening, Kind
from app.report.ledger import Ledger
from app.report.outbox import Outbox
from app.report.retention import STEADY_SECONDS, Calendar
from app.report.standing import NOT_ASKED
from app.runtime.records import Records
from app.sync.state import Freshness, Standing, SyncState

NOW = datetime(2026, 7, 15, tzinfo=UTC)


def test_of_many_states_of_memory_that_wait_the_last_is_written(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[SignpostError] = []
    records = Records(paths, reported.append)
    busy, go, save = threading.Event(), threading.Event(), memory.save
    written: list[Memory] = []

    def slow(path: Path, state: Memory) -> None:
        busy.set()
        assert go.wait(30)
        written.append(state)
        save(path, state)

    monkeypatch.setattr(memory, "save", slow)
    states = [Memory(told={"tool": NOW + timedelta(seconds=number)}) for number in range(1000)]
    records.remember(states[0])
    assert busy.wait(30)
    for state in states[1:]:
        records.remember(state)
    go.set()
    records.end()
    assert written == [states[0], states[-1]]
    assert Records(paths, reported.append).memory == states[-1]
    assert reported == []


def test_a_look_that_brought_nothing_new_wakes_nobody_and_what_waits_is_tried_again(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_way(_events: Events) -> NoReturn:
        raise AssertionError("nothing is to be sent yet")

    records = Records(paths, lambda _: None, no_way)
    state = SyncState(
        policy=Policy(
            format=FORMAT,
            version=1,
            published=NOW,
            company=Company(name="Testing"),
            events=Events(url="https://siem.example.com/x"),
        ),
        recipes=Recipes(format=FORMAT),
        freshness=Freshness(standing=Standing.FRESH, since=NOW),
        version=1,
    )
    given: list[object] = []
    give = records.worker.give

    def counted(*work: Any) -> None:
        given.append(work)
        give(*work)

    monkeypatch.setattr(records.worker, "give", counted)
    try:
        records.begin()
        records.use(state, lambda _: None)
        before = len(given)
        records.use(state, lambda _: None)
        idle = len(given) - before
        recorded = threading.Event()
        records.record(ocsf.removed("a-tool", NOW))
        records.worker.give(recorded.set)
        assert recorded.wait(30)
        before = len(given)
        records.use(state, lambda _: None)
        assert (idle, len(given) - before) == (0, 1)
    finally:
        records.end()


def kept_bytes(paths: Paths) -> bytes:
    """Of every file in the state folder."""
    return b"".join(file.read_bytes() for file in sorted(paths.state.rglob("*")) if file.is_file())


def test_what_is_too_old_is_erased_while_the_agent_runs_and_nothing_of_it_is_left_on_the_disk(paths: Paths) -> None:
    reported: list[SignpostError] = []
    records, moment, since_boot = Records(paths, reported.append), NOW, 0.0
    forgotten: list[datetime] = []
    records._calendar = Calendar(lambda: moment, lambda: since_boot)
    records.begin()
    for days in (100, 91, 89, 0):
        at = NOW - timedelta(days=days)
        event = ocsf.set_up(f"tool-of-{days}-days", "1.0 with words " * 400, at)
        records.record(event)
        records.record(ocsf.removed(f"withheld-{days}-days", at), "withheld", NOT_ASKED)
        facts = Facts(name=f"Name of {days} days", reason="why " * 2000)
        records.happened(Happening(at=int(at.timestamp() * 1000), kind=Kind.ASKED, facts=facts))
    old = paths.state / "signpost.log.2"
    old.write_text("a line of old")
    os.utime(old, (0, 0))
    records.keep(90, forgotten.append, fresh=True)  # the clock is not believed yet
    records.worker.give(lambda: None)
    since_boot, moment = STEADY_SECONDS, NOW + timedelta(seconds=STEADY_SECONDS)
    looked = threading.Event()
    records.keep(90, forgotten.append, fresh=True)
    records.worker.give(looked.set)
    assert looked.wait(30)
    kept = kept_bytes(paths)
    for days in (100, 91):
        for words in (f"tool-of-{days}-days", f"withheld-{days}-days", f"Name of {days} days"):
            assert words.encode() not in kept
    for days in (89, 0):
        for words in (f"tool-of-{days}-days", f"withheld-{days}-days", f"Name of {days} days"):
            assert words.encode() in kept
    assert b"a line of old" not in kept
    assert forgotten == [moment - timedelta(days=90)]
    records.end()
    assert reported == []


def test_keep_days_of_one_erases_what_waits_to_be_sent_too(paths: Paths) -> None:
    reported: list[SignpostError] = []
    ledger = Ledger(paths.state / "ledger.db")
    outbox = Outbox(ledger)
    outbox.use(Events(url="https://siem.example.com/x", keep_days=1))
    for days in (3, 2, 0):
        outbox.put(ocsf.removed(f"tool-of-{days}-days", NOW - timedelta(days=days)))
    assert outbox.waiting == 3
    assert outbox.erase(NOW - timedelta(days=1))
    assert outbox.waiting == 1
    (parcel,) = outbox.hand_out(10, 10_000)
    assert b"tool-of-0-days" in parcel.payload
    outbox.taken([parcel.uid])
    ledger.close()
    assert b"tool-of-3-days" not in kept_bytes(paths)
    assert reported == []
