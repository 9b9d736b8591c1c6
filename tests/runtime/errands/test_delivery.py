"""Events leave by a process of its own, with a token that it reads itself; what is in the way is what it is."""

import functools
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.host.config import Config
from app.host.network import Network
from app.host.paths import Paths
from app.host.secret import Secret
from app.report import ocsf
from app.report.errors import NoEventToken
from app.report.ledger import Ledger
from app.report.outbox import Parcel
from app.runtime import sending
from app.runtime.errands.delivery import DeliveryErrand
from app.runtime.records import Records
from tests.runtime.errands.running import running
from tests.support.collector import TOKEN, Collector, busy, collecting
from tests.support.events import NOW

PATIENCE_SECONDS = 30.0
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
    records = Records(paths, told.append, functools.partial(DeliveryErrand, config, paths))
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
        DeliveryErrand(Config(url="https://policy.acme.example/", root=b""), paths, collector.events)
    assert refused.value.facts["host"] == collector.events.host
    assert not running()


def test_a_receiver_that_is_busy_says_so(paths: Paths, config: Config, collector: Collector) -> None:
    collector.script = [busy()]
    with DeliveryErrand(config, paths, collector.events) as way:
        answer = way.deliver(collector.events, [PARCEL], threading.Event(), compress=False)
    assert answer.meaning.value == "busy"
