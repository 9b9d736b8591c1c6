"""Version ranges: `vers:npm/>=1.0|<2` (VERS, https://github.com/package-url/vers-spec), parsed once, asked per launch.

Ours, because `univers` knows neither semver nor vscode-extension and takes `>=3|<1` in silence, a ban that never fires.
Here constraints have to be sorted and name each version once, as VERS asks of a canonical range; with that no range is
empty. Pre-releases are ordered as the ecosystem orders them and are inside a range like any other version.
"""

import functools
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from app.patterns import regex

_COMPARATORS = ("!=", "<=", ">=", "<", ">", "=")
_LONGEST = 200
_MOST = 100
"""Bounds on one version's characters, and on the constraints of one range."""

Key = tuple[Any, ...]
"""What versions of one scheme are compared by."""

_SEMVER = regex(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?", re.ASCII)
_INTDOT = regex(r"v?(\d+(?:\.\d+)*)", re.ASCII)


class RangeUnreadable(ValueError):
    """The text is no version range this version understands; its message says why and what to write."""


class Range:
    """One range, immutable. `everything` for `*`, which holds for a package of unknown version too."""

    def __init__(self, text: str) -> None:
        """Parse a range. Raises RangeUnreadable."""
        match = re.fullmatch(r"vers:([^/]+)/(.+)", text.replace(" ", ""), re.DOTALL)
        if match is None:
            raise RangeUnreadable(f"{text!r} is no version range; write it like vers:npm/>=1.0|<2")
        self.scheme = match[1].lower()
        if self.scheme not in SCHEMES:
            raise RangeUnreadable(f"{self.scheme!r} is no version scheme known here ({', '.join(SCHEMES)})")
        parts = match[2].strip("|").split("|")
        self.everything = parts == ["*"]
        self._exact: dict[Key, bool] = {}
        self._bounds: list[tuple[str, Key]] = []
        if not self.everything:
            self._read(parts)

    def contains(self, version: str) -> bool:
        """Whether the version lies in the range; one the scheme cannot read, or "", lies in `*` only."""
        return self.everything or _contains(self, version)

    def _read(self, parts: list[str]) -> None:
        if len(parts) > _MOST:
            raise RangeUnreadable(f"has {len(parts)} constraints, more than {_MOST}")
        before: tuple[str, Key] | None = None
        for part in parts:
            comparator = next((known for known in _COMPARATORS if part.startswith(known)), "")
            version = unquote(part[len(comparator) :])
            key = _key(self.scheme, version)
            if key is None:
                raise RangeUnreadable(f"{version!r} is no version of the scheme {self.scheme}")
            if before is not None and key <= before[1]:
                fault = f"names {version} twice" if key == before[1] else f"is not sorted: {version} after {before[0]}"
                raise RangeUnreadable(f"{fault}; sort it, lowest version first, each version once")
            before = (version, key)
            self._take(comparator or "=", version, key)
        if not self._bounds and not any(self._exact.values()):
            raise RangeUnreadable("only leaves versions out; say which it means, like vers:npm/<1.5|>1.5")

    def _take(self, comparator: str, version: str, key: Key) -> None:
        if comparator in ("=", "!="):
            below = comparator == "=" and self._bounds and self._bounds[-1][0] == ">"
            if below:
                raise RangeUnreadable(f"={version} is already meant by the > before it; leave one of them out")
            self._exact[key] = comparator == "="
            return
        if comparator[0] == "<" and not self._bounds and any(self._exact.values()):
            raise RangeUnreadable(f"{comparator}{version} already means the versions before it; leave them out")
        if self._bounds and self._bounds[-1][0] == comparator[0]:
            raise RangeUnreadable(f"{comparator}{version} follows another {comparator[0]}; leave one of them out")
        self._exact[key] = comparator.endswith("=")
        self._bounds.append((comparator[0], key))

    def holds(self, key: Key) -> bool:
        """Whether the version of that key lies between the bounds, or is named."""
        named = self._exact.get(key)
        if named is not None:
            return named
        inside = bool(self._bounds) and self._bounds[0][0] == "<"
        for side, bound in self._bounds:
            if key < bound:
                return inside
            inside = side == ">"
        return inside


@functools.lru_cache(maxsize=1024)
def parse(text: str) -> Range:
    """The range a text stands for. Raises RangeUnreadable."""
    return Range(text)


@functools.lru_cache(maxsize=4096)
def _contains(versions: Range, version: str) -> bool:
    key = _key(versions.scheme, version)
    return key is not None and versions.holds(key)


def _key(scheme: str, version: str) -> Key | None:
    """What the version is compared by; None when it is none of that scheme."""
    return SCHEMES[scheme](version) if 0 < len(version) <= _LONGEST else None


def _semver(version: str) -> Key | None:
    """Semantic Versioning 2.0.0, section 11; missing parts are 0, build metadata does not count."""
    match = _SEMVER().fullmatch(version)
    if match is None:
        return None
    numbers = tuple(int(part or 0) for part in match.group(1, 2, 3))
    if match[4] is None:
        return (*numbers, 1)
    parts = (_identifier(part) for part in match[4].split("."))
    return (*numbers, 0, *parts)


def _identifier(part: str) -> tuple[int, int, str]:
    return (0, int(part), "") if part.isdecimal() else (1, 0, part)


def _intdot(version: str) -> Key | None:
    """Whole numbers between dots; 1.0 is 1."""
    match = _INTDOT().fullmatch(version)
    if match is None:
        return None
    numbers = [int(part) for part in match[1].split(".")]
    while numbers[-1:] == [0]:
        numbers.pop()
    return tuple(numbers)


def _pep440(version: str) -> Key | None:
    """Versions of Python distributions (PyPA version specifiers)."""
    from packaging.version import InvalidVersion, Version  # 4 ms that only policies with such ranges pay

    try:
        return (Version(version),)
    except InvalidVersion:
        return None


SCHEMES: dict[str, Callable[[str], Key | None]] = {
    "npm": _semver,
    "semver": _semver,
    "vscode-extension": _semver,
    "pypi": _pep440,
    "intdot": _intdot,
    "generic": _intdot,
}
"""The version schemes known here, each with its order."""
