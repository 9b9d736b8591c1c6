"""package.json: the few fields that say which package this is and which of its files start it."""

from typing import Any

import msgspec

from app.identify import zipped
from app.identify.files import Look, join

LARGEST = 1_000_000
"""Bytes of a package.json that are read; npm's own registry metadata stays far below."""


class Manifest(msgspec.Struct, frozen=True):
    """What a package.json says of itself, checked. Paths are relative, with forward slashes, without a leading `./`.

    `bins` maps command names to files. `mains` are the files that importing the package loads. `optional` are the
    packages it may come with, `platform` whether it is for some systems only. `publisher` is set for editor extensions.
    """

    name: str = ""
    version: str = ""
    bins: dict[str, str] = {}
    mains: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    platform: bool = False
    publisher: str = ""


NO_MANIFEST = Manifest()


class _Raw(msgspec.Struct):
    name: Any = None
    version: Any = None
    bin: Any = None
    directories: Any = None
    main: Any = None
    module: Any = None
    exports: Any = None
    optionalDependencies: Any = None  # noqa: N815 - npm's spelling
    os: Any = None
    cpu: Any = None
    publisher: Any = None
    engines: Any = None


_DECODER = msgspec.json.Decoder(_Raw)


def manifest(look: Look, folder: str) -> Manifest:
    """The manifest in a folder; NO_MANIFEST when there is none that can be read."""
    path = join(folder, "package.json")
    data = zipped.read(look, path, LARGEST) if ".zip/" in path else look.read(path, LARGEST)
    return parse(data) if data else NO_MANIFEST


def parse(data: bytes) -> Manifest:
    """Read a package.json, as forgiving as npm is (a BOM, bytes that are no UTF-8). Raises nothing."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        raw = _DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError):
        try:
            raw = _DECODER.decode(data.decode("utf-8", "replace").encode())
        except (msgspec.DecodeError, RecursionError):
            return NO_MANIFEST
    name = _text(raw.name, 214)
    engines = raw.engines if isinstance(raw.engines, dict) else {}
    mains = (*_texts(raw.main), *_texts(raw.module), *_targets(raw.exports))
    return Manifest(
        name=name,
        version=_text(raw.version, 256),
        bins=_bins(raw.bin, name),
        mains=tuple(dict.fromkeys(map(tidy, mains))),
        optional=frozenset(raw.optionalDependencies) if isinstance(raw.optionalDependencies, dict) else frozenset(),
        platform=bool(raw.os) and bool(raw.cpu),
        publisher=_text(raw.publisher, 100) if "vscode" in engines else "",
    )


def tidy(path: str) -> str:
    """A relative path as others can be compared with it."""
    path = path.replace("\\", "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path


def _bins(raw: object, name: str) -> dict[str, str]:
    if isinstance(raw, str):
        return {name.rpartition("/")[2]: tidy(raw)}
    if isinstance(raw, dict):
        return {command: tidy(file) for command, file in list(raw.items())[:256] if isinstance(file, str)}
    return {}


def _targets(exports: object) -> list[str]:
    """The files behind the package's own name in `exports` (Node's docs, "Conditional exports")."""
    if isinstance(exports, dict) and "." in exports:
        exports = exports["."]
    waiting: list[object] = [exports]
    found: list[str] = []
    while waiting and len(found) < 16:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            waiting += [value for key, value in list(one.items())[:16] if not key.startswith(".") and key != "types"]
        elif isinstance(one, list):
            waiting += one[:16]
    return found


def _texts(raw: object) -> list[str]:
    return [raw] if isinstance(raw, str) and raw else []


def _text(raw: object, longest: int) -> str:
    return raw if isinstance(raw, str) and len(raw) <= longest and raw.isprintable() else ""
