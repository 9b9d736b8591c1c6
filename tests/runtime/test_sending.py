"""Events leave by a thread that runs only while some wait and somebody takes them; tokens stay with their host."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from app import access
from app.errors import SignpostError
from app.host.config import Config
from app.host.network import Network
from app.host.paths import Paths
from app.host.secret import Secret
from app.policy.events import Events
from app.report import ocsf
from app.report.delivery import Directly
from app.report.errors import NoEventToken
from app.report.ledger import Ledger
from app.runtime import sending
from app.runtime.records import Records
from tests.support.collector import TOKEN, Collector, Reply, busy, collecting
from tests.support.events import NOW


def directly(config: Config, paths: Paths, events: Events) -> Directly:
    """By this very process."""
    return Directly(access.events_session(config, paths, events))


class Start:
    """One start of what writes records and sends them; what it had to say."""

    def __init__(self, folder: Path, config: Config) -> None:
        self.paths = Paths.below(folder)
        self.told: list[str] = []
        self.heard = threading.Condition()
        opened = functools.partial(directly, config, self.paths)
        self.records = Records(self.paths, lambda error: pytest.fail(str(error)), opened, self.tell)
        self.records.begin()
        self.records.begin_sending(lambda _: None)

    @property
    def sending(self) -> sending.Sending:
        assert self.records.sending is not None
        return self.records.sending

    def tell(self, error: SignpostError) -> None:
        with self.heard:
            self.told.append(error.code)
            self.heard.notify_all()

    def wait_for(self, *codes: str) -> None:
        with self.heard:
            assert self.heard.wait_for(lambda: self.told == list(codes), 20), self.told

    def happen(self, count: int) -> None:
        for number in range(count):
            self.records.record(ocsf.set_up("qoder-cli", f"1.{number}", NOW + timedelta(seconds=number)))

    def states(self) -> set[tuple[str, str]]:
        ledger = Ledger(self.paths.state / "ledger.db")
        try:
            return {(entry.state, entry.reason) for entry in ledger.entries()}
        finally:
            ledger.close()


@pytest.fixture
def collector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setattr(sending, "GATHER_SECONDS", 0.01)
    with collecting(tmp_path) as made:
        yield made


@contextmanager
def start(folder: Path, collector: Collector, token: str = TOKEN) -> Iterator[Start]:
    made = Start(folder, configured(collector, token))
    try:
        yield made
    finally:
        made.records.end()


def configured(collector: Collector, token: str = TOKEN) -> Config:
    return Config(
        url="https://policy.acme.example/",
        root=b"",
        events_url=collector.url,
        events_token=Secret(token) if token else None,
        network=Network(ca_bundle=collector.ca_bundle),
    )


def done_sending() -> None:
    for thread in threading.enumerate():
        if thread.name == "sending":
            thread.join(20)


def is_sending() -> bool:
    return any(thread.name == "sending" for thread in threading.enumerate())


def test_events_arrive_and_the_thread_is_gone_again(tmp_path: Path, collector: Collector) -> None:
    with start(tmp_path, collector) as own:
        own.sending.use(collector.events)
        own.happen(3)
        collector.wait_for(lambda: len(collector.got) == 3)
        done_sending()
    assert own.states() == {("sent", "")}
    assert not is_sending()


def test_without_a_word_in_the_policy_nothing_runs_and_nothing_leaves(tmp_path: Path, collector: Collector) -> None:
    with start(tmp_path, collector) as own:
        own.sending.use(None)
        own.happen(3)
        own.records.worker.give(lambda: None)
        assert not is_sending()
    assert collector.posts == []
    assert {state for state, _ in own.states()} == {"withheld"}


def test_what_waited_is_sent_by_the_next_start(tmp_path: Path, collector: Collector) -> None:
    collector.script = [busy(503, ("Retry-After", "3600"))]
    with start(tmp_path, collector) as own:
        own.sending.use(collector.events)
        own.happen(2)
        own.wait_for("receiver-busy")
    assert {state for state, _ in own.states()} == {"waiting"}
    with start(tmp_path, collector) as again:
        again.sending.use(collector.events)
        begun = threading.Event()
        again.records.worker.give(begun.set)
        assert begun.wait(20)
        assert is_sending()  # waiting for an hour, as it was asked to
        again.sending.hurry()
        assert len(collector.posts) == 1
        again.sending.hurry(changed=True)
        collector.wait_for(lambda: len(collector.got) == 2)


def test_the_network_is_back(tmp_path: Path, collector: Collector) -> None:
    collector.script = [Reply(cut=True, take=False)]
    with start(tmp_path, collector) as own:
        own.sending.use(collector.events)
        own.happen(2)
        own.wait_for("receiver-away")
        own.sending.hurry()
        collector.wait_for(lambda: len(collector.got) == 2)


def test_a_policy_that_names_another_host_gets_no_token(tmp_path: Path, collector: Collector) -> None:
    with collecting(tmp_path / "other") as other, start(tmp_path, collector) as own:
        own.sending.use(other.events)
        own.happen(1)
        own.wait_for("no-event-token")
        assert other.posts == []
        own.sending.use(collector.events)
        collector.wait_for(lambda: len(collector.got) == 1)
        assert other.posts == []


def test_the_policys_token_is_never_the_events(tmp_path: Path, collector: Collector) -> None:
    paths = Paths.below(tmp_path)
    config = Config(url=collector.url, root=b"", token=Secret("for-the-policy"))
    access.tokens(config, paths).write(Secret("for-the-policy"))
    assert access.events_token(config, paths, collector.url) is None
    with pytest.raises(NoEventToken):
        access.events_session(config, paths, collector.events)
    access.events_tokens(paths, collector.url).write(Secret("for-events"))
    found = access.events_token(config, paths, collector.url)
    assert found is not None
    assert found.value == "for-events"
    kept = access.tokens(config, paths).read()
    assert kept is not None
    assert kept.value == "for-the-policy"
    assert access.events_token(config, paths, "https://elsewhere.example/") is None


def test_a_token_that_came_later_is_used(tmp_path: Path, collector: Collector) -> None:
    with start(tmp_path, collector, token="") as own:
        own.sending.use(collector.events)
        own.happen(1)
        own.wait_for("no-event-token")
        access.events_tokens(own.paths, collector.url).write(Secret(TOKEN))
        own.sending.hurry(changed=True)
        collector.wait_for(lambda: len(collector.got) == 1)
        done_sending()
    assert own.states() == {("sent", "")}
