"""Ctrl-C and "no" at a question: nothing is done, and the exit code says which of the two it was."""

import sys
from pathlib import Path
from typing import NoReturn

import click.termui
import pytest

from app.admin import cli


def leaves(monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    """The exit code of a command at a terminal."""
    monkeypatch.setattr(sys, "argv", ["signpost-admin", *words])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    with pytest.raises(SystemExit) as left:
        cli.main()
    return left.value.code


def interrupts(*_: object) -> NoReturn:
    """Somebody presses Ctrl-C."""
    raise KeyboardInterrupt


def test_interrupted_while_a_passphrase_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SIGNPOST_PASSPHRASE", raising=False)
    monkeypatch.setattr(click.termui, "hidden_prompt_func", interrupts)
    assert leaves(monkeypatch, "init", str(tmp_path / "acme")) == 130
    assert not (tmp_path / "acme").exists()
    assert "nothing further was done" in capsys.readouterr().err


def test_usage_and_help(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert leaves(monkeypatch, "init") == 2
    assert leaves(monkeypatch, "--help") == 0
    assert leaves(monkeypatch, "status", str(tmp_path)) == 1
