"""The idle poll: one small request, and never a reason to believe more than the last whole refresh said."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from app.sync.client import Sync
from app.sync.poll import conditions
from app.sync.state import Standing
from tests.support.nginx import serving
from tests.support.wire import counted
from tests.sync.company import Company, word
from tests.sync.hosts import Host, answer, cut, flipped, hosting

HOUR = timedelta(hours=1, seconds=1)
SECOND = "Fri, 10 Jul 2026 00:00:%02d GMT"
IDLE = ["/metadata/timestamp.json"]


class Clocks:
    """A wall clock and a monotonic clock; `pass_` moves both, `set_` only the wall clock."""

    def __init__(self) -> None:
        self.wall, self.running = datetime.now(UTC), 1000.0

    def pass_(self, time: timedelta) -> None:
        self.wall += time
        self.running += time.total_seconds()

    def set_(self, by: timedelta) -> None:
        self.wall += by


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def sync(company: Company, host: Host, tmp_path: Path, clocks: Clocks) -> Sync:
    """A machine on which the policy `one` is in force; its host knows ETags."""
    host.etag = '"one"'
    made = Sync(
        url=host.url,
        root=company.root,
        folder=tmp_path / "store",
        now=lambda: clocks.wall,
        monotonic=lambda: clocks.running,
    )
    assert made.refresh().error is None
    return made


def asked(sync: Sync, host: Host) -> list[str]:
    """What one refresh that goes well asks for."""
    before = len(host.requests)
    outcome = sync.refresh()
    assert outcome.error is None
    assert outcome.state.freshness.standing is Standing.FRESH
    assert outcome.state.verified
    return host.requests[before:]


def test_one_small_request_to_a_real_server(company: Company, tmp_path: Path) -> None:
    with serving(company.public, tmp_path / "nginx") as url, counted(url) as wire:
        made_old(company.public / "metadata/timestamp.json")
        sync = company.client(wire.url, tmp_path / "store")
        assert sync.refresh().error is None
        wire.reset()
        outcome = sync.refresh()
        assert (wire.requests, wire.connections) == (1, 0)
        assert wire.sent + wire.received <= 450
        assert outcome.error is None
        assert not outcome.changed
        assert outcome.state.freshness.standing is Standing.FRESH
        company.publish("two")
        assert sync.refresh().changed
        assert word(sync) == "two"
        sync.close()


def test_two_publishes_in_one_second_look_the_same_to_nginx_and_not_to_us(company: Company, tmp_path: Path) -> None:
    timestamp = company.public / "metadata/timestamp.json"
    with serving(company.public, tmp_path / "nginx") as url:
        sync = company.client(url, tmp_path / "store")
        assert sync.refresh().error is None
        first = timestamp.stat()
        company.publish("two")
        os.utime(timestamp, ns=(first.st_mtime_ns, first.st_mtime_ns))
        assert timestamp.stat().st_size == first.st_size
        assert requests.head(f"{url}metadata/timestamp.json", timeout=20).headers["ETag"] == (
            f'"{int(first.st_mtime):x}-{first.st_size:x}"'
        )
        assert sync.refresh().changed
        made_old(timestamp)
        assert sync.refresh().error is None
        sync.close()


def made_old(path: Path) -> None:
    """As if the file had been published a minute ago."""
    os.utime(path, (path.stat().st_mtime - 60,) * 2)


def test_polls_are_written_down_now_and_then(host: Host, sync: Sync, clocks: Clocks, tmp_path: Path) -> None:
    noted = (tmp_path / "store/verified.json").read_bytes()
    for minutes, written in ((5, False), (4, False), (1, True), (9, False)):
        clocks.pass_(timedelta(minutes=minutes))
        assert asked(sync, host) == IDLE
        now = (tmp_path / "store/verified.json").read_bytes()
        assert (now != noted) is written
        noted = now
    since = sync.current().freshness.since
    assert since is not None
    assert since == clocks.wall - timedelta(minutes=9)


def test_the_condition_is_the_hosts_own_word(host: Host, sync: Sync) -> None:
    assert asked(sync, host) == IDLE
    assert host.headers[-1]["if-none-match"] == '"one"'


def test_the_same_bytes_under_another_etag_are_no_change(host: Host, sync: Sync) -> None:
    host.etag = '"moved"'
    assert asked(sync, host) == IDLE


def test_a_host_without_etags_is_asked_as_little(host: Host, sync: Sync) -> None:
    host.etag = ""
    assert asked(sync, host) == IDLE


def test_an_etag_counts_only_after_the_whole_sync(company: Company, host: Host, sync: Sync) -> None:
    company.publish("two")
    host.etag = '"two"'
    host.faults[".policy.json"] = cut
    assert sync.refresh().error is not None
    assert sync.refresh().error is not None, "the timestamp alone must not make it fresh"
    host.faults.clear()
    assert len(asked(sync, host)) > 1
    assert word(sync) == "two"


def test_two_publishes_with_one_etag_are_told_apart_within_the_hour(
    company: Company, host: Host, sync: Sync, clocks: Clocks
) -> None:
    company.publish("two")
    assert asked(sync, host) == IDLE
    clocks.pass_(HOUR)
    assert len(asked(sync, host)) > 1
    assert word(sync) == "two"


def test_sync_now_believes_no_etag(company: Company, host: Host, sync: Sync) -> None:
    company.publish("two")
    assert asked(sync, host) == IDLE
    assert sync.refresh(thorough=True).changed
    assert word(sync) == "two"


@pytest.mark.parametrize("by", [timedelta(minutes=1), timedelta(days=1), -timedelta(minutes=1), -timedelta(days=1)])
def test_a_clock_that_was_set_means_a_whole_refresh(host: Host, sync: Sync, clocks: Clocks, by: timedelta) -> None:
    clocks.set_(by)
    assert len(asked(sync, host)) > 1
    assert asked(sync, host) == IDLE


def test_who_says_nothing_changed_for_ever_ends_as_stale(
    host: Host, sync: Sync, clocks: Clocks, tmp_path: Path
) -> None:
    before = (tmp_path / "store/last-good").read_bytes()
    host.faults["timestamp.json"] = answer(304)
    clocks.pass_(timedelta(minutes=5))
    assert asked(sync, host) == IDLE
    clocks.pass_(timedelta(days=8))  # past the week that a timestamp is good for
    for _ in range(3):
        outcome = sync.refresh()
        assert outcome.error is not None
        assert outcome.state.freshness.standing is Standing.STALE
    assert (tmp_path / "store/last-good").read_bytes() == before
    assert word(sync) == "one"


def test_what_ran_out_is_stale_however_lately_it_was_checked(host: Host, sync: Sync, clocks: Clocks) -> None:
    clocks.pass_(timedelta(days=6, hours=23, minutes=55))
    assert len(asked(sync, host)) > 1  # tuf goes by the real clock, so that this still succeeds
    clocks.pass_(timedelta(minutes=6))
    state = sync.current()
    assert state.freshness.standing is Standing.STALE
    assert state.freshness.why is not None
    assert state.freshness.why.code == "expired"
    assert state.freshness.why.facts["role"] == "timestamp"
    assert state.policy is not None


def test_a_store_that_another_process_wrote_means_a_whole_refresh(
    company: Company, host: Host, sync: Sync, tmp_path: Path
) -> None:
    company.publish("two")
    assert company.client(host.url, tmp_path / "store").refresh().error is None
    company.publish("three")
    assert len(asked(sync, host)) > 1
    assert word(sync) == "three"


def test_a_store_that_is_gone_comes_back(host: Host, sync: Sync, tmp_path: Path) -> None:
    (tmp_path / "store/last-good").unlink()
    assert len(asked(sync, host)) > 1
    assert word(sync) == "one"


def test_a_connection_that_died_meanwhile_is_made_anew(company: Company, tmp_path: Path) -> None:
    with hosting(company.public) as host, counted(host.url) as wire:
        sync = company.client(wire.url, tmp_path / "store")
        assert sync.refresh().error is None
        wire.cut()
        company.publish("two")
        assert sync.refresh().error is None
        assert word(sync) == "two"
        sync.close()


@pytest.mark.parametrize(
    "fault", [answer(500), answer(200, b"<html>"), flipped, cut], ids=["500", "page", "bit", "cut"]
)
def test_trouble_is_looked_into_and_ends_by_itself(
    company: Company, host: Host, sync: Sync, fault: Callable[..., None]
) -> None:
    company.publish("two")
    host.etag = '"two"'
    host.faults["timestamp.json"] = fault
    outcome = sync.refresh()
    assert outcome.error is not None
    assert outcome.state.freshness.standing is Standing.STALE
    assert word(sync) == "one"
    host.faults.clear()
    assert len(asked(sync, host)) > 1
    assert word(sync) == "two"


def test_an_etag_belongs_to_one_address(company: Company, host: Host, sync: Sync, tmp_path: Path) -> None:
    assert asked(sync, host) == IDLE
    with hosting(company.public) as other:
        other.etag = '"one"'
        moved = company.client(other.url, tmp_path / "store")
        assert len(asked(moved, other)) > 1
        assert not any("if-none-match" in headers for headers in other.headers)
        moved.close()


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"ETag": 'W/"1"', "Last-Modified": "Fri, 10 Jul 2026 00:00:00 GMT"}, {"If-None-Match": 'W/"1"'}),
        ({"Last-Modified": "Fri, 10 Jul 2026 00:00:00 GMT"}, {"If-Modified-Since": "Fri, 10 Jul 2026 00:00:00 GMT"}),
        ({"ETag": '"1"', "Last-Modified": SECOND % 9, "Date": SECOND % 11}, {"If-None-Match": '"1"'}),
        ({"ETag": '"1"', "Last-Modified": SECOND % 9, "Date": SECOND % 10}, {}),
        ({"ETag": '"1"', "Last-Modified": SECOND % 9, "Date": SECOND % 8}, {}),
        ({"ETag": '"1"', "Last-Modified": "yesterday", "Date": SECOND % 8}, {"If-None-Match": '"1"'}),
        ({"ETag": "x" * 300}, {}),
        ({"ETag": '"a\x07b"'}, {}),
        ({"ETag": '"é"'}, {}),
        ({}, {}),
    ],
)
def test_how_a_host_is_asked(said: dict[str, str], asks: dict[str, str]) -> None:
    assert conditions(said) == asks
