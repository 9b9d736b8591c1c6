"""When the next look is taken, how fresh a policy counts, and the loop that joins them."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access import token_changes
from app.enrol.errors import NotEnrolled
from app.enrol.tokens import TokenFile
from app.errors import SignpostError
from app.host.paths import Paths
from app.host.secret import Secret
from app.policy.recipe import Recipes
from app.sync import schedule
from app.sync.client import Outcome
from app.sync.errors import NotCheckedYet, NotSignedIn, Offline
from app.sync.schedule import LONGEST_RETRY_SECONDS, delay, run
from app.sync.state import Freshness, Standing, SyncState, freshness

NOW = datetime(2026, 7, 10, 8, 0, tzinfo=UTC)
CHANCE = st.floats(0, 1, exclude_max=True)


@given(st.floats(1, 86_400), CHANCE)
def test_the_interval_varies_by_a_fifth(poll: float, chance: float) -> None:
    assert poll * 0.8 <= delay(poll, 0, chance) <= poll * 1.2


@given(st.floats(1, 86_400), st.integers(1, 10_000), CHANCE)
def test_failures_never_mean_a_storm_nor_for_ever(poll: float, failures: int, chance: float) -> None:
    wait = delay(poll, failures, chance)
    assert min(30.0, poll) / 2 <= wait <= max(poll, LONGEST_RETRY_SECONDS)


def test_each_failure_doubles_the_wait() -> None:
    assert [delay(300, failures, 0.999_999_9) for failures in range(1, 9)] == pytest.approx(
        [30, 60, 120, 240, 480, 960, 1800, 1800], rel=1e-3
    )


def test_freshness() -> None:
    offline = Offline(host="h", detail="d")
    assert freshness(None, None, NOW) == Freshness(standing=Standing.NEVER)
    assert freshness(None, offline, NOW).why is offline
    assert freshness(NOW - timedelta(minutes=5), None, NOW).standing is Standing.FRESH
    failed = freshness(NOW - timedelta(minutes=5), offline, NOW)
    assert (failed.standing, failed.since, failed.why) == (Standing.STALE, NOW - timedelta(minutes=5), offline)


@pytest.mark.parametrize("at", [NOW - timedelta(hours=1), NOW + timedelta(days=3)], ids=["long-ago", "clock-set-back"])
def test_a_policy_not_checked_lately_is_stale(at: datetime) -> None:
    found = freshness(at, None, NOW)
    assert found.standing is Standing.STALE
    assert isinstance(found.why, NotCheckedYet)


def state(version: int) -> SyncState:
    """A state that only its version tells apart."""
    return SyncState(
        policy=None,
        recipes=Recipes(format=1),
        freshness=Freshness(standing=Standing.NEVER),
        version=version,
        checked_at=NOW,
    )


class Scripted:
    """A source whose refreshes are known beforehand."""

    def __init__(self, *errors: SignpostError | None) -> None:
        self.errors = list(errors)
        self.refreshes = 0
        self.refreshed = threading.Semaphore(0)
        self.thorough: list[bool] = []

    def verify(self) -> SyncState:
        return state(101)

    def refresh(self, *, thorough: bool = False) -> Outcome:
        self.thorough.append(thorough)
        error = self.errors[self.refreshes] if self.refreshes < len(self.errors) else None
        self.refreshes += 1
        self.refreshed.release()
        return Outcome(state=state(self.refreshes), error=error)


def test_the_loop_tells_at_once_refreshes_at_once_and_on_a_poke() -> None:
    source, stop, poke = Scripted(), threading.Event(), threading.Event()
    told: list[int] = []

    def on_state(known: SyncState) -> None:
        told.append(known.version)

    thread = threading.Thread(target=run, args=(source, on_state, stop, poke), kwargs={"poll_seconds": 3600.0})
    thread.start()
    assert source.refreshed.acquire(timeout=10)
    poke.set()
    assert source.refreshed.acquire(timeout=10)
    stop.set()
    poke.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert told[:3] == [101, 1, 2]
    assert source.thorough[:2] == [False, True], "who is asked for a look takes a thorough one"


def test_the_loop_waits_longer_while_it_fails_and_recovers() -> None:
    offline = Offline(host="h", detail="d")
    source, stop = Scripted(offline, offline, None), threading.Event()
    waits: list[float | None] = []

    class Clock(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout)
            if len(waits) == 4:
                stop.set()
            return False

    told: list[datetime | None] = []
    run(source, lambda known: told.append(known.next_at), stop, Clock(), poll_seconds=300.0, chance=lambda: 0.5)
    assert waits == [22.5, 45.0, 300.0, 300.0]
    assert told == [None, *(NOW + timedelta(seconds=wait or 0) for wait in waits)], "people read when it is due"


@pytest.mark.parametrize("error", [NotSignedIn(host="h", file="f", status=401), NotEnrolled(host="h")])
def test_turned_away_the_loop_tries_again_as_soon_as_a_token_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: SignpostError
) -> None:
    monkeypatch.setattr(schedule, "delay", lambda *_: 3600.0)
    monkeypatch.setattr(schedule, "LOOK_SECONDS", 0.01)
    paths = Paths.below(tmp_path)
    source, stop, poke = Scripted(error, error), threading.Event(), threading.Event()
    looked = threading.Semaphore(0)
    changed = token_changes(paths)

    def mended() -> bool:
        looked.release()
        return changed()

    thread = threading.Thread(
        target=run, args=(source, lambda _: None, stop, poke), kwargs={"poll_seconds": 300.0, "mended": mended}
    )
    thread.start()
    try:
        for attempts in (1, 2):
            assert source.refreshed.acquire(timeout=10)
            for _ in range(3):
                assert looked.acquire(timeout=10)
            assert source.refreshes == attempts, "nothing changed, so nobody asks"
            TokenFile(paths.state / "token.json", "https://policy.example.com").write(Secret("t"))
        assert source.refreshed.acquire(timeout=10)
        assert source.thorough == [False, True, True]
    finally:
        stop.set()
        poke.set()
        thread.join(timeout=10)
    assert not thread.is_alive()


def test_offline_nobody_looks_for_a_token() -> None:
    source, stop = Scripted(Offline(host="h", detail="d")), threading.Event()

    class Clock(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            stop.set()
            return False

    def looked() -> bool:
        raise AssertionError

    run(source, lambda _: None, stop, Clock(), poll_seconds=300.0, mended=looked)
    assert source.refreshes == 1


def test_the_loop_does_nothing_when_it_is_stopped_before_it_began() -> None:
    source, stop = Scripted(), threading.Event()
    stop.set()
    run(source, lambda _: None, stop, threading.Event(), poll_seconds=1.0)
    assert source.refreshes == 0
