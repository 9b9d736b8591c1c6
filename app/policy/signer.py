"""How a rule and a signature name who signed a program: one exact name, the same on both sides.

On Windows it is the publisher: the common name of the certificate. On macOS it is the Team ID, or Team ID and signing
identifier (`EQHXZ8M8AV/com.google.Chrome`), because one team signs many products.
"""

import re

from app.patterns import regex

TEAM = regex(r"[A-Z0-9]{10}")
"""An Apple Team ID (TN3125: ten ASCII characters)."""

IDENTIFIER = regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
"""A signing identifier: an app's bundle id, for a bare program often just its name (codesign(1), -i)."""

LONGEST = 200
"""Characters of a name; X.520 allows a common name 64."""

_AUTHORITY = regex(r"[\w ]+: .+ \((?P<team>[A-Z0-9]{10})\)")
_SUBJECT = regex(r"(CN|O|OU|C)=", re.IGNORECASE)
_LIKE_TEAM = regex(r"(?=.*[0-9])[A-Za-z0-9]{10}")


def names(team: str, identifier: str) -> tuple[str, str]:
    """Both names that an Apple signature answers to."""
    return team, f"{team}/{identifier}"


def fault(text: str) -> str:
    """Why no signature can have this name, or ""."""
    if not text.strip() or text != text.strip() or not text.isprintable() or len(text) > LONGEST:
        return "is one line without white space around it, as the signature has it"
    if "*" in text or "?" in text:
        return "is one exact name; wildcards match nothing"
    if authority := _AUTHORITY().fullmatch(text):
        return f"is the name of a whole certificate; write the Team ID alone: {authority['team']}"
    if _SUBJECT().match(text):
        return "is a whole subject; write the common name alone, what stands behind CN="
    team, slash, identifier = text.partition("/")
    if not _LIKE_TEAM().fullmatch(team):
        return ""
    if not TEAM().fullmatch(team):
        return f"has a Team ID in small letters; write {team.upper()}{slash}{identifier}"
    if slash and not IDENTIFIER().fullmatch(identifier):
        return f"{identifier!r} is no bundle id; write {team}/com.example.app"
    return ""
