"""The judge sees each kind of wrong: an error, a hang, much memory, a file or a program that is none of its own."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz.judge import judge
from tests.fuzz.target import Run, Target


def _for_ever(_data: bytes, _box: Path) -> None:
    while True:
        pass


def _swallows(_data: bytes, _box: Path) -> None:
    while True:
        with contextlib.suppress(Exception):  # what a parser might do
            sum(range(10_000))


def _beside(data: bytes, box: Path) -> None:
    (box.parent / "beside").write_bytes(data)


def _linked(_data: bytes, box: Path) -> None:
    (box.parent / "link").symlink_to("x")


def _moved(data: bytes, box: Path) -> None:
    (box / "mine").write_bytes(data)
    (box / "mine").rename(box.parent / "theirs")


def _started(_data: bytes, _box: Path) -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def _called(_data: bytes, _box: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))


@pytest.mark.parametrize(
    ("run", "kind"),
    [
        (lambda data, _box: json.loads(data), "JSONDecodeError"),
        (lambda _data, _box: bytes(60 << 20), "memory"),
        (_for_ever, "too long"),
        (_swallows, "too long"),
        (_beside, "touched"),
        (_linked, "touched"),
        (_moved, "touched"),
        (_started, "touched"),
        (_called, "touched"),
    ],
)
def test_what_is_wrong_is_found(run: Run, kind: str, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    finding = judge(Target("x", run, ()), b"{", box, weigh=kind == "memory", seconds=0.3).finding
    assert finding is not None
    assert finding.kind == kind


@pytest.mark.parametrize(
    "run",
    [
        lambda data, box: (box / "a").write_bytes(data),
        lambda _data, _box: json.loads(b"1"),
        lambda _data, _box: Path(os.devnull).write_bytes(b"x"),
    ],
)
def test_what_is_right_is_not(run: Callable[[bytes, Path], object], tmp_path: Path) -> None:
    assert judge(Target("x", run, ()), b"{", tmp_path, weigh=True).finding is None


def test_a_documented_error_is_none(tmp_path: Path) -> None:
    target = Target("x", lambda data, _box: json.loads(data), (), (ValueError,))
    assert judge(target, b"{", tmp_path).finding is None
