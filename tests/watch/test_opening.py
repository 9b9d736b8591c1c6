"""The watcher process is started before anything else; whoever opens the source takes it over, or it is ended."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from app.policy.launch import Launch
from app.watch.opening import Opening
from app.watch.source import Source

pytestmark = pytest.mark.alone

WATCHER = """
import sys
from collections.abc import Iterator
from app.watch.opening import Opening
opening = Opening()
loaded = {"msgspec", "typing", "pathlib", "argparse"} & set(sys.modules)
opening.close()
print(*loaded)
"""


def watchers() -> list[int]:
    return [child.pid for child in psutil.Process().children() if "helper.py" in " ".join(child.cmdline())]


def told(source: Source, pids: set[int]) -> list[int]:
    """The processes that were told until all of these were. Each CPU tells its own, in whatever order."""
    found: list[int] = []
    while not pids.issubset(found):
        found += [record.pid for record in source.read(60) if isinstance(record, Launch)]
    return found


def test_the_source_takes_over_the_watcher_that_was_started_ahead() -> None:
    with contextlib.closing(Opening()) as opening:
        (started,) = watchers()
        source = opening.source()
        assert source.name == "connector"
        assert watchers() == [started]
    assert watchers() == []


def test_what_ran_before_is_no_news_and_what_is_started_is_told_once() -> None:
    with contextlib.ExitStack() as stack:
        before = stack.enter_context(running())
        opening = stack.enter_context(contextlib.closing(Opening()))
        source = opening.source()
        first, second = stack.enter_context(running()), stack.enter_context(running())
        seen = told(source, {first, second})
        third = stack.enter_context(running())  # by now the source knows what ran before it
        seen += told(source, {third})
    assert before not in seen
    assert sorted(pid for pid in seen if pid in (first, second, third)) == sorted((first, second, third))


def test_nobody_took_it_over() -> None:
    with contextlib.closing(Opening()):
        assert watchers()
    assert watchers() == []


def test_one_that_died_before_anybody_listened_leaves_the_other_sources() -> None:
    with contextlib.closing(Opening()) as opening:
        for pid in watchers():
            os.kill(pid, 9)
        source = opening.source()
        assert [refusal.facts["source"] for refusal in source.refusals] == ["connector"]


def test_one_that_cannot_be_started_is_told_by_whoever_opens_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with contextlib.closing(Opening()) as opening:
        assert watchers() == []
        refused = opening.source().refusals
    assert "cannot be started" in refused[0].facts["reason"]


def test_next_to_nothing_is_loaded_for_it() -> None:
    done = subprocess.run([sys.executable, "-c", WATCHER], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@contextlib.contextmanager
def running() -> Iterator[int]:
    child = subprocess.Popen(["sleep", "300"])
    try:
        yield child.pid
    finally:
        child.kill()
        child.wait()
