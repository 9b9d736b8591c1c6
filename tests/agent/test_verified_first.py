"""After a start the stored policy is enforced at once; nothing is set up before its signatures were gone through."""

import contextlib
import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.host.config import Config
from app.host.paths import Paths
from app.report.stream import Stream
from app.runtime import runtime as running
from app.runtime.errands.policy import PolicyErrands
from app.runtime.runtime import Runtime
from app.screen import Headless
from app.setup.plan import Progress
from app.sync.errors import NotVouchedFor
from app.sync.state import SyncState
from app.sync.store import Store
from app.watch.opening import Opening
from tests.sync.company import Company, verified_earlier


class Seen(Headless):
    """A screen that notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.states: list[SyncState] = []
        self.told, self.ended, self.began = threading.Semaphore(0), threading.Event(), threading.Event()

    def policy_state(self, state: SyncState) -> None:
        self.states.append(state)
        self.told.release()

    def setup(self, progress: Progress) -> None:
        self.began.set()

    def setup_failed(self, tool_id: str, error: object) -> None:
        self.ended.set()


@pytest.fixture
def config(paths: Paths, tmp_path: Path) -> Config:
    """A machine whose store holds a policy that was verified earlier, and whose host does not answer any more."""
    company = Company(tmp_path / "company")
    url = verified_earlier(company, paths.state / "policy")
    return Config(url=url, root=company.root, npm="/nowhere/npm")


@pytest.fixture
def screen() -> Seen:
    return Seen()


@pytest.fixture
def events() -> io.StringIO:
    return io.StringIO()


class Slow(PolicyErrands):
    """Goes through the signatures once it is let."""

    asked, go = threading.Event(), threading.Event()

    def verify(self) -> SyncState:
        self.asked.set()
        assert self.go.wait(30)
        return super().verify()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> type[Slow]:
    Slow.asked, Slow.go = threading.Event(), threading.Event()
    monkeypatch.setattr(running, "PolicyErrands", Slow)
    return Slow


@pytest.fixture
def runtime(config: Config, paths: Paths, screen: Seen, events: io.StringIO) -> Iterator[Runtime]:
    with contextlib.closing(Opening()) as opening:
        made = Runtime(config, paths, screen, Stream(events, None), opening)
        yield made
        made.stop()


def test_a_set_up_waits_for_the_signatures(slow: type[Slow], runtime: Runtime, screen: Seen) -> None:
    runtime.start()
    assert slow.asked.wait(30)
    assert screen.told.acquire(timeout=30)
    assert (screen.states[0].version, screen.states[0].verified) == (1, False), "it is enforced already"
    runtime.setups.begin("good")
    assert not screen.began.wait(0.5)
    slow.go.set()
    assert screen.began.wait(30)
    assert screen.told.acquire(timeout=30)
    assert screen.states[1].verified
    assert screen.ended.wait(30), "there is no npm here"


def test_a_set_up_that_waits_can_be_cancelled(slow: type[Slow], runtime: Runtime, screen: Seen) -> None:
    runtime.start()
    runtime.setups.begin("good")
    runtime.setups.cancel("good")
    assert screen.ended.wait(30)
    assert not screen.began.is_set()
    slow.go.set()


def test_what_nobody_signed_goes_out_of_force_and_sets_nothing_up(
    runtime: Runtime, paths: Paths, screen: Seen, events: io.StringIO
) -> None:
    store = Store(paths.state / "policy")
    was = store.read()
    assert was is not None
    store.write(msgspec.structs.replace(was, recipes=was.recipes.replace(b"1.0.0", b"6.6.6")), None)
    runtime.start()
    runtime.setups.begin("good")
    assert screen.ended.wait(30)
    assert not screen.began.is_set()
    assert [state.version for state in screen.states[:2]] == [1, 0]
    assert isinstance(screen.states[1].freshness.why, NotVouchedFor)
    lines = [json.loads(line) for line in events.getvalue().splitlines()]
    assert [line["code"] for line in lines if line["event"] == "setup-failed"] == ["no-recipe"]
    assert [line["verified"] for line in lines if line["event"] == "policy"][:2] == [False, False]
