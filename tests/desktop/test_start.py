"""The program with a screen: it ends cleanly when it is asked to, and says so kindly when there is no screen."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.desktop import start
from app.host import crash_reports, signals
from app.host.config import Config
from app.host.paths import Paths
from app.report.stream import Stream
from app.watch.opening import Opening
from tests.support.desktop import Person, wait_until
from tests.sync.company import Company, verified_earlier

AGENT = """
import sys
from PySide6.QtCore import QTimer
from app.desktop.desktop import Desktop
desktop = Desktop("en")
QTimer.singleShot(0, lambda: print("running", flush=True))
code = desktop.run()
print("ended", code, flush=True)
sys.exit(code)
"""


@pytest.mark.parametrize("number", signals.ENDING)
def test_a_signal_ends_it_cleanly(person: Person, root: Path, number: signal.Signals) -> None:
    name = f"agent-{number.name}"
    agent = person.start(name, sys.executable, "-c", AGENT, PYTHONPATH=str(root))
    log = person.folder / f"{name}.log"
    wait_until(lambda: "running" in log.read_text(), "the agent")
    os.kill(agent.pid, number)
    assert agent.wait(timeout=20) == 0
    assert "ended 0" in log.read_text()
    person.end(name)


GOES_ON = """
import sys
from app.desktop.desktop import Desktop
from app.host.thread import NoThread

desktop = Desktop("en")

def go_on():
    print("goes on", desktop.tray.visible or "no tray", flush=True)
    raise NoThread

try:
    desktop.run(then=go_on)
except NoThread:
    print("told", flush=True)
"""


def test_what_comes_after_the_icon_and_fails_ends_it_and_is_told(person: Person, root: Path) -> None:
    agent = person.start("goes-on", sys.executable, "-c", GOES_ON, PYTHONPATH=str(root))
    assert agent.wait(timeout=60) == 0
    said = (person.folder / "goes-on.log").read_text()
    assert "goes on" in said
    assert "told" in said.partition("goes on")[2]
    person.end("goes-on")


LOADING = """
import os, signal, sys
from app.desktop import start
from app.main import main

really = start._desktop

def loading(*arguments):
    print("loading", "PySide6" in sys.modules, "app.desktop.card" in sys.modules, flush=True)
    return really(*arguments)

class Signals:
    def find_spec(self, name, *_):
        if name.startswith(sys.argv[1]):
            sys.meta_path.remove(self)
            os.kill(os.getpid(), int(sys.argv[2]))

sys.meta_path.insert(0, Signals())
start._desktop = loading
sys.exit(main(sys.argv[3:]))
"""


@pytest.mark.parametrize(
    ("module", "number"),
    [("PySide6", signals.ENDING[-1]), ("shiboken6.Shiboken", signal.SIGTERM), ("app.desktop.window", signal.SIGINT)],
)
def test_the_policy_is_in_force_before_cards_are_loaded_and_a_signal_meanwhile_ends_it_in_order(
    person: Person, paths: Paths, tmp_path: Path, module: str, number: signal.Signals
) -> None:
    company = Company(tmp_path / "company")
    url = verified_earlier(company, paths.state / "policy")
    root, events = tmp_path / "root.json", tmp_path / "events.jsonl"
    root.write_bytes(company.root)
    words = ["run", "--events", str(events), "--url", url, "--root", str(root), "--home", str(paths.home)]
    agent = subprocess.Popen(
        [sys.executable, "-c", LOADING, module, str(number.value), *words], stdout=subprocess.PIPE, text=True,
        env={**os.environ, **person.environment},
    )  # fmt: skip
    try:
        assert agent.stdout is not None
        assert agent.stdout.readline() == "loading True False\n"
        assert agent.wait(timeout=60) == 0
        told = [json.loads(line) for line in events.read_text().splitlines()]
        assert [line["version"] for line in told if line["event"] == "policy"][:1] == [1]
        assert json.loads(events.read_text().splitlines()[-1])["event"] == "stopped"
    finally:
        agent.kill()
        agent.communicate()


def test_without_a_screen_it_says_so(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    config = Config(url="https://policy.example.com/", root=b"{}")
    with contextlib.closing(Opening()) as opening, pytest.raises(start.NoScreen):
        start.run(config, paths, Stream(None), opening)


def test_the_command_of_a_tool_nobody_set_up_is_nothing(paths: Paths) -> None:
    assert start._command_of(paths, "qoder") == ""
    assert start._command_of(paths, "../evil") == ""


def test_what_qt_said_before_it_ended_us_is_kept(paths: Paths, tmp_path: Path) -> None:
    """A display that nobody serves: Qt finds no platform and aborts."""
    company = Company(tmp_path / "company")
    url = verified_earlier(company, paths.state / "policy")
    root = tmp_path / "root.json"
    root.write_bytes(company.root)
    words = ["run", "--url", url, "--root", str(root), "--home", str(paths.home)]
    environment = {**os.environ, "DISPLAY": ":n", "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "app.main", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGABRT
    (said,) = crash_reports.reports(crash_reports.folder(paths))
    assert (said.kind, said.thread) == ("qt", "screen")
    assert "no Qt platform plugin could be initialized" in " ".join(said.traceback)
    assert "no Qt platform plugin could be initialized" in done.stderr


def test_a_signal_raises_nothing_while_qt_is_loaded() -> None:
    """Raised in the midst of making one of Qt's classes it was lost; raised while shiboken loads it aborts."""
    before = signal.getsignal(signal.SIGTERM)
    with start._signals_noted() as told:
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)
    assert set(told) == {signal.SIGTERM}
    assert signal.getsignal(signal.SIGTERM) == before
