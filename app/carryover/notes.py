"""What a person should know about an item, as a kind and its facts; the sentences here are the English ones."""

import enum

import msgspec

from app.errors import fill


class NoteKind(enum.Enum):
    """What is to be said. The value is the English sentence; screens translate it and fill in the same facts."""

    FILL_IN = "Fill in {name} before you use {entry}."
    YOURS_STAYS = "{entry} is there already and stays yours. The other one is in {path}."
    HOOK_OFF = "{event}: {command}. It arrives switched off."
    HOOK_UNKNOWN = "Hooks of {event} are not known there and stay behind."
    RULE_TOO_BROAD = "The permission {rule} is too broad and stays behind."
    RULE_UNKNOWN = "The permission {rule} cannot be said there and stays behind."
    APPROVALS_STAY = "{keys} stays behind: modes and approvals never come along."
    GRANT_LEFT_OUT = "{path}: {what} is left out, as it would allow more."
    SWITCHED_OFF = "{entry} is switched off there and stays behind."
    FIELDS_STAY = "{entry}: {keys} stays behind."
    LINK = "{path} is a link and is not followed."
    CREDENTIAL = "{path} holds credentials and was not opened."
    NOT_CARRIED = "{path} stays behind: {why}."


class Note(msgspec.Struct, frozen=True):
    """One thing to know."""

    kind: NoteKind
    facts: dict[str, str]

    def __str__(self) -> str:
        """The English sentence."""
        return fill(self.kind.value, self.facts)


def note(kind: NoteKind, **facts: str) -> Note:
    """A note with its facts."""
    return Note(kind, facts)
