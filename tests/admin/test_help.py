"""What `signpost-admin` says of itself: readable on 60 columns, and as README says it."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from app.admin.cli import commands
from app.admin.commands.exits import Exit
from tests.admin.conftest import Admin


def every(command: click.Command, *words: str) -> Iterator[tuple[str, ...]]:
    """Each command and each group below it, as it is called."""
    yield words
    for name, one in getattr(command, "commands", {}).items():
        yield from every(one, *words, name)


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("words", list(every(commands)), ids=" ".join)
def test_every_help_fits_the_screen_whole(
    admin: Admin, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = admin(*words, "--help")
    assert said.code == 0
    assert "Usage: signpost-admin" in said.out
    below = said.out.partition("\n\n")[2]
    assert "..." not in below, "a sentence is cut"
    for line in said.out.splitlines():
        assert len(line) <= columns, line


def test_each_command_says_in_a_few_words_what_it_does() -> None:
    for words in every(commands):
        command: click.Command = commands
        for word in words:
            assert isinstance(command, click.Group)
            command = command.commands[word]
        assert command is commands or command.short_help, words


def test_readme_and_help_name_the_exit_codes_there_are(admin: Admin, root: Path) -> None:
    readme = (root / "README.md").read_text()
    line = re.search(r"those that report take `--json`\. Exit codes: ([^.]*)\.", readme)
    assert line, "README says the exit codes in a line of its own"
    told = [int(code) for code in re.findall(r"(?:^|, )\s*(\d+) ", line[1])]
    assert told == [int(code) for code in Exit]
    shown = re.findall(r"^ {4}(\d+) +(.*)$", admin("--help").out, re.MULTILINE)
    assert shown == [(str(int(code)), code.meaning) for code in Exit]
