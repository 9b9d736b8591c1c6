"""What would be carried over: items with the exact bytes they would write, before anything is written. Values only."""

import enum
import hashlib

import msgspec

from app.carryover.document import Addition
from app.carryover.notes import Note, NoteKind
from app.errors import SignpostError
from app.policy.carryover import Kind, Scope


class Standing(enum.Enum):
    """Where an item stands."""

    READY = "ready"
    """It can come along."""
    THERE = "there"
    """Everything of it is there already."""
    ABSENT = "absent"
    """The person has nothing of it."""
    FAILED = "failed"
    """It cannot come along; its error says why. The others can."""
    STAYS = "stays"
    """It never comes along; its reason says why."""
    UNKNOWN = "unknown"
    """This version of Signpost does not understand it."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One file as it is (`before`, None: there is none) and as it would be; `mode` are its permission bits.

    `additions` are the entries put into a document; a file without any is new as a whole.
    """

    scope: Scope
    path: str
    before: bytes | None
    after: bytes
    mode: int
    additions: tuple[Addition, ...] = ()


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """One item: where from, where to (as the person knows the paths), how many, what changes, and what to know."""

    id: str
    kind: Kind | None
    scope: Scope = "user"
    source: str = ""
    target: str = ""
    standing: Standing
    count: int = 0
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    error: SignpostError | None = None
    name: dict[str, str] = {}
    reason: dict[str, str] = {}

    @property
    def to_fill_in(self) -> tuple[str, ...]:
        """The placeholders whose values the person gives."""
        return tuple(one.facts["name"] for one in self.notes if one.kind is NoteKind.FILL_IN)


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can, could and cannot come along from one tool to another."""

    source: str
    target: str
    items: tuple[Proposed, ...]

    @property
    def ready(self) -> tuple[Proposed, ...]:
        """The items that can come along now."""
        return tuple(one for one in self.items if one.standing is Standing.READY)

    def item(self, item_id: str) -> Proposed | None:
        """The item of that id."""
        return next((one for one in self.items if one.id == item_id), None)


def digest(data: bytes) -> str:
    """What a file's content is compared by."""
    return hashlib.sha256(data).hexdigest()
