"""What lies on this computer is told where the policy asks: on change, once a day, and of the policy's tools alone."""

import json
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.errors import SignpostError
from app.host.paths import Paths
from app.policy.events import Events, Sort
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.model import Policy, Shape, Status
from app.policy.person import Person
from app.policy.purl import npm
from app.report.kinds import kind_of
from app.runtime import around
from app.runtime.around import Asked, LookFailed, Lying
from app.runtime.inventory import EVERY, FILE, Inventory
from tests.identify.machine import Machine
from tests.support.ocsf import faults
from tests.trial.conftest import BANNED, POLICY

NEVER = threading.Event()
NOON = datetime(2026, 7, 15, 12, tzinfo=UTC)
ASKED: tuple[Sort, ...] = ("inventory",)


def policy(*send: Sort, status: Status = Status.BANNED) -> Policy:
    tool = msgspec.structs.replace(BANNED, status=status, match=(Shape(purl="pkg:npm/%40acme/paint"),))
    events = Events(url="https://siem.example.com/x", send=send) if send else None
    return msgspec.structs.replace(POLICY, tools=(tool,), events=events)


class Desk:
    """One computer, looked through at moments that the test sets."""

    def __init__(self, folder: Path) -> None:
        self.machine, self.paths = Machine(folder), Paths.below(folder)
        self.events: list[dict[str, Any]] = []
        self.launches: list[Launch | None] = []
        self.notes: list[SignpostError] = []
        self.now = NOON
        self.begin()

    def begin(self) -> None:
        self.inventory = Inventory(self.paths, Person("ana"), self.tell, self.notes.append, lambda: self.now)

    def tell(self, event: dict[str, Any], launch: Launch | None = None, evidence: tuple[Evidence, ...] = (), /) -> None:
        assert faults(event) == []
        assert kind_of(event) == "inventory"
        self.events.append(event)
        self.launches.append(launch)

    def look(self, *send: Sort) -> list[tuple[str, str]]:
        """Look if it is due, and what was told: activity and version."""
        self.events.clear()
        asked = policy(*(send or ASKED))
        if self.inventory.is_due(asked):
            self.inventory.look(asked, NEVER)
        said = [(event.get("activity_name", "found"), event["product"].get("version", "")) for event in self.events]
        assert [event["unmapped"]["tool"] for event in self.events] == [BANNED.id] * len(said)
        return said

    def install(self, version: str, where: str = ".npm-global/lib") -> Path:
        return self.machine.npm(where, "@acme/paint", "cli.js", bin={"paint": "./cli.js"}, version=version)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return Desk(tmp_path.resolve())


@pytest.fixture
def quick(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same with the process left out: what lies there is what the package folders say."""

    def look(asked: Asked, _: Path, cancel: threading.Event) -> tuple[Lying, ...]:
        found = []
        for file in sorted(Path(asked.home).glob("**/@acme/paint/package.json")):
            purl = npm("@acme/paint", json.loads(file.read_bytes())["version"])
            found.append(Lying(str(file.with_name("cli.js")), (Evidence(Kind.PACKAGE, purl, str(file)),)))
        return () if cancel.is_set() else tuple(found)

    monkeypatch.setattr(around, "look_around", look)
    return desk


def test_what_is_found_is_told_once_and_what_changed_the_day_after(desk: Desk) -> None:
    desk.machine.npm(".npm-global/lib", "innocent", "cli.js", bin={"innocent": "cli.js"})
    folder = desk.install("1.0.0")
    assert desk.look() == [("found", "1.0.0")]
    assert desk.events[0]["package"]["purl"] == "pkg:npm/%40acme/paint@1.0.0"
    assert desk.launches == [Launch(pid=0, exe=str(folder / "cli.js"))]
    assert str(desk.paths.home) not in json.dumps(desk.events)
    desk.now += EVERY - timedelta(seconds=1)
    shutil.rmtree(folder)
    desk.install("2.0.0")
    assert desk.look() == []
    desk.begin()  # a restart asks no earlier
    assert desk.look() == []
    desk.now += timedelta(seconds=1)
    assert desk.look() == [("found", "2.0.0"), ("Gone", "1.0.0")]
    assert "innocent" not in (desk.paths.state / FILE).read_text()


def test_nobody_looks_unless_the_policy_asks(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    quick.install("1.0.0")
    monkeypatch.setattr(around, "look_around", lambda *_: pytest.fail("nobody asked"))
    assert not quick.inventory.is_due(None)
    for asked in (policy(), policy("launches", "agent")):
        assert not quick.inventory.is_due(asked)
        quick.inventory.look(asked, NEVER)
    assert quick.events == []


def test_an_approved_tool_is_nobodys_business(quick: Desk) -> None:
    quick.install("1.0.0")
    quick.inventory.look(policy(*ASKED, status=Status.APPROVED), NEVER)
    assert quick.events == []
    assert "paint" not in (quick.paths.state / FILE).read_text()


@pytest.mark.parametrize("jump", [timedelta(days=-4000), timedelta(days=26_000)])
def test_a_clock_that_jumps_and_comes_back_stops_nothing(quick: Desk, jump: timedelta) -> None:
    quick.install("1.0.0")
    quick.now += jump
    assert quick.look() == [("found", "1.0.0")]
    quick.now = NOON
    quick.install("2.0.0", ".other/lib")
    assert quick.inventory.is_due(policy(*ASKED))


def test_a_look_that_failed_is_noted_and_tried_the_day_after(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise LookFailed(detail="exit code 1")

    quick.install("1.0.0")
    with monkeypatch.context() as patch:
        patch.setattr(around, "look_around", fails)
        assert quick.look() == []
    assert [note.code for note in quick.notes] == ["look-failed"]
    assert not quick.inventory.is_due(policy(*ASKED))
    quick.now += EVERY
    assert quick.look() == [("found", "1.0.0")]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"at": 3}', b"[" * 100_000])
def test_a_damaged_memory_is_told_anew(quick: Desk, damage: bytes) -> None:
    quick.install("1.0.0")
    assert len(quick.look()) == 1
    (quick.paths.state / FILE).write_bytes(damage)
    quick.begin()
    assert quick.look() == [("found", "1.0.0")]


def test_another_receiver_is_told_anew(quick: Desk) -> None:
    quick.install("1.0.0")
    assert len(quick.look()) == 1
    asked = policy(*ASKED)
    other = msgspec.structs.replace(asked, events=Events(url="https://other.example.com/x", send=ASKED))
    quick.begin()
    quick.events.clear()
    quick.inventory.look(other, NEVER)
    assert [event["activity_id"] for event in quick.events] == [2]
    quick.begin()
    quick.inventory.look(other, NEVER)
    assert len(quick.events) == 1


def test_one_that_is_cut_off_forgets_nothing(quick: Desk) -> None:
    quick.install("1.0.0")
    assert len(quick.look()) == 1
    quick.now += EVERY
    before = (quick.paths.state / FILE).read_bytes()
    over = threading.Event()
    over.set()
    quick.inventory.look(policy(*ASKED), over)
    assert len(quick.events) == 1
    assert (quick.paths.state / FILE).read_bytes() == before
