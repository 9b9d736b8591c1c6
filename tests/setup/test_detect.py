"""Only an exact answer proves that a tool is there."""

import threading
from pathlib import Path

import pytest

from app.policy.recipe import Detect
from app.setup.detect import answers, prove
from app.setup.errors import Cancelled, NotDetected


@pytest.mark.parametrize(
    "text",
    ["1.1.52", "1.1.52\n", "qodercli v1.1.52 (linux)", "version: 1.1.52.", "x/1.1.52,", '"1.1.52"', "a\n\t1.1.52"],
)
def test_exact(text: str) -> None:
    assert answers(text, "1.1.52")


@pytest.mark.parametrize(
    "text",
    ["", "1.1.5", "1.1.520", "11.1.52", "1.1.52-beta", "1.1.52.1", "0.1.1.52", "1.1.52+x", "r1.1.52", "1x1x52"],
)
def test_not_exact(text: str) -> None:
    assert not answers(text, "1.1.52")


def command(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "command"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def ask(path: Path, tmp_path: Path, **environment: str) -> str:
    detect = Detect(command="command", version="1.1.52", timeout=1)
    env = {"PATH": "/usr/bin:/bin", **environment}
    return prove("demo", path, detect, tmp_path, env, threading.Event())


def test_the_environment_is_clean(tmp_path: Path) -> None:
    path = command(tmp_path, 'echo "1.1.52 $(env | grep -c SECRET) $HOME $(pwd)"')
    assert ask(path, tmp_path, SECRET="x", NODE_OPTIONS="x") == f"1.1.52 0 {tmp_path} {tmp_path}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("echo 1.1.53", "1.1.53"),
        ("exit 0", "nothing"),
        ("echo 1.1.52; exit 1", "1.1.52"),
        ("echo Error: no module >&2; exit 1", "Error: no module"),
        ("printf '\\033[2J\\007gone'", r"\[2J gone"),
        ("kill -9 $$", "nothing"),
    ],
)
def test_anything_else_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(NotDetected, match=f"answered: .*{said}"):
        ask(command(tmp_path, text), tmp_path)


def test_it_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotDetected, match="No such file"):
        ask(tmp_path / "nowhere", tmp_path)


def test_it_hangs(tmp_path: Path) -> None:
    with pytest.raises(NotDetected, match="nothing within 1 seconds"):
        ask(command(tmp_path, "sleep 60"), tmp_path)


def test_it_is_cancelled(tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        prove("demo", command(tmp_path, "sleep 60"), Detect(command="command", version="1"), tmp_path, {}, cancel)
