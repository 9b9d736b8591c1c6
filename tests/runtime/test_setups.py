"""A tool that was set up is told of again: how terminals stand now, and the edit that was made for it."""

import io
import threading
from datetime import UTC, datetime

import pytest

from app.errors import SignpostError
from app.host.config import Config
from app.host.paths import Paths
from app.report.stream import Stream
from app.runtime.diary import Diary
from app.runtime.setups import SetUps
from app.screen import Finished, Headless
from app.setup import path_edit
from app.setup.errors import NotInstalled
from app.setup.launchers import put_link
from app.setup.place import Installed, Place
from app.setup.receipt import PrefixReceipt


class Told(Headless):
    """A screen that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.finished: list[Finished] = []
        self.problems: list[SignpostError] = []
        self.something = threading.Event()

    def setup_done(self, tool_id: str, finished: Finished) -> None:
        assert tool_id == finished.installed.tool
        self.finished.append(finished)
        self.something.set()

    def problem(self, error: SignpostError) -> None:
        self.problems.append(error)
        self.something.set()


def told(paths: Paths, tool: str = "demo") -> Told:
    screen = Told()
    config = Config(url="https://policy.example.com/", root=b"")
    setups = SetUps(config, paths, screen, Stream(io.StringIO()), lambda _: None, Diary(lambda _: None))
    setups.find(tool)
    assert screen.something.wait(60)
    setups.end()
    return screen


@pytest.fixture
def ready(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A tool set up earlier, for somebody whose terminals do not look where its command is."""
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    prefix = paths.tools / "demo/1"
    (prefix / "bin").mkdir(parents=True)
    (prefix / "bin/demo-tool").write_text("#!/bin/sh\n")
    (prefix / "bin/demo-tool").chmod(0o755)
    put_link(paths, "demo", "demo-tool", prefix)
    installed = Installed(
        tool="demo",
        kind="npm",
        package="demo",
        version="1",
        pin="0" * 64,
        receipt=PrefixReceipt(folder="1", commands=("demo-tool",)),
        at=datetime(2026, 7, 14, tzinfo=UTC),
    )
    Place(paths, "demo").write(installed)
    return paths


def test_what_would_help_is_offered_and_what_was_made_can_be_taken_back(ready: Paths) -> None:
    (found,) = told(ready).finished
    assert (found.findable, found.edited) == (False, False)
    assert found.edit is not None
    path_edit.apply(ready, found.edit)
    (found,) = told(ready).finished
    assert (found.findable, found.edited) == (True, True)
    assert found.edit == path_edit.applied(ready)


def test_what_is_not_there_is_said(paths: Paths) -> None:
    (problem,) = told(paths, "demo").problems
    assert isinstance(problem, NotInstalled)
