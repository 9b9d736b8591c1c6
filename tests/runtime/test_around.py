"""A look around in a process of its own: what lies here comes back as facts; what goes wrong there is said here."""

import os
import sys
import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.host import clock
from app.host.paths import Paths
from app.host.run import Result
from app.policy.evidence import Evidence, Kind
from app.policy.exceptions import NONE
from app.policy.model import Policy, Shape
from app.policy.person import Person
from app.policy.verdict import Phase, Verdict
from app.runtime import around
from app.runtime.announced import look_for_announced
from app.runtime.around import Asked, LookFailed, look_around
from tests.identify.machine import ELF, Machine
from tests.trial.conftest import BANNED, POLICY

NEVER = threading.Event()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine whose home is its root."""
    return Machine(tmp_path.resolve())


def policy_of(*shapes: Shape) -> Policy:
    """Paint is banned by these shapes: none of them asks for the bytes of all programs there are."""
    return msgspec.structs.replace(POLICY, tools=(msgspec.structs.replace(BANNED, match=shapes),))


@pytest.fixture(autouse=True)
def _nothing_on_path(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(machine.root / "bin"))


@pytest.fixture
def asked(machine: Machine) -> Asked:
    shapes = Shape(id="npm", purl="pkg:npm/%40acme/paint"), Shape(id="folder", path=f"{machine.root}/own/versions/*")
    return Asked(policy_of(*shapes), Person("ana", ("staff",)), str(machine.root))


@pytest.fixture
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the question is put; nothing may stay there."""
    return tmp_path_factory.mktemp("runtime")


def test_what_lies_here_comes_back_with_its_facts_and_nothing_stays(
    machine: Machine, asked: Asked, runtime: Path
) -> None:
    folder = machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "./cli.js"})
    machine.npm(".npm-global/lib", "innocent", "cli.js", bin={"innocent": "cli.js"})
    (found,) = [one for one in look_around(asked, runtime, NEVER) if one.path.startswith(str(machine.root))]
    assert found.path == str(folder / "cli.js")
    assert Evidence(Kind.PACKAGE, "pkg:npm/%40acme/paint@1.2.3", str(folder / "package.json")) in found.evidence
    assert list(runtime.iterdir()) == []


def test_a_path_that_is_no_utf_8_survives(machine: Machine, asked: Asked, runtime: Path) -> None:
    name = os.fsdecode(b"v\xff")
    path = str(machine.file(f"own/versions/{name}", ELF, 0o755))
    assert path in [one.path for one in look_around(asked, runtime, NEVER)]


def test_only_this_person_can_read_what_is_asked(asked: Asked, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []

    def looked(argv: list[str], **_: object) -> Result:
        modes.append(Path(argv[-1]).stat().st_mode & 0o777)
        return Result(0, "", "")

    monkeypatch.setattr(around, "run", looked)
    assert look_around(asked, runtime, NEVER) == ()
    assert modes == [0o600]


def test_who_ends_meanwhile_does_not_wait(asked: Asked, runtime: Path) -> None:
    over = threading.Event()
    over.set()
    assert look_around(asked, runtime, over) == ()
    assert list(runtime.iterdir()) == []


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (Result(1, "", "Traceback"), "exit code 1"),
        (Result(-9, "", "", "timeout"), "timeout"),
        (Result(0, '{"path": "/x", "evid', ""), "its answer is cut short"),
        (Result(0, '{"path": 1}', ""), "its answer is cut short"),
    ],
)
def test_what_goes_wrong_there_is_said(
    asked: Asked, runtime: Path, monkeypatch: pytest.MonkeyPatch, result: Result, said: str
) -> None:
    monkeypatch.setattr(around, "run", lambda *_, **__: result)
    with pytest.raises(LookFailed) as failed:
        look_around(asked, runtime, NEVER)
    assert failed.value.facts["detail"] == said


def test_where_nothing_can_be_written_or_started_that_is_said(
    asked: Asked, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LookFailed):
        look_around(asked, runtime / "nowhere", NEVER)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(LookFailed):
        look_around(asked, runtime, NEVER)
    assert list(runtime.iterdir()) == []


def test_who_will_be_off_limits_is_told_with_the_verdict_of_now(machine: Machine, asked: Asked) -> None:
    machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "./cli.js"})
    now = clock.now()
    announced = msgspec.structs.replace(asked.policy.tools[0], effective=now + timedelta(days=3))
    policy = msgspec.structs.replace(asked.policy, tools=(announced,))
    paths = Paths.below(machine.root)
    told: list[tuple[str, Verdict]] = []
    about = NONE, Person(), paths, lambda path, verdict: told.append((path, verdict)), NEVER
    look_for_announced(policy, *about)
    assert [(verdict.phase, verdict.rule) for _, verdict in told] == [(Phase.ANNOUNCED, "paint/npm")]
    told.clear()
    look_for_announced(asked.policy, *about)
    assert told == [], "it is off limits already: its start is what is told"
