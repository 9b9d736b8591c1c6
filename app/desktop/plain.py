"""Outside text made safe to show: plain, bounded, on one line, unable to reorder what stands around it. No Qt.

Policy texts, tool names, paths and evidence come from outside. They are never markup, and a right-to-left override in a
file name must not turn the sentence around it (Unicode TR 36, section 2.10; TR 9, section 2.7 on isolates).
"""

import re
import unicodedata

LIMIT = 600
"""Characters of one text that are shown at most; what is cut ends in an ellipsis."""

_ISOLATE, _POP = "\u2068", "\u2069"
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_RIGHT_TO_LEFT = ("R", "AL", "RLE", "RLO")


def plain(text: str, limit: int = LIMIT) -> str:
    """The text on one line, without control, override or private-use characters, isolated if it runs right to left.

    Undecodable bytes (`surrogateescape`) become U+FFFD. Joiners that scripts need (ZWJ, ZWNJ) stay.
    """
    kept = "".join(_kept(character) for character in text[: limit * 4])
    line = " ".join(kept.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in line):
        return isolated(line)
    return line


def isolated(text: str) -> str:
    """The text, its direction found from itself, unable to reorder what stands around it."""
    return f"{_ISOLATE}{text}{_POP}"


def isolating(template: str) -> str:
    """A sentence from right to left in which what is put in keeps to itself: paths, commands, names, numbers.

    Without that `/usr/bin/claude` ends in its slash there, and a name takes the words after it along.
    """
    return _PLACEHOLDER.sub(isolated("\\g<0>"), template)


def markup(text: str) -> str:
    """The text for a place that reads a subset of HTML (a notification's body), so that it shows literally."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _kept(character: str) -> str:
    if character in _REORDERING:
        return ""
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category in ("Cs", "Co"):
        return "\ufffd"
    if category == "Cf" and character not in "\u200c\u200d":
        return ""
    return character
