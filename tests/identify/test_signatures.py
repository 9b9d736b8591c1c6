"""Signers as evidence: each state of a file asked about once, on request only, and never about the system's own."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.identify.identify import Identifier
from app.identify.signatures import Signers, of_this_platform
from app.policy.evidence import Evidence, Kind, Sought
from app.policy.launch import Launch
from app.policy.model import Company, Policy, Shape, Status, Tool
from app.policy.verdict import PolicyIndex
from tests.identify.machine import ELF, Machine

NOW = datetime(2026, 7, 15, tzinfo=UTC)
SIGNED = Sought(signers=True)


class Asked:
    """Signatures made up by path, and which were asked for."""

    def __init__(self, **names: tuple[str, ...] | None) -> None:
        self.names, self.paths = names, list[str]()

    def signers(self, path: str, cancel: threading.Event | None) -> tuple[str, ...] | None:
        self.paths.append(path)
        return self.names.get(Path(path).name, ())


def test_each_state_of_a_file_is_asked_about_once(machine: Machine) -> None:
    tool = str(machine.file("tool", ELF))
    reader = Asked(tool=("EQHXZ8M8AV", "EQHXZ8M8AV/com.google.Chrome"))
    signers = Signers(reader)
    facts = tuple(Evidence(Kind.SIGNER, name, tool) for name in reader.names["tool"] or ())
    assert signers.of(tool) == signers.of(tool) == facts
    assert len(reader.paths) == 1
    machine.file("tool", ELF + b"another")
    assert signers.of(tool) == facts
    assert len(reader.paths) == 2


def test_no_answer_is_asked_for_again(machine: Machine) -> None:
    tool = str(machine.file("tool", ELF))
    reader = Asked(tool=None)
    signers = Signers(reader)
    assert signers.of(tool) == ()
    reader.names["tool"] = ("Google LLC",)
    assert [fact.value for fact in signers.of(tool)] == ["Google LLC"]


def test_a_file_that_is_replaced_meanwhile_says_nothing(machine: Machine) -> None:
    tool = machine.file("tool", ELF)

    class Replaced(Asked):
        def signers(self, path: str, cancel: threading.Event | None) -> tuple[str, ...] | None:
            tool.with_name("other").write_bytes(ELF)
            tool.with_name("other").rename(tool)
            return super().signers(path, cancel)

    assert Signers(Replaced(tool=("Google LLC",))).of(str(tool)) == ()


def test_what_is_no_regular_file_is_not_asked_about(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    reader = Asked()
    for path in (tmp_path / "fifo", tmp_path, tmp_path / "gone", "/dev/zero", "a\0b", ""):
        assert Signers(reader).of(str(path)) == ()
    assert reader.paths == []


def test_names_that_cannot_be_shown_are_made_so(machine: Machine) -> None:
    tool = str(machine.file("tool", ELF))
    (fact,) = Signers(Asked(tool=("Caf\udce9",))).of(tool)
    assert fact.value == "Caf?"


def test_signers_are_asked_for_when_sought_and_not_of_the_system(machine: Machine) -> None:
    tool = str(machine.file("opt/tool", ELF, 0o755))
    reader = Asked(tool=("Google LLC",), env=("Nobody",))
    identifier = Identifier(signers=Signers(reader))
    launch = Launch(pid=1, exe=tool, argv=("tool",))
    assert identifier.costly(launch, SIGNED) == (Evidence(Kind.SIGNER, "Google LLC", tool),)
    both = identifier.costly(launch, Sought(signers=True, hashes=True))
    assert [fact.kind for fact in both] == [Kind.SIGNER, Kind.HASH]
    assert [fact.kind for fact in identifier.costly(launch, Sought(hashes=True))] == [Kind.HASH]
    env = str(Path("/usr/bin/env").resolve())
    assert identifier.costly(Launch(pid=1, exe=env, argv=("env",)), SIGNED) == ()
    assert reader.paths == [tool]


def test_a_banned_product_is_found_inside_an_approved_package_by_its_signer(machine: Machine) -> None:
    native = machine.npm("lib", "pencil", "bin/native", bin={"pencil": "bin/native"}) / "bin/native"
    reader = Asked(native=("EQHXZ8M8AV", "EQHXZ8M8AV/com.example.paint"))
    identifier = Identifier(signers=Signers(reader))
    launch = Launch(pid=1, exe=str(native), argv=("pencil",))
    approved = Tool(id="pencil", name="Pencil", status=Status.APPROVED, match=(Shape(purl="pkg:npm/pencil"),))
    for signer, platform, rule in (
        ("EQHXZ8M8AV/com.example.paint", "macos", "paint/0"),
        ("EQHXZ8M8AV", "macos", "paint/0"),
        ("EQHXZ8M8AV/com.example.other", "macos", "pencil/0"),
        ("EQHXZ8M8AV", "linux", "pencil/0"),
    ):
        banned = Tool(id="paint", name="Paint", status=Status.BANNED, match=(Shape(signer=signer),))
        tools = (approved, banned)
        index = PolicyIndex(
            Policy(format=1, version=1, published=NOW, company=Company(name="C"), tools=tools), platform
        )
        cheap = identifier.evidence(launch)
        first = index.decide(cheap, NOW)
        assert first.rule == "pencil/0"
        more = identifier.costly(launch, index.second_look(first, launch))
        assert index.decide((*cheap, *more), NOW).rule == rule
    assert reader.paths == [str(native)]


def test_the_second_look_ends_between_files_when_it_is_called_off(machine: Machine) -> None:
    cancel = threading.Event()
    cancel.set()
    reader = Asked(tool=("Google LLC",))
    launch = Launch(pid=1, exe=str(machine.file("opt/tool", ELF, 0o755)), argv=("tool",))
    assert Identifier(signers=Signers(reader)).costly(launch, SIGNED, cancel) == ()
    assert reader.paths == []


@pytest.mark.skipif("sys.platform != 'linux'", reason="elsewhere programs are signed")
def test_programs_on_linux_carry_no_signature() -> None:
    assert of_this_platform().of("/usr/bin/env") == ()
