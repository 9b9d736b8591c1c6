"""Path globs, many at once: the patterns that can match a path are found by a part both have, not by trying them all.

Each glob is filed under the rarest of its literal parts (or literal beginnings of a part, for `publisher.name-*`), so
that a thousand rules ending in `bin/cli` cost a launch no more than ten do. A glob without anything literal is always
tried.
"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from app.patterns import regex

Rule = TypeVar("Rule")

_TOKEN = regex(r"(^~|\*\*/|\*\*|\*|\?)")
_HOME = r"(?:(?:/var|/export)?/home/[^/]+|/root|/Users/[^/]+|[A-Za-z]:/Users/[^/]+)"
"""Those of Fedora Atomic and of the automounter, too. Homes elsewhere (`/home/DOMAIN/NAME`) are written with `**`."""
_SHORTEST = {"**/": r"(?:.*?/)??", "**": r".*?", "*": r"[^/]*?"}
_LONGEST = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*"}

_BEGINNINGS = (32, 16, 8, 4)
"""Lengths at which the literal beginning of a part is filed; a path asks for as many per part."""


def glob_to_regex(glob: str) -> str:
    """Translate a path glob: `~` is any home folder, `**` any folders, `*` and `?` stay within one.

    What lies between two stars is matched at its first occurrence and never tried again (`(?>`, as in fnmatch): a later
    one could not match more, and a hostile path must not cost more than a long one.
    """
    tokens = _TOKEN().split(glob.replace("\\", "/"))
    begins_at_home = len(tokens) > 1 and tokens[:2] == ["", "~"]
    head, *blocks = _split(tokens[2:] if begins_at_home else tokens, ("**/", "**"))
    made = [_HOME if begins_at_home else "", _within(head)]
    for number, block in enumerate(blocks):
        if number + 1 < len(blocks):
            made.append(f"(?>{_SHORTEST[block[0]]}{_within(block[1:])})")
        else:
            made.append(_LONGEST[block[0]] + _within(block[1:]))
    return "".join(made)


def _within(tokens: list[str]) -> str:
    """The part of a pattern that holds no `**`."""
    head, *blocks = _split(tokens, ("*",))
    made = [_plain(head)]
    for number, block in enumerate(blocks):
        if number + 1 < len(blocks):
            made.append(f"(?>{_SHORTEST['*']}{_plain(block[1:])})")
        else:
            made.append(_LONGEST["*"] + _plain(block[1:]))
    return "".join(made)


def _plain(tokens: list[str]) -> str:
    return "".join("[^/]" if part == "?" else re.escape(part) for part in tokens)


def _split(tokens: list[str], stars: tuple[str, ...]) -> list[list[str]]:
    """What comes before the first star, then each star with what follows it."""
    blocks: list[list[str]] = [[]]
    for token in tokens:
        if token in stars:
            blocks.append([token])
        else:
            blocks[-1].append(token)
    return blocks


class Globs(Generic[Rule]):
    """An immutable set of globs, each with what it stands for."""

    def __init__(self, globs: list[tuple[str, Rule]], *, ignore_case: bool = False) -> None:
        self._ignore_case = ignore_case
        flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
        anchors = [_anchors(self._fold(glob)) for glob, _ in globs]
        frequency = Counter(anchor for one in anchors for anchor in set(one))
        self._filed: dict[str, list[tuple[Callable[[], re.Pattern[str]], Rule]]] = {}
        for (glob, rule), candidates in zip(globs, anchors, strict=True):
            rarest = min(candidates, key=frequency.__getitem__, default="")
            self._filed.setdefault(rarest, []).append((_compiling(glob, flags), rule))
        self._lengths = tuple(
            length for length in _BEGINNINGS if any(key.endswith("*") and len(key) == length + 1 for key in self._filed)
        )

    def matching(self, path: str) -> Iterator[Rule]:
        """What the globs that match this path stand for; each glob once."""
        filed = self._filed
        if not filed:
            return
        path = path.replace("\\", "/") if self._ignore_case else path
        folded = self._fold(path)
        keys = {"", *folded.split("/")}
        for length in self._lengths:
            keys |= {part[:length] + "*" for part in keys if len(part) >= length}
        for key in keys & filed.keys():
            for pattern, rule in filed[key]:
                if pattern().fullmatch(path):
                    yield rule

    def _fold(self, text: str) -> str:
        return text.lower() if self._ignore_case else text


def _compiling(glob: str, flags: int) -> Callable[[], re.Pattern[str]]:
    """The pattern once it is asked for: few paths ever meet a rule that could match them."""
    return functools.cache(lambda: re.compile(glob_to_regex(glob), flags))


def _anchors(glob: str) -> list[str]:
    """Every literal that a matching path must have as a part (`bin`) or as the beginning of one (`publis*`)."""
    parts = glob.replace("\\", "/").split("/")
    found: list[str] = []
    for number, part in enumerate(parts):
        after_glued_stars = number > 0 and parts[number - 1].endswith("**") and parts[number - 1] != "**"
        if not part or after_glued_stars or (number == 0 and part.startswith("~")):
            continue
        literal = re.split(r"[*?]", part, maxsplit=1)[0]
        if literal == part:
            found.append(part)
        else:
            found += [literal[:length] + "*" for length in _BEGINNINGS if len(literal) >= length][:1]
    return found
