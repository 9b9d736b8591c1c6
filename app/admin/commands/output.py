"""How commands answer: words and tables for people, one JSON document for machines."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from app.admin.commands import columns
from app.admin.commands.exits import Exit
from app.host.terminal import harmless

if TYPE_CHECKING:
    from app.admin.repository import Lacking


def document(record: Mapping[str, Any]) -> None:
    """The answer for machines."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def say(line: str, *, err: bool = False) -> None:
    """A line for people; what it quotes cannot move the cursor or colour the screen."""
    click.echo(harmless(line), err=err)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows below their heads; on a terminal within its width, else each on one line."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in columns.lines([[harmless(cell) for cell in row] for row in (head, *rows)], width):
        click.echo(line)


def count(number: int, thing: str) -> str:
    """`1 key`, `2 keys`, `2 matches`."""
    plural = "es" if thing.endswith(("s", "ch")) else "s"
    return f"{number} {thing}" if number == 1 else f"{number} {thing}{plural}"


def moment(at: datetime) -> str:
    """A time as people read it; in UTC, as signatures state it."""
    return f"{shown(at)} UTC"


def shown(at: datetime) -> str:
    """The same for a column whose head says UTC."""
    return f"{at:%Y-%m-%d %H:%M}"


def lacking(waiting: "Sequence[Lacking]") -> list[dict[str, Any]]:
    """Whose signatures are waited for, for machines."""
    return [{"role": one.role, "signed": one.signed, "threshold": one.threshold, "could": one.could} for one in waiting]


def wait_for(folder: object, waiting: "Sequence[Lacking]") -> None:
    """Say whose signatures are waited for, and leave with the code for that."""
    say(f"Not published yet: {folder}/pending.json waits for signatures.")
    for one in waiting:
        say(f"  {one}")
    say("  Hand the folder (or that file, to a copy of the folder) to them; they run `signpost-admin sign`.")
    sys.exit(Exit.WAITING)


def confirmed(question: str, *, yes: bool) -> None:
    """Ask a person at a terminal and end the command on no; a script cannot answer and is not asked."""
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True, err=True)
