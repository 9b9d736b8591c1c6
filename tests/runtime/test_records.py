"""What is written down keeps up with a tool that starts programs faster than a disk writes."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.alerts import memory
from app.alerts.session import Memory
from app.errors import SignpostError
from app.host.paths import Paths
from app.runtime.records import Records

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
