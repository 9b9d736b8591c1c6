"""Only an exact answer proves that a tool is there."""

import hashlib
import threading
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.policy.recipe import Detect
from app.setup.detect import answers, prove
from app.setup.errors import Cancelled, NotDetected, NotThere
from app.setup.launchers import link_path
from app.setup.place import Place
from app.setup.receipt import PrefixReceipt


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
    path = link_path(Paths.below(tmp_path), "command")
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def ask(tmp_path: Path, cancel: threading.Event | None = None, **environment: str) -> None:
    detect = Detect(command="command", version="1.1.52", timeout=1)
    env = {"PATH": "/usr/bin:/bin", **environment}
    place, receipt = Place(Paths.below(tmp_path), "demo"), PrefixReceipt(folder="1.1.52", commands=("command",))
    prove(place, detect, receipt, env, cancel or threading.Event(), lambda: "")


def test_the_environment_is_clean(tmp_path: Path) -> None:
    command(tmp_path, 'echo "1.1.53 $(env | grep -c SECRET) $HOME $(pwd)"')
    with pytest.raises(NotDetected, match=f"1.1.53 0 {tmp_path} {tmp_path}"):
        ask(tmp_path, SECRET="x", NODE_OPTIONS="x")


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
    command(tmp_path, text)
    with pytest.raises(NotDetected, match=f"answered: .*{said}"):
        ask(tmp_path)


def test_it_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotDetected, match="No such file"):
        ask(tmp_path)


def test_it_hangs(tmp_path: Path) -> None:
    command(tmp_path, "sleep 60")
    with pytest.raises(NotDetected, match="nothing within 1 seconds"):
        ask(tmp_path)


def test_it_is_cancelled(tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    command(tmp_path, "sleep 60")
    with pytest.raises(Cancelled):
        ask(tmp_path, cancel)


def proofs(tmp_path: Path, detect: Detect, found: str = "") -> None:
    place, receipt = Place(Paths.below(tmp_path), "demo"), PrefixReceipt(folder="1.1.52")
    prove(place, detect, receipt, {"PATH": "/usr/bin:/bin"}, threading.Event(), lambda: found)


def test_a_file_with_the_bytes_that_were_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    right = hashlib.sha256(b"abc").hexdigest()
    proofs(tmp_path, Detect(file="{home}/file", sha256=right))
    proofs(tmp_path, Detect(file="{home}"))
    for file, sha256, said in (
        ("{home}/file", "0" * 64, "other bytes"),
        ("{home}/nowhere", right, "No such file"),
        ("{home}", right, "directory"),
        ("{local_app_data}/x", "", "no folder local_app_data"),
    ):
        with pytest.raises(NotThere, match=said):
            proofs(tmp_path, Detect(file=file, sha256=sha256))


def test_the_managers_own_word(tmp_path: Path) -> None:
    detect = Detect(package="org.example.Demo", version="1.1.52")
    proofs(tmp_path, detect, found="1.1.52")
    for said in ("", "1.1.53"):
        with pytest.raises(NotThere, match=f"says {said or 'nothing'}, not 1.1.52"):
            proofs(tmp_path, detect, found=said)


def test_every_proof_must_pass(tmp_path: Path) -> None:
    command(tmp_path, "echo 1.1.52")
    (tmp_path / "file").write_bytes(b"abc")
    whole = Detect(command="command", version="1.1.52", package="demo", file="{home}/file")
    proofs(tmp_path, whole, found="1.1.52")
    with pytest.raises(NotThere):
        proofs(tmp_path, whole, found="1.1.5")
    (tmp_path / "file").unlink()
    with pytest.raises(NotThere):
        proofs(tmp_path, whole, found="1.1.52")
