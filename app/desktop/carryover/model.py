"""What the screen of carry-over shows, as frozen values; and what is known, from which that is made. No Qt."""

import enum
from dataclasses import dataclass
from pathlib import Path

from app.carryover.carry import Carried, Undone
from app.carryover.diff import Line
from app.carryover.proposal import Proposal, Proposed, Standing
from app.errors import SignpostError


class Stage(enum.Enum):
    """How far it is."""

    LOOKING = "looking"
    PREVIEW = "preview"
    CARRYING = "carrying"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"


@dataclass(frozen=True)
class Names:
    """The two tools, by name."""

    source: str
    target: str


@dataclass(frozen=True)
class ItemView:
    """A line of the list. `can`: it has a switch; else a glyph says why not."""

    id: str
    title: str
    note: str
    can: bool
    on: bool
    glyph: str = ""


@dataclass(frozen=True)
class FileView:
    """One file of a diff. `name` is "" where there is only one; `more` says what is not shown."""

    name: str
    lines: tuple[Line, ...]
    more: str = ""


@dataclass(frozen=True)
class DetailView:
    """What the chosen item would change, and what to know of it (a glyph and a sentence each)."""

    title: str
    way: str
    pill: str
    files: tuple[FileView, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CarryView:
    """The whole screen. Buttons that are "" are not there.

    `places` are whose settings can be shown, by key and in words; none: there is nothing to choose.
    """

    stage: Stage
    window: str
    letters: tuple[str, str]
    heading: str
    note: str
    places: tuple[tuple[str, str], ...]
    place: str
    whose: str
    items: tuple[ItemView, ...]
    current: str
    detail: DetailView | None
    foot: str
    leave: str
    way_on: str
    undo: str


@dataclass(frozen=True)
class Carrying:
    """What is known: what was looked at, what the person switched off, what came of it.

    `place` is the project whose settings these are, None: the home folder; `projects` are those to choose from, None:
    no pair brings settings of projects.
    """

    stage: Stage
    names: Names
    proposal: Proposal | None = None
    off: frozenset[str] = frozenset()
    current: str = ""
    carried: Carried | None = None
    undone: Undone | None = None
    error: SignpostError | None = None
    undoable: bool = False
    place: Path | None = None
    projects: tuple[Path, ...] | None = None

    @property
    def chosen(self) -> frozenset[str]:
        """The items that come along when the person says so."""
        return frozenset(one.id for one in self.ready if one.id not in self.off)

    @property
    def ready(self) -> tuple[Proposed, ...]:
        """Those that can."""
        return self.proposal.ready if self.proposal is not None else ()

    @property
    def shown(self) -> tuple[Proposed, ...]:
        """Those worth a line: the person has something of them."""
        items = self.proposal.items if self.proposal is not None else ()
        return tuple(one for one in items if one.standing is not Standing.ABSENT or one.notes)
