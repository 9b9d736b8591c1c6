"""Settings documents, JSON or TOML by the end of their name: read as plain values, changed as text.

Every change is checked before it counts: what was there must read the same afterwards, and ours must be there.
"""

import json
import tomllib
from typing import Any

import msgspec

from app.carryover import jsonc, jsonedit, tomledit

LARGEST_SOURCE = 24_000_000
"""Bytes. `~/.claude.json` keeps histories besides the settings."""
LARGEST_TARGET = 1_000_000
_LARGEST_WITH_COMMENTS = 1_000_000
_BOM = "\ufeff"


class Addition(msgspec.Struct, frozen=True):
    """What was put in: a value under a new key at the end of `path`, or one more in the list at `path` (`listed`)."""

    path: tuple[str, ...]
    value: Any
    listed: bool = False


def read(data: bytes, name: str) -> dict[str, Any]:
    """The document as plain values. Raises ValueError, whose text says what is wrong with it."""
    text = _text(data)
    if name.endswith(".toml"):
        found: Any = _toml(text)
    elif jsonc.is_blank(text):
        found = {}
    elif len(data) <= _LARGEST_WITH_COMMENTS:
        found = jsonc.parse(text).value
    else:
        found = _large(text)
    if not isinstance(found, dict):
        raise ValueError("it is no table of settings")  # noqa: TRY004 - one error for all that is no settings document
    return found


def put_in(data: bytes | None, name: str, additions: tuple[Addition, ...]) -> bytes:
    """The document with the additions. Raises ValueError: it cannot be edited so that nothing else changes."""
    text = _text(data or b"")
    start = _BOM if (data or b"").startswith(_BOM.encode()) else ""
    edit = tomledit if name.endswith(".toml") else jsonedit
    wanted = read(data or b"", name)
    for addition in additions:
        if addition.listed:
            text = edit.extend(text, addition.path, [addition.value])
            _found(wanted, addition.path).append(addition.value)
        else:
            text = edit.insert(text, addition.path[:-1], {addition.path[-1]: addition.value})
            _made(wanted, addition.path[:-1])[addition.path[-1]] = addition.value
    changed = (start + text).encode()
    if read(changed, name) != wanted:
        raise ValueError("it is written in a way that cannot be edited safely")
    return changed


def take_out(
    data: bytes, name: str, additions: tuple[Addition, ...], before: bytes | None
) -> tuple[bytes, tuple[Addition, ...]]:
    """The document without those additions that are still there as they were put, and those that are not.

    Tables that the additions made go, too, once they are empty: those that `before` did not have. Raises ValueError.
    """
    text = _text(data)
    start = _BOM if data.startswith(_BOM.encode()) else ""
    edit = tomledit if name.endswith(".toml") else jsonedit
    kept: list[Addition] = []
    for addition in reversed(additions):
        values = _found(read(text.encode(), name), addition.path if addition.listed else addition.path[:-1])
        if addition.listed and isinstance(values, list) and addition.value in values:
            text = edit.discard(text, addition.path, addition.value)
        elif not addition.listed and isinstance(values, dict) and values.get(addition.path[-1]) == addition.value:
            text = edit.remove(text, addition.path)
            for length in range(len(addition.path) - 1, 0, -1):
                table = addition.path[:length]
                if _found(read(before or b"", name), table) is None and _found(read(text.encode(), name), table) == {}:
                    text = edit.remove(text, table)
        else:
            kept.append(addition)
    return (start + text).encode(), tuple(kept)


def _found(values: Any, path: tuple[str, ...]) -> Any:
    """What is at the end of the path, or None."""
    for key in path:
        values = values.get(key) if isinstance(values, dict) else None
    return values


def _made(values: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for key in path:
        values = values.setdefault(key, {})
    return values


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}: it is not UTF-8 text") from error


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError as error:
        raise ValueError(str(error)) from error


def _large(text: str) -> Any:
    """Strict JSON, read by the C scanner: what is this large was written by a program, without comments."""
    try:
        found = json.loads(text, object_pairs_hook=_unique, parse_constant=_refused)
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except UnicodeEncodeError as error:
        raise ValueError("it has a text that is none") from error
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key is there twice")
    return table


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no value in JSON")
