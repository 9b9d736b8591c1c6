"""Events leave by a process of its own, with a token that it reads itself; what is in the way is what it is."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from app.host.config import Config
from app.host.conversation import NoAnswer
from app.host.keychain import KeyringLocked
from app.host.network import Network
from app.host.paths import Paths
from app.host.secret import Secret
from app.policy.events import Events
from app.report import ocsf
from app.report.errors import NoEventToken
from app.report.ledger import Ledger
from app.report.outbox import Parcel
from app.runtime import sending
from app.runtime.errands import deliveries
from app.runtime.errands.deliveries import Deliveries
from app.runtime.records import Records
from tests.runtime.errands.running import running
from tests.support.collector import TOKEN, Collector, busy, collecting
from tests.support.events import NOW

PATIENCE_SECONDS = 30.0
NOWHERE = Events(url="https://events.acme.example/", format="ndjson")
PARCEL = Parcel("1", b'{"metadata": {"uid": "1"}}')


@pytest.fixture
def collector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setattr(sending, "GATHER_SECONDS", 0.01)
    with collecting(tmp_path) as made:
        yield made


@pytest.fixture
def config(paths: Paths, collector: Collector) -> Config:
    """What the company manages here, as its file says it."""
    lines = [f'{name} = "{value}"' for name, value in (
        ("events_url", collector.url), ("events_token", TOKEN), ("ca_bundle", collector.ca_bundle))]  # fmt: skip
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_text("\n".join(lines))
    return Config(
        url="https://policy.acme.example/",
        root=b"",
        events_url=collector.url,
        events_token=Secret(TOKEN),
        network=Network(ca_bundle=collector.ca_bundle),
    )


def test_events_arrive_and_nothing_stays(paths: Paths, config: Config, collector: Collector) -> None:
    told: list[object] = []
    records = Records(paths, told.append, Deliveries(config, paths).open)
    records.begin()
    records.begin_sending(lambda _: None)
    try:
        assert records.sending is not None
        records.sending.use(collector.events)
        for number in range(3):
            records.record(ocsf.set_up("qoder-cli", f"1.{number}", NOW + timedelta(seconds=number)))
        collector.wait_for(lambda: len(collector.got) == 3)
    finally:
        records.end()
    ledger = Ledger(paths.state / "ledger.db")
    assert {entry.state for entry in ledger.entries()} <= {"sent", "waiting"}
    ledger.close()
    assert told == []
    assert not running()


def test_without_a_token_nothing_is_opened(paths: Paths, collector: Collector) -> None:
    with pytest.raises(NoEventToken) as refused:
        Deliveries(Config(url="https://policy.acme.example/", root=b""), paths).open(collector.events)
    assert refused.value.facts["host"] == collector.events.host
    assert not running()


def test_a_receiver_that_is_busy_says_so(paths: Paths, config: Config, collector: Collector) -> None:
    collector.script = [busy()]
    with Deliveries(config, paths).open(collector.events) as way:
        answer = way.deliver(collector.events, [PARCEL], threading.Event(), compress=False)
    assert answer.meaning.value == "busy"


class _Waiting:
    """An errand whose keyring waits for its password, `locked` times."""

    begun: ClassVar[list["_Waiting"]] = []
    locked = 0

    def __init__(self, *_: object) -> None:
        self.begun.append(self)
        self.ended = self.closed = False

    def ask(self, *_: object) -> bool:
        if _Waiting.locked:
            _Waiting.locked -= 1
            raise KeyringLocked(seconds=10)
        return True

    def end(self) -> None:
        self.ended = True

    def close(self) -> None:
        self.closed = True


def test_a_process_whose_keyring_waits_stays_and_is_asked_again(
    config: Config, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "Errand", _Waiting)
    monkeypatch.setattr(_Waiting, "begun", [])
    monkeypatch.setattr(_Waiting, "locked", 2)
    ways = Deliveries(config, paths)
    for _ in range(2):
        with pytest.raises(KeyringLocked):
            ways.open(NOWHERE)
    with ways.open(NOWHERE):
        assert [one.closed for one in _Waiting.begun] == [False]
    assert [one.closed for one in _Waiting.begun] == [True]
    ways.end()
    assert [one.ended for one in _Waiting.begun] == [True]
    with pytest.raises(NoAnswer):
        ways.open(NOWHERE)
