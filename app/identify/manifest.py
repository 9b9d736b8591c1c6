"""package.json: the few fields that say which package this is and which of its files start it."""

import posixpath
from typing import Any

import msgspec

from app.identify import zipped
from app.identify.files import Look, join

LARGEST = 1_000_000
"""Bytes of a package.json that are read; npm's own registry metadata stays far below."""


class Manifest(msgspec.Struct, frozen=True):
    """What a package.json says of itself, checked. Paths are relative, with forward slashes, without a leading `./`.

    `bins` maps command names to files; `bin_folder` is the folder whose files are all commands, where the package names
    one instead. `mains` are the files that importing the package loads, `subpaths` those behind its further names in
    `exports` (`*` stands for anything). `optional` are the packages it may come with, `platform` whether it is for some
    systems only. `publisher` is set for editor extensions.
    """

    name: str = ""
    version: str = ""
    bins: dict[str, str] = {}
    bin_folder: str = ""
    mains: tuple[str, ...] = ()
    subpaths: dict[str, str] = {}
    optional: frozenset[str] = frozenset()
    platform: bool = False
    publisher: str = ""

    def exported(self, subpath: str) -> str:
        """The file that a subpath of the package's name means by `exports`; "" when it says nothing of it."""
        if subpath in self.subpaths:
            return self.subpaths[subpath]
        for name, file in self.subpaths.items():
            before, star, after = name.partition("*")
            if star and subpath.startswith(before) and subpath.endswith(after) and len(subpath) >= len(name):
                return file.replace("*", subpath[len(before) : len(subpath) - len(after)])
        return ""


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
    except (ValueError, RecursionError):  # msgspec's are ValueErrors
        try:
            raw = _DECODER.decode(data.decode("utf-8", "replace").encode())
        except (ValueError, RecursionError):
            return NO_MANIFEST
    name = _text(raw.name, 214)
    engines = raw.engines if isinstance(raw.engines, dict) else {}
    mains = (*_texts(raw.main), *_texts(raw.module), *_targets(raw.exports))
    return Manifest(
        name=name,
        version=_text(raw.version, 256),
        bins=_bins(raw.bin, name),
        bin_folder=_folder(raw.directories) if raw.bin is None else "",
        subpaths=_subpaths(raw.exports),
        mains=tuple(dict.fromkeys(map(tidy, mains))),
        optional=frozenset(raw.optionalDependencies) if isinstance(raw.optionalDependencies, dict) else frozenset(),
        platform=bool(raw.os) and bool(raw.cpu),
        publisher=_text(raw.publisher, 100) if "vscode" in engines else "",
    )


def tidy(path: str) -> str:
    """A relative path as others can be compared with it; nothing leads out of its package (npm's bins)."""
    return posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/")


def _bins(raw: object, name: str) -> dict[str, str]:
    if isinstance(raw, str):
        return {name.rpartition("/")[2]: tidy(raw)}
    if isinstance(raw, dict):
        return {command: tidy(file) for command, file in list(raw.items())[:256] if isinstance(file, str)}
    return {}


def _folder(directories: object) -> str:
    folder = directories.get("bin") if isinstance(directories, dict) else None
    return tidy(folder) if isinstance(folder, str) and len(folder) <= 1024 else ""


def _subpaths(exports: object) -> dict[str, str]:
    if not isinstance(exports, dict):
        return {}
    named = [(key, value) for key, value in list(exports.items())[:64] if key.startswith("./")]
    found = {tidy(key): next(iter(_targets(value)), "") for key, value in named}
    return {name: tidy(file) for name, file in found.items() if name and file}


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
