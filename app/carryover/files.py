"""Copied files on their way: front matter changed as the steps say, secrets out of their texts, the rest untouched."""

import codecs

import msgspec

from app.carryover.frontmatter import Front, NotSafe
from app.carryover.notes import Note, NoteKind, note
from app.carryover.placeholders import Placeholders
from app.policy.carryover import Item
from app.policy.carrysteps import Map, Rename, Suffix

_PLAIN_MODES = 0o755
_FRONTED = (".md", ".mdc")


class Copied(msgspec.Struct, frozen=True):
    """A file as it arrives; None as data: it stays behind. With what to know of it."""

    data: bytes | None
    notes: tuple[Note, ...] = ()


def copied(item: Item, shown: str, data: bytes) -> Copied:
    """The file's bytes on arrival. `shown` is its path for people.

    What is no UTF-8 is none of the texts a tool goes by, or cannot be vouched for; other files only lose their secrets.
    """
    has_front = any(name.casefold().endswith(_FRONTED) for name in (shown, arrival(item, shown), item.target))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if has_front:  # a lenient reader would still read the fields
            return Copied(None, (note(NoteKind.NOT_CARRIED, path=shown, why="it is no UTF-8 text"),))
        return _in_other_letters(item, shown, data)
    notes: list[Note] = []
    if has_front:
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
        if left_out and item.kind == "memory":  # it has no fields, so none is taken out of it
            why = "it begins like a file that gives permissions"
            return Copied(None, (note(NoteKind.NOT_CARRIED, path=shown, why=why),))
        notes += [note(NoteKind.GRANT_LEFT_OUT, path=shown, what=what) for what in left_out]
        text = text if item.kind == "memory" else front.text()
    held = Placeholders()
    text = held.text(item.kind, text)
    notes += _to_fill_in(held, shown)
    return Copied(text.encode("utf-8"), tuple(notes))


def _in_other_letters(item: Item, shown: str, data: bytes) -> Copied:
    """A text in UTF-16 or in a code of single bytes without its secrets; what is no text as it is."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin-1"
    if encoding == "latin-1" and b"\0" in data:
        return Copied(data)
    held = Placeholders()
    try:
        text = held.text(item.kind, data.decode(encoding))
    except UnicodeDecodeError:
        return Copied(data)
    return Copied(text.encode(encoding), _to_fill_in(held, shown)) if held.used else Copied(data)


def _to_fill_in(held: Placeholders, shown: str) -> tuple[Note, ...]:
    return tuple(note(NoteKind.FILL_IN, name=name, entry=shown) for name in held.used)


def arrival(item: Item, name: str) -> str:
    """The name of a copied file there."""
    for step in item.steps:
        if isinstance(step, Suffix) and name.endswith(step.old):
            name = name.removesuffix(step.old) + step.new
    return name


def arrival_mode(mode: int) -> int:
    """Its permission bits there: no special bits, nobody else writes, the person reads and writes."""
    return mode & _PLAIN_MODES | 0o600
