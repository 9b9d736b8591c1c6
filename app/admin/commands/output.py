"""How commands answer: words and tables for people, one JSON document for machines."""

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from app.host.terminal import harmless

if TYPE_CHECKING:
    from app.admin.repository import Lacking

WAITING = 3
SOON = 4


def document(record: Mapping[str, Any]) -> None:
    """The answer for machines."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def say(line: str, *, err: bool = False) -> None:
    """A line for people; what it quotes cannot move the cursor or colour the screen."""
    click.echo(harmless(line), err=err)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows below their heads, each column as wide as its widest cell."""
    shown = [[harmless(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns in a terminal: East Asian characters take two (Unicode Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def count(number: int, thing: str) -> str:
    """`1 key`, `2 keys`, `2 matches`."""
    plural = "es" if thing.endswith(("s", "ch")) else "s"
    return f"{number} {thing}" if number == 1 else f"{number} {thing}{plural}"


def moment(at: datetime) -> str:
    """A time as people read it; in UTC, as signatures state it."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def lacking(waiting: "Sequence[Lacking]") -> list[dict[str, Any]]:
    """Whose signatures are waited for, for machines."""
    return [{"role": one.role, "signed": one.signed, "threshold": one.threshold, "could": one.could} for one in waiting]


def wait_for(folder: object, waiting: "Sequence[Lacking]") -> None:
    """Say whose signatures are waited for, and leave with the code for that."""
    say(f"Not published yet: {folder}/pending.json waits for signatures.")
    for one in waiting:
        say(f"  {one}")
    say("  Hand the folder (or that file, to a copy of the folder) to them; they run `signpost-admin sign`.")
    sys.exit(WAITING)


def confirmed(question: str, *, yes: bool) -> None:
    """Ask a person at a terminal and end the command on no; a script cannot answer and is not asked."""
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True, err=True)
