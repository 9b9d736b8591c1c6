"""The manifest of a bundle: every file a self-contained `tar.zst` holds, by path, size, SHA-256 and mode.

It is the archive's first entry, and everything after it comes in its order. So whoever unpacks knows beforehand what
has to come, and takes nothing else. The paths are checked here, once for all systems: a bundle that is made on one may
be unpacked on another.
"""

import posixpath
import re
import unicodedata
from typing import Annotated

import msgspec

from app.errors import SignpostError
from app.policy.recipe import Command, System

MANIFEST = "signpost-bundle.json"
"""Where the manifest lies in the archive, and in what is unpacked from it."""

LICENCES = "licences.txt"
"""The names and texts of all licences, beside it."""

FORMAT = 1
LARGEST_MANIFEST = 64_000_000
MOST_ENTRIES = 250_000
"""An npm tree of 1,000 packages has some 20,000 files."""

_LONGEST_PATH, _LONGEST_NAME = 1000, 255
_LAUNCHERS = "bin"
"""The folder where a set-up puts what starts the commands (`app.setup.launchers`)."""

_NOWHERE = re.compile(r"[\x00-\x1f\x7f\\]")
_NOT_ON_WINDOWS = re.compile(r'["*:<>?|]|[ .]$')
"""What Windows cannot have in a name (Microsoft, "Naming Files, Paths, and Namespaces")."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)

Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, msgspec.Meta(ge=0, le=1 << 40)]


class BundleUnreadable(SignpostError):
    """The manifest is none, or names something that must not be unpacked."""

    what = "The bundle cannot be used: {detail}"
    todo = "Tell IT: it must be corrected and published again. Nothing was changed."


class PackedFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file: where it lies, its bytes, and whether it may be started."""

    path: str
    size: Size
    sha256: Sha256
    executable: bool = False


class PackedLink(msgspec.Struct, frozen=True):
    """One symbolic link, to a place inside the same tree, relative to where the link lies."""

    path: str
    target: str


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """One package that went in: its package URL, its licence as it states it ("" for unknown), and its archive's hash.

    `sha512` is hex, "" where only another package's archive brought it.
    """

    purl: str
    licence: str = ""
    sha512: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a bundle is and holds. `runtime` names the program it brings to run on (`node 24.21.0`), "" for none.

    `files` and `links` together are every entry of the archive after the manifest, files first, each in order.
    """

    format: int
    name: str
    version: str
    system: System
    runtime: str = ""
    commands: tuple[Command, ...]
    files: Annotated[tuple[PackedFile, ...], msgspec.Meta(max_length=MOST_ENTRIES)]
    links: Annotated[tuple[PackedLink, ...], msgspec.Meta(max_length=MOST_ENTRIES)] = ()
    parts: tuple[Part, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def load(data: bytes) -> Manifest:
    """Decode a manifest and check every path in it. Raises BundleUnreadable."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise BundleUnreadable(detail=f"its manifest: {error}") from error
    if manifest.format != FORMAT:
        raise BundleUnreadable(detail=f"its format {manifest.format} is not one this Signpost understands ({FORMAT})")
    check(manifest)
    return manifest


def dump(manifest: Manifest) -> bytes:
    """The bytes in the archive; the same for the same content. Raises BundleUnreadable for what `load` would refuse."""
    check(manifest)
    return msgspec.json.encode(manifest, order="sorted")


def check(manifest: Manifest) -> None:
    """Refuse paths that lead out, collide on some system or mean something to one. Raises BundleUnreadable."""
    try:
        _check_paths(manifest)
        _check_commands(manifest)
    except ValueError as error:
        raise BundleUnreadable(detail=error) from error


def _check_commands(manifest: Manifest) -> None:
    held = {file.path for file in manifest.files} | {link.path for link in manifest.links}
    for command in manifest.commands:
        for path in filter(None, (command.file, command.runtime)):
            if path not in held:
                raise ValueError(f"its command {command.name} needs {path}, which it does not hold")


def _check_paths(manifest: Manifest) -> None:
    windows = manifest.system.startswith("windows")
    if windows and manifest.links:
        raise ValueError("it holds links, which Windows needs a privilege for")
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in (*(file.path for file in manifest.files), *(link.path for link in manifest.links)):
        _check_path(path, windows=windows)
        other = taken.setdefault(_folded(path), path)
        if other is not path:
            raise ValueError(f"{path!r} and {other!r} are one file on systems that do not tell case")
        parent = posixpath.dirname(path)
        while parent and folders.setdefault(_folded(parent), parent) == parent:
            parent = posixpath.dirname(parent)
        if parent:
            raise ValueError(f"{parent!r} and {folders[_folded(parent)]!r} are one folder on some systems")
    if both := folders.keys() & taken.keys():
        raise ValueError(f"{min(both)!r} is a folder and a file or link")
    for link in manifest.links:
        _check_target(link)


def _check_path(path: str, *, windows: bool) -> None:
    parts = path.split("/")
    if len(path) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise ValueError(f"the path {path[:80]!r}… is too long")
    if any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"the path {path!r} does not stay where it should")
    if _NOWHERE.search(path) or (windows and any(map(_is_no_windows_name, parts))):
        raise ValueError(f"the path {path!r} has a name that some system cannot have")
    if _folded(parts[0]) == _LAUNCHERS or path == MANIFEST:
        raise ValueError(f"{path!r} lies where a set-up puts files of its own")


def _is_no_windows_name(part: str) -> bool:
    return bool(_NOT_ON_WINDOWS.search(part) or _DEVICE.fullmatch(part))


def _check_target(link: PackedLink) -> None:
    """Up from where the link lies, then down, and never up again: through another link that could lead out."""
    parts = link.target.split("/")
    up = next((number for number, part in enumerate(parts) if part != ".."), len(parts))
    down = parts[up:]
    if not down or any(part in ("", ".", "..") for part in down) or _NOWHERE.search(link.target):
        raise ValueError(f"the link {link.path!r} leads to {link.target!r}")
    if up > link.path.count("/"):
        raise ValueError(f"the link {link.path!r} leads out, to {link.target!r}")


def _folded(path: str) -> str:
    """One name for all that are the same on Windows (case) or macOS (case and Unicode form)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
