"""Costly evidence: digests and markers, each state of a file read once, never what cannot be read in bounds."""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.identify import content
from app.identify.content import Content, Contents
from app.policy.evidence import NOTHING, Kind, Sought
from tests.identify.machine import ELF, Machine, Observer

BYTES = Sought(hashes=True)
MARK = 'PACKAGE_URL: "@anthropic-ai/claude-code"'


def test_a_copy_under_another_name_is_known_by_its_bytes(machine: Machine, observer: Observer) -> None:
    data = ELF + os.urandom(3_000_000)
    launch = observer.launch(machine.file("desk/editor-helper", data, 0o755))
    found = observer.identifier.costly(launch, BYTES)
    assert [(fact.kind, fact.value) for fact in found] == [(Kind.HASH, hashlib.sha256(data).hexdigest())]
    assert found[0].source == launch.exe


@pytest.mark.parametrize(
    "written", ['PACKAGE_URL:"@anthropic-ai/claude-code"', MARK, 'PACKAGE_URL:\n\t"@anthropic-ai/claude-code"']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("offset", [0, 1, content.PIECE - 10, content.PIECE, content.PIECE + 3])
def test_a_marker_in_either_encoding_anywhere(tmp_path: Path, written: str, encoding: str, offset: int) -> None:
    file = tmp_path / "tool"
    file.write_bytes(b"\0" * offset + written.encode(encoding) + b"\0" * 100)
    found = Contents().of(str(file), [MARK, "some other mark"])
    assert found is not None
    assert found.inside == {MARK}


def test_words_of_a_marker_apart_are_no_marker(tmp_path: Path) -> None:
    file = tmp_path / "tool"
    file.write_text('PACKAGE_URL:"x" and "@anthropic-ai/claude-code"')
    found = Contents().of(str(file), [MARK])
    assert found is not None
    assert not found.inside


def test_scripts_and_preloads_are_read_too(machine: Machine, observer: Observer) -> None:
    node = str(machine.file("bin/node", ELF, 0o755))
    script = machine.file("copies/deploy", f'var m={{PACKAGE_URL:"@anthropic-ai/claude-code"}};{MARK}')
    for argv in (["node", str(script)], ["node", "-r", str(script), "-e", "0"]):
        found = observer.identifier.costly(observer.launch(node, *argv), Sought(markers=(MARK,)))
        assert [(fact.kind, fact.source) for fact in found] == [
            (Kind.HASH, str(script)),
            (Kind.MARKER, str(script)),
            (Kind.HASH, node),
        ]
    for argv in (["node", "--check", str(script)], ["node", "-e", "0"]):
        found = observer.identifier.costly(observer.launch(node, *argv), Sought(markers=(MARK,)))
        assert [(fact.kind, fact.source) for fact in found] == [(Kind.HASH, node)]


def test_what_lies_in_the_systems_folders_is_read_too(observer: Observer) -> None:
    """Root may have copied it there, and a digest may be that of a system's own program."""
    env = str(Path("/usr/bin/env").resolve())
    digest = hashlib.sha256(Path(env).read_bytes()).hexdigest()
    found = observer.identifier.costly(observer.launch(env, "env"), BYTES)
    assert [(fact.kind, fact.value) for fact in found] == [(Kind.HASH, digest)]
    assert not observer.identifier.costly(observer.launch(env, "env"), NOTHING)


def test_each_state_of_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []
    original = content._read

    def counted(
        descriptor: int, markers: Sequence[str], cancel: threading.Event | None, traces: Sequence[bytes]
    ) -> Content | None:
        reads.append(descriptor)
        return original(descriptor, markers, cancel, traces)

    monkeypatch.setattr(content, "_read", counted)
    file = tmp_path / "tool"
    file.write_bytes(b"one")
    contents = Contents()
    assert contents.of(str(file)) == contents.of(str(file))
    assert len(reads) == 1
    assert contents.of(str(file), ["a marker"]) is not None
    assert contents.of(str(file)) is not None
    assert len(reads) == 2
    assert contents.of(str(file), ["a marker"], traces=[b"one"]) is not None
    assert contents.of(str(file), traces=[b"one"]) == contents.of(str(file), ["a marker"])
    assert len(reads) == 3
    file.write_bytes(b"two!")
    changed = contents.of(str(file))
    assert changed is not None
    assert changed.sha256 == hashlib.sha256(b"two!").hexdigest()


def test_reading_can_be_called_off_and_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tool"
    file.write_bytes(b"x" * 100)
    cancel = threading.Event()
    cancel.set()
    assert Contents().of(str(file), cancel=cancel) is None
    monkeypatch.setattr(content, "SECONDS", -1.0)
    assert Contents().of(str(file)) is None
    monkeypatch.undo()
    monkeypatch.setattr(content, "LARGEST", 10)
    assert Contents().of(str(file)) is None


def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (
        tmp_path / "fifo",
        tmp_path / "loop",
        tmp_path,
        tmp_path / "gone",
        "/dev/zero",
        "/proc/kmsg",
        "a\0b",
        "",
    ):
        assert Contents().of(str(path)) is None


def test_a_file_that_changes_meanwhile_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tool"
    file.write_bytes(b"x" * 100)
    original = content._read

    def read_while_it_grows(
        descriptor: int, markers: Sequence[str], cancel: threading.Event | None, traces: Sequence[bytes]
    ) -> Content | None:
        with file.open("ab") as more:
            more.write(b"y")
        return original(descriptor, markers, cancel, traces)

    monkeypatch.setattr(content, "_read", read_while_it_grows)
    assert Contents().of(str(file)) is None


@pytest.mark.parametrize("offset", [0, 1, content.PIECE - 3, content.PIECE, 2 * content.PIECE - 7])
def test_traces_are_counted_wherever_they_are_and_the_end_is_kept(tmp_path: Path, offset: int) -> None:
    file = tmp_path / "tool"
    file.write_bytes(b"\0" * offset + b"a trace" * 2 + b"\0" * 3 + b"a trace" + b"\0" * content.PIECE + b"the end")
    found = Contents().of(str(file), traces=[b"a trace", b"no trace"])
    assert found is not None
    assert found.counts == {b"a trace": 3, b"no trace": 0}
    assert found.tail.endswith(b"\0the end")
    assert len(found.tail) == content.TAIL


def test_what_took_too_long_is_not_read_with_every_launch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tool"
    file.write_bytes(b"a marker")
    contents = Contents()
    monkeypatch.setattr(content, "SECONDS", -1)
    assert contents.of(str(file), ["a marker", "another one"]) is None
    monkeypatch.setattr(content, "SECONDS", 60)
    assert contents.of(str(file), ["a marker", "another one"]) is None
    fewer = contents.of(str(file), ["a marker"])
    assert fewer is not None
    assert fewer.inside == {"a marker"}
    file.write_bytes(b"another one")
    later = contents.of(str(file), ["a marker", "another one"])
    assert later is not None
    assert later.inside == {"another one"}


def test_what_was_called_off_is_read_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "tool"
    file.write_bytes(b"a marker")
    contents, cancel = Contents(), threading.Event()
    cancel.set()
    assert contents.of(str(file), ["a marker"], cancel) is None
    assert contents.of(str(file), ["a marker"]) is not None
