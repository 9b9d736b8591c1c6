"""`signpost enrol`: the code as an argument, on standard input, at a terminal; never needed on the command line."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import line
from app.host.paths import Paths
from tests.support.enrolment import invite, service


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Path]:
    """A home whose configuration says where to enrol."""
    with service(tmp_path / "devices.db") as url:
        config = Paths.below(tmp_path / "home").machine_config / "config.toml"
        config.parent.mkdir(parents=True)
        (tmp_path / "root.json").write_text('{"signed": {"_type": "root"}}')
        told = {"url": f"{url}/", "enrol_url": f"{url}/", "root": str(tmp_path / "root.json"), "device": "lt-1"}
        config.write_text("".join(f"{name} = '{value}'\n" for name, value in told.items()))
        yield tmp_path / "home"


def enrol(home: Path, *words: str) -> int:
    return line.run(line.read(["enrol", *words, "--home", str(home)]))


def typed(monkeypatch: pytest.MonkeyPatch, text: str, *, at_a_terminal: bool) -> None:
    stdin = io.StringIO(text)
    monkeypatch.setattr(stdin, "isatty", lambda: at_a_terminal)
    monkeypatch.setattr(sys, "stdin", stdin)


@pytest.mark.parametrize("how", ["argument", "pipe", "terminal"])
def test_a_code_is_taken_however_it_comes(
    computer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    [code] = invite(tmp_path / "devices.db")
    if how == "argument":
        assert enrol(computer, code) == 0
    else:
        typed(monkeypatch, f"{code.lower()}\n", at_a_terminal=how == "terminal")
        assert enrol(computer) == 0
    said = capsys.readouterr()
    assert said.out == "lt-1 is enrolled. A running Signpost notices by itself.\n"
    assert said.err == ("Code from IT: " if how == "terminal" else "")


def test_no_code_is_said_before_anybody_is_asked(
    computer: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "", at_a_terminal=False)
    assert enrol(computer) == 1
    assert "No code was given." in capsys.readouterr().err
    assert enrol(computer, " ") == 1
    assert not list(computer.rglob("enrolment.json"))
