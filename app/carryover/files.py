"""Copied files on their way: front matter changed as the steps say, secrets out of their texts, the rest untouched."""

import msgspec

from app.carryover.frontmatter import Front, NotSafe
from app.carryover.notes import Note, NoteKind, note
from app.carryover.placeholders import Placeholders
from app.policy.carryover import Item
from app.policy.carrysteps import Map, Rename, Suffix

_PLAIN_MODES = 0o755


class Copied(msgspec.Struct, frozen=True):
    """A file as it arrives; None as data: it stays behind. With what to know of it."""

    data: bytes | None
    notes: tuple[Note, ...] = ()


def copied(item: Item, shown: str, data: bytes) -> Copied:
    """The file's bytes on arrival. What is no UTF-8 text is copied as it is. `shown` is its path for people."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Copied(data)
    notes: list[Note] = []
    if shown.endswith((".md", ".mdc")) and item.kind != "memory":
        front = Front(text)
        for step in item.steps:
            if isinstance(step, Rename):
                for old, new in step.keys.items():
                    front.rename(old, new)
            elif isinstance(step, Map):
                front.map(step.key, step.values)
        try:
            left_out = front.narrowed()
        except NotSafe as error:
            return Copied(None, (note(NoteKind.NOT_CARRIED, path=shown, why=str(error)),))
        notes += [note(NoteKind.GRANT_LEFT_OUT, path=shown, what=what) for what in left_out]
        text = front.text()
    held = Placeholders()
    text = held.text(item.kind, text)
    notes += [note(NoteKind.FILL_IN, name=name, entry=shown) for name in held.used]
    return Copied(text.encode("utf-8"), tuple(notes))


def arrival(item: Item, name: str) -> str:
    """The name of a copied file there."""
    for step in item.steps:
        if isinstance(step, Suffix) and name.endswith(step.old):
            name = name.removesuffix(step.old) + step.new
    return name


def arrival_mode(mode: int) -> int:
    """Its permission bits there: no special bits, nobody else writes, the person reads and writes."""
    return mode & _PLAIN_MODES | 0o600
