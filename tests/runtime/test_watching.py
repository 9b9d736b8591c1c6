"""How launches are seen, and what was missed, reaches the stream, the screen and the file that `status` reads."""

import contextlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.host import process
from app.host.paths import Paths
from app.policy.launch import ProcessId
from app.report.stream import Stream
from app.runtime.shortfalls import Shortfalls
from app.runtime.watching import WatchReport
from app.screen import Headless
from app.watch import standing
from app.watch.polling import Poll
from app.watch.source import Gap
from app.watch.standing import FILE, Watching


class Shown(Headless):
    """A screen that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.watching_: list[Watching] = []

    def watching(self, watching: Watching) -> None:
        self.watching_.append(watching)


def test_gaps_and_another_source_are_told_everywhere_and_written_once_for_many(paths: Paths) -> None:
    stream, screen, later = io.StringIO(), Shown(), list[Callable[[], None]]()
    told = list[dict[str, Any]]()
    paths.runtime.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(Poll()) as source:
        report = WatchReport(source, paths, Stream(stream, None), screen, later.append, Shortfalls(told.append))
        report.begin()
        for lost in (3, 0, 4):
            report.gap(Gap(lost, f"reason {lost}"))
        report.look_at(source)
        assert len(later) == 1
        later.pop()()
        source.name, source.blind_spots = "other", ""
        report.look_at(source)  # in between: it starts again
        source.blind_spots = "Everything."
        report.look_at(source)
        assert len(later) == 1
        found = standing.read(paths.runtime / FILE)
    assert [event["type_uid"] for event in told] == [600801, 600205]
    assert found == screen.watching_[-2]
    assert found is not None
    assert (found.source, found.gaps, found.lost) == ("poll", 3, 7)
    assert found.last is not None
    assert (found.last.lost, found.last.reason) == (4, "reason 4")
    assert found.agent == ProcessId(os.getpid(), process.start_time(os.getpid()) or 0)
    assert (screen.watching_[-1].source, screen.watching_[-1].gaps) == ("other", 3)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["started", "gap", "gap", "gap", "watching"]
    assert (lines[-1]["source"], lines[-1]["blind_spots"]) == ("other", "Everything.")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"agent": {"pid": "x"}}', b"\xff"])
def test_what_cannot_be_read_counts_as_no_agent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert standing.read(tmp_path / FILE) is None
    assert standing.read(tmp_path / "missing") is None


def test_an_agent_that_is_gone_counts_as_none(tmp_path: Path, paths: Paths) -> None:
    paths.runtime.mkdir(parents=True, exist_ok=True)
    later = list[Callable[[], None]]()
    with contextlib.closing(Poll()) as source:
        WatchReport(source, paths, Stream(None, None), Headless(), later.append, Shortfalls(lambda _: None)).begin()
    later.pop()()
    found = standing.read(paths.runtime / FILE)
    assert found is not None
    standing.write(tmp_path / FILE, msgspec.structs.replace(found, agent=ProcessId(os.getpid(), 1)))
    assert standing.read(tmp_path / FILE) is None
