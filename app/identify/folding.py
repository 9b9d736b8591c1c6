"""What small JavaScript expressions come to: literals, texts put together, and paths built from them.

A script that only starts something often builds the path first: `import(path.join(__dirname, "x", "cli.js"))`. As much
is evaluated as compilers call constant folding; whatever depends on anything else comes to nothing. Never runs code.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

from app.identify.files import parent
from app.patterns import regex

LONGEST = 2_048
"""Characters of one expression that are looked at."""

DEEPEST = 8
"""How far expressions may hold others."""

_TOKEN = regex(
    r"""(?:\s++|//[^\n]*+|/\*.*?\*/)*+(?:(?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|`(?P<template>(?:[^`\\]|\\.)*)`"""
    r"""|(?P<name>[A-Za-z_$][\w$]*(?:\s*\??\.\s*[A-Za-z_$][\w$]*)*)|(?P<mark>[-+*/%(),;.\[\]{}?:=!<>&|]))""",
    re.DOTALL,
)
_DECLARED = regex(r"(?<![\w$.])(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=(?![=>])")
_ASSIGNED = regex(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*(?:[-+*/|&?]{0,2}=(?![=>]))")
_HOLE = regex(r"\$\{([^{}]{1,200})\}")
_GOES_ON = frozenset(".[?(|&-*/%")
"""Behind a text these make something else of it."""
_BEHIND = regex(r"\s*\.\s*(?:href|pathname|toString\(\))(?![\w$(])")
_ESCAPED = regex(r"\\(.)", re.DOTALL)

Resolve = Callable[[str], str]
"""From a module specifier to its file; "" when there is none."""


class Folding:
    """Evaluates the expressions of one source; `file` is where it lies, `folder` where relative names start."""

    def __init__(self, source: str, file: str, folder: str, resolve: Resolve) -> None:
        self._source, self._resolve, self._folder = source, resolve, folder
        self._starts: dict[str, int] | None = None
        self._known: dict[str, str | None] = {
            "__dirname": parent(file) or None,
            "__filename": file or None,
            "import.meta.dirname": parent(file) or None,
            "import.meta.filename": file or None,
            "import.meta.url": file or None,
        }
        self._calls: Mapping[str, Callable[[list[str]], str]] = {
            "join": lambda parts: os.path.normpath("/".join(parts)),
            "resolve": lambda parts: os.path.normpath(os.path.join(self._folder, *parts)),  # noqa: PTH118
            "dirname": lambda parts: parent(parts[0]),
            "fileURLToPath": lambda parts: _as_path(parts[0]),
            "pathToFileURL": lambda parts: parts[0],
            "String": lambda parts: parts[0],
            "process.cwd": lambda _: self._folder,
        }

    def value(self, at: int, depth: int = 0) -> str | None:
        """What the expression that begins at `at` comes to; None when it is no constant text."""
        return self._sum(at, depth)[0]

    def _sum(self, at: int, depth: int) -> tuple[str | None, int]:
        value, at = self._term(at, depth)
        while value is not None:
            token = _TOKEN().match(self._source, at, at + LONGEST)
            if token is None or token["mark"] != "+":
                if token is not None and token["mark"] in _GOES_ON:
                    value = None
                break
            more, at = self._term(token.end(), depth)
            value = value + more if more is not None and len(value) < LONGEST else None
        return value, at

    def _term(self, at: int, depth: int) -> tuple[str | None, int]:
        token = _TOKEN().match(self._source, at, at + LONGEST)
        if token is None or depth > DEEPEST:
            return None, at
        end = token.end()
        if token["text"] is not None:
            return self._behind(_ESCAPED().sub(r"\1", token["text"][1:-1]), end)
        if token["template"] is not None:
            return self._behind(self._filled(token["template"], depth), end)
        if token["mark"] == "(":
            value, end = self._sum(end, depth + 1)
            return self._behind(value, self._closed(end))
        name = re.sub(r"[\s?]", "", token["name"] or "")
        if name in ("new", "await"):
            return self._term(end, depth + 1)
        following = _TOKEN().match(self._source, end, end + LONGEST)
        if name and following is not None and following["mark"] == "(":
            arguments, end = self._arguments(following.end(), depth + 1)
            return self._behind(self._called(name, arguments), end)
        return (self._named(name, depth), end) if name else (None, end)

    def _arguments(self, at: int, depth: int) -> tuple[list[str | None], int]:
        found: list[str | None] = []
        for _ in range(DEEPEST):
            value, at = self._sum(at, depth)
            token = _TOKEN().match(self._source, at, at + LONGEST)
            if token is None or token["mark"] not in (",", ")"):
                return [*found, None], at
            found.append(value)
            at = token.end()
            if token["mark"] == ")":
                return ([] if found == [None] else found), at
        return [None], at

    def _closed(self, at: int) -> int:
        token = _TOKEN().match(self._source, at, at + LONGEST)
        return token.end() if token is not None and token["mark"] == ")" else at

    def _behind(self, value: str | None, at: int) -> tuple[str | None, int]:
        """What `.href`, `.pathname` or `.toString()` behind a value leave of it: the value."""
        match = _BEHIND().match(self._source, at)
        return (value, match.end()) if match else (value, at)

    def _called(self, name: str, arguments: list[str | None]) -> str | None:
        parts = [one for one in arguments if one is not None]
        if len(parts) != len(arguments) or sum(map(len, parts)) > LONGEST:
            return None
        *_, last = name.split(".")
        if name == "URL":
            base = parent(parts[1]) if len(parts) > 1 else ""
            return os.path.normpath(os.path.join(base, _as_path(parts[0]))) if parts else None  # noqa: PTH118
        if last == "resolve" and len(parts) == 1 and not name.startswith(("path.", "Path.")) and name != "resolve":
            return self._resolve(parts[0]) or None  # require.resolve, import.meta.resolve, that of a createRequire
        call = self._calls.get(name) or self._calls.get(last)
        return call(parts) if call is not None and (parts or call is self._calls["process.cwd"]) else None

    def _named(self, name: str, depth: int) -> str | None:
        for ending in (".href", ".pathname"):
            name = name.removesuffix(ending)
        if name not in self._known:
            if self._starts is None:
                self._starts = _constants(self._source)
            start = self._starts.get(name)
            self._known[name] = None  # a name that is made of itself
            self._known[name] = self._sum(start, depth + 1)[0] if start is not None else None
        return self._known[name]

    def _filled(self, template: str, depth: int) -> str | None:
        names = {match[1].strip() for match in _HOLE().finditer(template)}
        values = {name: self._named(name, depth) for name in names}
        if any(value is None for value in values.values()) or "${" in _HOLE().sub("", template):
            return None
        filled = _HOLE().sub(lambda match: values[match[1].strip()] or "", template[:LONGEST])
        return _ESCAPED().sub(r"\1", filled) if len(filled) <= LONGEST else None


def _constants(source: str) -> dict[str, int]:
    """Where the values of the names begin that are given one only once."""
    times = Counter(match[1] for match in _ASSIGNED().finditer(source))
    return {match[1]: match.end() for match in _DECLARED().finditer(source) if times[match[1]] == 1}


def _as_path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path) if url.startswith("file:") else url
    except ValueError:
        return url
