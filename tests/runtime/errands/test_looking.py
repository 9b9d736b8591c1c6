"""The look for a policy: an idle poll is one small request, and never a reason to believe more than the last whole
look said. Agent and errand as they are, but for the process between them: both see the test's clocks."""

import functools
import os
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
import requests

from app.errors import SignpostError
from app.host.config import Config
from app.host.files import InUse, exclusive
from app.host.paths import Paths
from app.runtime.errands import passed, policy
from app.runtime.errands.errand import Question, Reply
from app.runtime.errands.looking import Looking
from app.runtime.errands.passed import Kind
from app.runtime.errands.policy import PolicyErrands
from app.sync import client
from app.sync.state import Standing
from tests.support.nginx import serving
from tests.support.wire import Wire, counted
from tests.sync.company import Company
from tests.sync.hosts import Host, answer, cut, flipped, hosting
from tests.sync.staged import stage

HOUR = timedelta(hours=1, seconds=1)
IDLE = ["/metadata/timestamp.json"]

_T = TypeVar("_T")


class Clocks:
    """A wall clock and a monotonic clock; `pass_` moves both, `set_` only the wall clock."""

    def __init__(self) -> None:
        self.wall, self.running = datetime.now(UTC), 1000.0

    def pass_(self, time: timedelta) -> None:
        self.wall += time
        self.running += time.total_seconds()

    def set_(self, by: timedelta) -> None:
        self.wall += by


class Near:
    """An errand that is done in this very process; what passes, passes as lines all the same."""

    def __init__(self, clocks: Clocks, kind: Kind, config: Config, paths: Paths) -> None:
        assert kind is Kind.POLICY
        self._work = Looking(config, paths, lambda: clocks.wall, lambda: clocks.running)

    def ask(self, what: str, about: object, kind: type[_T], _seconds: float) -> _T:
        asked = passed.read(passed.line(Question(what, msgspec.to_builtins(about))), Question)
        try:
            reply = Reply(answer=self._work.done(asked.what, asked.about, self._nobody))
        except SignpostError as error:
            raise passed.error_of(passed.told(error)) from error
        return passed.converted(passed.read(passed.line(reply), Reply).answer, kind)

    def close(self) -> None:
        """There is no process to end."""

    def _nobody(self, word: Any) -> None:
        raise AssertionError(word)


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    made = Clocks()
    monkeypatch.setattr(policy, "Errand", functools.partial(Near, made))
    return made


def agent(company: Company, url: str, paths: Paths, clocks: Clocks) -> PolicyErrands:
    """One that looked once, so that `one` is in force."""
    made = PolicyErrands(Config(url=url, root=company.root), paths, lambda: clocks.wall)
    assert made.refresh().error is None
    return made


@pytest.fixture
def errands(company: Company, host: Host, paths: Paths, clocks: Clocks) -> PolicyErrands:
    """Its host knows ETags."""
    host.etag = '"one"'
    return agent(company, host.url, paths, clocks)


@pytest.fixture
def store(paths: Paths) -> Path:
    return paths.state / "policy"


def asked(errands: PolicyErrands, host: Host) -> list[str]:
    """What one look that goes well asks for."""
    before = len(host.requests)
    outcome = errands.refresh()
    assert outcome.error is None
    assert outcome.state.freshness.standing is Standing.FRESH
    assert outcome.state.verified
    return host.requests[before:]


def word(errands: PolicyErrands) -> str:
    """What the policy in force says, read from disk alone."""
    found = errands.current().policy
    return found.tools[0].summary["en"] if found else ""


@pytest.fixture
def wire(company: Company, tmp_path: Path) -> Iterator[Wire]:
    with serving(company.public, tmp_path / "nginx") as url, counted(url) as made:
        yield made


def test_one_small_request_to_a_real_server(company: Company, wire: Wire, paths: Paths, clocks: Clocks) -> None:
    made_old(company.public / "metadata/timestamp.json")
    errands = agent(company, wire.url, paths, clocks)
    wire.reset()
    outcome = errands.refresh()
    assert (wire.requests, wire.connections) == (1, 1)
    assert wire.sent + wire.received <= 450
    assert outcome.error is None
    assert outcome.state.freshness.standing is Standing.FRESH
    company.publish("two")
    assert errands.refresh().error is None
    assert word(errands) == "two"


def test_two_publishes_in_one_second_look_the_same_to_nginx_and_not_to_us(
    company: Company, wire: Wire, paths: Paths, clocks: Clocks
) -> None:
    timestamp = company.public / "metadata/timestamp.json"
    errands = agent(company, wire.url, paths, clocks)
    first = timestamp.stat()
    company.publish("two")
    os.utime(timestamp, ns=(first.st_mtime_ns, first.st_mtime_ns))
    assert timestamp.stat().st_size == first.st_size
    assert requests.head(f"{wire.url}metadata/timestamp.json", timeout=20).headers["ETag"] == (
        f'"{int(first.st_mtime):x}-{first.st_size:x}"'
    )
    assert errands.refresh().error is None
    assert word(errands) == "two"
    made_old(timestamp)
    assert errands.refresh().error is None


def made_old(path: Path) -> None:
    """As if the file had been published a minute ago."""
    os.utime(path, (path.stat().st_mtime - 60,) * 2)


def test_polls_are_written_down_now_and_then(host: Host, errands: PolicyErrands, clocks: Clocks, store: Path) -> None:
    noted = (store / "verified.json").read_bytes()
    for minutes, written in ((5, False), (4, False), (1, True), (9, False)):
        clocks.pass_(timedelta(minutes=minutes))
        assert asked(errands, host) == IDLE
        now = (store / "verified.json").read_bytes()
        assert (now != noted) is written
        noted = now
    since = errands.current().freshness.since
    assert since is not None
    assert since == clocks.wall - timedelta(minutes=9)


def test_the_condition_is_the_hosts_own_word(host: Host, errands: PolicyErrands) -> None:
    assert asked(errands, host) == IDLE
    assert host.headers[-1]["if-none-match"] == '"one"'


def test_the_same_bytes_under_another_etag_are_no_change(host: Host, errands: PolicyErrands) -> None:
    host.etag = '"moved"'
    assert asked(errands, host) == IDLE


def test_a_host_without_etags_is_asked_as_little(host: Host, errands: PolicyErrands) -> None:
    host.etag = ""
    assert asked(errands, host) == IDLE


def test_an_etag_counts_only_after_the_whole_sync(company: Company, host: Host, errands: PolicyErrands) -> None:
    company.publish("two")
    host.etag = '"two"'
    host.faults[".policy.json"] = cut
    assert errands.refresh().error is not None
    assert errands.refresh().error is not None, "the timestamp alone must not make it fresh"
    host.faults.clear()
    assert len(asked(errands, host)) > 1
    assert word(errands) == "two"


def test_two_publishes_with_one_etag_are_told_apart_within_the_hour(
    company: Company, host: Host, errands: PolicyErrands, clocks: Clocks
) -> None:
    company.publish("two")
    assert asked(errands, host) == IDLE
    clocks.pass_(HOUR)
    assert len(asked(errands, host)) > 1
    assert word(errands) == "two"


def test_sync_now_believes_no_etag(company: Company, host: Host, errands: PolicyErrands) -> None:
    company.publish("two")
    assert asked(errands, host) == IDLE
    assert errands.refresh(thorough=True).error is None
    assert word(errands) == "two"


@pytest.mark.parametrize("by", [timedelta(minutes=1), timedelta(days=1), -timedelta(minutes=1), -timedelta(days=1)])
def test_a_clock_that_was_set_means_a_whole_refresh(
    host: Host, errands: PolicyErrands, clocks: Clocks, by: timedelta
) -> None:
    clocks.set_(by)
    assert len(asked(errands, host)) > 1
    assert asked(errands, host) == IDLE


def test_who_says_nothing_changed_for_ever_ends_as_stale(
    host: Host, errands: PolicyErrands, clocks: Clocks, store: Path
) -> None:
    before = (store / "last-good").read_bytes()
    host.faults["timestamp.json"] = answer(304)
    clocks.pass_(timedelta(minutes=5))
    assert asked(errands, host) == IDLE
    clocks.pass_(timedelta(days=8))  # past the week that a timestamp is good for
    for _ in range(3):
        outcome = errands.refresh()
        assert outcome.error is not None
        assert outcome.state.freshness.standing is Standing.STALE
    assert (store / "last-good").read_bytes() == before
    assert word(errands) == "one"


def test_what_ran_out_is_stale_however_lately_it_was_checked(
    host: Host, errands: PolicyErrands, clocks: Clocks
) -> None:
    clocks.pass_(timedelta(days=6, hours=23, minutes=55))
    assert len(asked(errands, host)) > 1  # tuf goes by the real clock, so that this still succeeds
    clocks.pass_(timedelta(minutes=6))
    state = errands.current()
    assert state.freshness.standing is Standing.STALE
    assert state.freshness.why is not None
    assert state.freshness.why.code == "expired"
    assert state.freshness.why.facts["role"] == "timestamp"
    assert state.policy is not None


def test_a_store_that_another_process_wrote_means_a_whole_refresh(
    company: Company, host: Host, errands: PolicyErrands, store: Path
) -> None:
    company.publish("two")
    assert company.client(host.url, store).refresh().error is None
    company.publish("three")
    assert len(asked(errands, host)) > 1
    assert word(errands) == "three"


def test_a_store_that_is_gone_comes_back(host: Host, errands: PolicyErrands, store: Path) -> None:
    (store / "last-good").unlink()
    assert len(asked(errands, host)) > 1
    assert word(errands) == "one"


def test_a_poll_that_is_cut_off_means_a_whole_look(company: Company, host: Host, errands: PolicyErrands) -> None:
    company.publish("two")

    def once(connection: socket.socket, data: bytes) -> None:
        host.faults.clear()
        cut(connection, data)

    host.faults["timestamp.json"] = once
    assert asked(errands, host)[:2] == [*IDLE, "/metadata/2.root.json"]
    assert word(errands) == "two"


def test_no_poll_waits_for_a_store_that_another_holds(
    host: Host, errands: PolicyErrands, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "LOCK_SECONDS", 0.0)
    before = len(host.requests)
    with exclusive(store / "lock"):
        outcome = errands.refresh()
    assert isinstance(outcome.error, InUse)
    assert outcome.state.version == 1
    assert host.requests[before:] == []
    assert len(asked(errands, host)) > 1


def test_a_roll_out_makes_no_poll_larger(company: Company, host: Host, paths: Paths, clocks: Clocks) -> None:
    stage(company, groups=["pilot"])
    config = Config(url=host.url, root=company.root, groups=("pilot",))
    errands = PolicyErrands(config, paths, lambda: clocks.wall)
    assert errands.refresh().state.staged == "codex"
    assert asked(errands, host) == IDLE


@pytest.mark.parametrize(
    "fault", [answer(500), answer(200, b"<html>"), flipped, cut], ids=["500", "page", "bit", "cut"]
)
def test_trouble_is_looked_into_and_ends_by_itself(
    company: Company, host: Host, errands: PolicyErrands, fault: Callable[..., None]
) -> None:
    company.publish("two")
    host.etag = '"two"'
    host.faults["timestamp.json"] = fault
    outcome = errands.refresh()
    assert outcome.error is not None
    assert outcome.state.freshness.standing is Standing.STALE
    assert word(errands) == "one"
    host.faults.clear()
    assert len(asked(errands, host)) > 1
    assert word(errands) == "two"


def test_an_etag_belongs_to_one_address(
    company: Company, host: Host, errands: PolicyErrands, paths: Paths, clocks: Clocks
) -> None:
    assert asked(errands, host) == IDLE
    with hosting(company.public) as other:
        other.etag = '"one"'
        agent(company, other.url, paths, clocks)
        assert len(other.requests) > 1
        assert not any("if-none-match" in headers for headers in other.headers)
