"""Stepping down when a source cannot go on, and up again when a better one can: nothing is missed or told twice."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from app.policy.launch import Launch
from app.watch.connector import Connector
from app.watch.counter import CountedPoll
from app.watch.ladder import Ladder
from app.watch.polling import Poll
from app.watch.source import Gap, Source, Unavailable
from app.watch.supervision import Patience

pytestmark = pytest.mark.alone

PATIENCE_SECONDS = 30.0
Opener = Callable[[object], Source]


def connector(_watcher: object) -> Source:
    return Connector(patience=Patience(retry=0.01, attempts=2))


def counter(_watcher: object) -> Source:
    return CountedPoll()


def poll(_watcher: object) -> Source:
    return Poll(tick=0.05, sweep=0.2)


def broken(_watcher: object) -> Source:
    raise Unavailable(source="broken", reason="it is out of order")


class Later:
    """A source that works only once it is allowed to."""

    def __init__(self, opener: Opener) -> None:
        self.works, self._opener, self.tried = False, opener, 0

    def __call__(self, watcher: object) -> Source:
        self.tried += 1
        return self._opener(watcher) if self.works else broken(watcher)


@contextlib.contextmanager
def started() -> "Iterator[subprocess.Popen[bytes]]":
    child = subprocess.Popen(["sleep", "300"])
    try:
        yield child
    finally:
        child.kill()
        child.wait()


class Reader:
    """Reads a source and keeps what it said."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.records: list[Launch | Gap] = []

    def until(self, wanted: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not wanted():
            assert time.monotonic() < deadline, self.records[-10:]
            self.records += self._source.read(0.05)

    def told(self, pid: int) -> int:
        """How often a launch in that process was told."""
        sleeping = (one for one in self.records if isinstance(one, Launch) and one.argv == ("sleep", "300"))
        return sum(one.pid == pid for one in sleeping)

    def gaps(self) -> list[str]:
        return [one.reason for one in self.records if isinstance(one, Gap)]


def end_watchers() -> None:
    """End the watcher process, and with it every one that follows: none can be started any more."""
    for child in psutil.Process().children():
        if any(part.endswith("helper.py") for part in child.cmdline()):
            os.kill(child.pid, signal.SIGKILL)


def test_a_connector_that_keeps_failing_is_left_for_the_next_source(monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(Ladder([("connector", connector), ("counter", counter)])) as ladder, started() as before:
        reader = Reader(ladder)
        reader.until(lambda: reader.told(before.pid) == 1)
        monkeypatch.setattr(sys, "executable", "/nowhere/python")
        ladder.seek(["TOOL_RUNS"])
        end_watchers()
        with started() as meanwhile:
            reader.until(lambda: ladder.name == "counter")
            with started() as later:
                reader.until(lambda: reader.told(later.pid) == 1 and reader.told(meanwhile.pid) == 1)
        (refusal,) = ladder.refusals
        assert refusal.facts["source"] == "connector"
        assert "cannot be started" in refusal.facts["reason"]
        assert "watching goes on by counter" in reader.gaps()[-1]
        assert reader.told(before.pid) == 1, "what was told before is not told again"
        assert ladder.stats().gaps == len(reader.gaps())
        assert ladder.stats().launches >= 3, "what every source did counts"


def test_the_better_source_is_taken_once_it_works() -> None:
    better = Later(connector)
    ladder = Ladder([("connector", better), ("poll", poll)], retry=0.05, longest_retry=0.1)
    with contextlib.closing(ladder), started() as before:
        reader = Reader(ladder)
        reader.until(lambda: reader.told(before.pid) == 1 and better.tried >= 3)
        assert (ladder.name, [one.facts["source"] for one in ladder.refusals]) == ("poll", ["broken"])
        better.works = True
        children: list[subprocess.Popen[bytes]] = []
        with contextlib.ExitStack() as stack:
            while ladder.name != "connector" or len(children) < 20:
                children.append(stack.enter_context(started()))
                reader.records += ladder.read(0.0)
                assert len(children) < 1000
            reader.until(lambda: all(reader.told(child.pid) for child in children))
            with started() as last:
                reader.until(lambda: reader.told(last.pid) == 1)
        assert [reader.told(child.pid) for child in (before, *children)] == [1] * (len(children) + 1)
        assert reader.gaps() == []
        assert "broken" not in [one.facts["source"] for one in ladder.refusals]


def test_a_ladder_that_is_closed_while_it_climbs_leaves_nothing_behind() -> None:
    better = Later(connector)
    ladder = Ladder([("connector", better), ("poll", poll)], retry=0.0)
    better.works = True
    ladder.read(0.0)
    ladder.close()
    assert better.tried == 2
    assert not [child for child in psutil.Process().children() if "helper.py" in " ".join(child.cmdline())]


def test_who_stands_on_top_has_nothing_to_climb_to() -> None:
    top = Later(poll)
    top.works = True
    with contextlib.closing(Ladder([("poll", top), ("counter", counter)], retry=0.0)) as ladder:
        for _ in range(3):
            ladder.read(0.0)
    assert top.tried == 1


def test_when_no_source_is_left_that_is_said() -> None:
    class Lost(Poll):
        def read(self, timeout: float) -> list[Launch | Gap]:
            raise Unavailable(source="lost", reason="the list of processes cannot be read")

    ladder = Ladder([("lost", lambda _watcher: Lost()), ("broken", broken)])
    refused = pytest.raises(Unavailable, match="the list of processes cannot be read; it is out of order")
    with contextlib.closing(ladder), refused:
        ladder.read(0.0)
