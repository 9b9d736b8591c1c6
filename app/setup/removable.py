"""What exactly goes when a tool is removed that Signpost did not set up, told from the evidence that it is that tool.

Only what lies in the person's own home, is theirs, and is known to be the program and nothing else: a global npm
package and its links, a Python environment or the files of a distribution's RECORD, an editor's extension, the versions
of a native installer and their links. Settings and history are none of these. What else there is, is named and left.
"""

import csv
import enum
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import msgspec

_MOST_FILES = 50_000
_MOST_RECORD = 8_000_000
_ENVIRONMENTS = ("uv/tools", "pipx/venvs")
"""Folders in which each Python tool has an environment of its own (uv's and pipx's documentation)."""
_EXTENSIONS = re.compile(r"\.[a-z-]+/extensions$")
_LINKS = (".local/bin", "bin", ".npm-global/bin")
"""Where links to a person's own programs lie, below the home folder."""


class Why(enum.Enum):
    """Why something is left."""

    MACHINE = "it belongs to the machine: IT can remove it"
    MANAGER = "its own package manager has to remove it"
    OURS = "Signpost set it up: signpost setup TOOL --undo"
    UNCLEAR = "what belongs to it is not known exactly"


class Lying(msgspec.Struct, frozen=True):
    """One find: where it was found, the package it was known by (a purl, "" for none) and the file that says so."""

    path: str
    owner: str = ""
    source: str = ""


class Piece(msgspec.Struct, frozen=True, order=True):
    """One thing that goes, whole: an absolute path without links on the way, and which object it is right now.

    `sort` is "folder", "file" or "link"; `part_of` says in words what it belongs to. `changed_ns` is its st_ctime: an
    inode's number alone is given to the next file that is made.
    """

    path: str
    sort: str
    part_of: str
    device: int
    inode: int
    changed_ns: int


class Left(msgspec.Struct, frozen=True, order=True):
    """One thing that stays."""

    path: str
    why: Why


class Removal(msgspec.Struct, frozen=True):
    """All of a tool: what would go, sorted, and what is left.

    `allowed_until`: the person may use it all the same, by an exception that ends then; None: there is none.
    """

    tool: str
    pieces: tuple[Piece, ...]
    left: tuple[Left, ...]
    allowed_until: datetime | None = None


def removal_of(tool: str, found: Iterable[Lying], home: Path, ours: Path) -> Removal:
    """What goes and what stays of these finds of one tool; `ours` is the folder of what Signpost set up."""
    reader = _Reader(Path(os.path.realpath(home)), Path(os.path.realpath(ours)))
    pieces: dict[str, Piece] = {}
    left: dict[str, Left] = {}
    for one in found:
        goes = reader.pieces(one)
        if isinstance(goes, Why):
            left[one.path] = Left(one.path, goes)
        else:
            pieces |= {piece.path: piece for piece in goes}
    inner = {path for path in pieces if any(str(above) in pieces for above in Path(path).parents)}
    whole = sorted(piece for path, piece in pieces.items() if path not in inner)
    gone = tuple(Path(piece.path) for piece in whole)
    stays = [one for one in left.values() if not any(_real(one.path).is_relative_to(path) for path in gone)]
    return Removal(tool, tuple(whole), tuple(sorted(stays, key=lambda one: one.path)))


class _Reader:
    def __init__(self, home: Path, ours: Path) -> None:
        self._home, self._ours = home, ours

    def pieces(self, one: Lying) -> list[Piece] | Why:
        """What goes with a find, or why it stays."""
        real = _real(one.path)
        if real.is_relative_to(self._ours):
            return Why.OURS
        if not real.is_relative_to(self._home):
            return Why.MACHINE
        kind = one.owner.partition(":")[2].partition("/")[0]
        roots: list[Path] | Why
        match kind:
            case "npm":
                roots = _npm(_real(one.source).parent)
            case "pypi":
                roots = _pypi(_real(one.source))
            case "vscode-extension":
                folder = _real(one.source).parent
                roots = [folder] if _EXTENSIONS.search(str(folder.parent)) else Why.UNCLEAR
            case "":
                roots = _native(real)
            case _:
                roots = Why.MANAGER
        if isinstance(roots, Why):
            return roots
        name = unquote(one.owner.partition("/")[2]) or Path(one.path).name
        pieces = [self._piece(path, f"{kind or 'program'} {name}") for path in (*roots, *self._links(roots))]
        kept = [piece for piece in pieces if piece is not None]
        return kept if len(kept) == len(pieces) else Why.MACHINE

    def _links(self, roots: list[Path]) -> Iterator[Path]:
        """The links that lead into what goes: beside a global npm folder, and in the person's own folders."""
        folders = {self._home / folder for folder in _LINKS}
        folders |= {root.parents[depth] / "bin" for root in roots for depth in (2, 3) if len(root.parents) > depth}
        for folder in sorted(folders):
            if not folder.is_dir() or _real(str(folder)) != folder:
                continue
            for entry in sorted(folder.iterdir()):
                if entry.is_symlink() and any(_real(str(entry)).is_relative_to(root) for root in roots):
                    yield entry

    def _piece(self, path: Path, part_of: str) -> Piece | None:
        """The thing at that path, if it may go at all: the person's own, deep enough in their home, no mount."""
        try:
            found, parent = path.lstat(), path.parent.stat()
        except OSError:
            return None
        inside = path.is_relative_to(self._home) and len(path.relative_to(self._home).parts) >= 2
        mine = sys.platform == "win32" or found.st_uid == os.getuid()
        if not inside or not mine or found.st_dev != parent.st_dev or _real(str(path.parent)) != path.parent:
            return None
        sort = "link" if stat.S_ISLNK(found.st_mode) else "folder" if stat.S_ISDIR(found.st_mode) else "file"
        return Piece(str(path), sort, part_of, found.st_dev, found.st_ino, found.st_ctime_ns)


def _real(path: str) -> Path:
    return Path(os.path.realpath(path))


def _npm(root: Path) -> list[Path] | Why:
    """The package's folder in a global `node_modules` (npm's docs, "folders"); another manager's store is its own."""
    modules = root.parent.parent if root.parent.name.startswith("@") else root.parent
    if modules.name != "node_modules":
        return Why.MANAGER
    is_global = modules.parent.name == "lib" or (sys.platform == "win32" and modules.parent.name == "npm")
    is_kept_by_npx = modules.parent.parent.name == "_npx"
    return [root] if is_global or is_kept_by_npx else Why.MANAGER


def _pypi(folder: Path) -> list[Path] | Why:
    """A tool's own environment, or the files that the distribution's RECORD names (PyPA, "Recording installed")."""
    folder = folder if folder.name.endswith(".dist-info") else folder.parent
    if not folder.name.endswith(".dist-info"):
        return Why.MANAGER
    for above in folder.parents:
        if any(str(above.parent).endswith(f"/{place}") for place in _ENVIRONMENTS):
            name = folder.name.partition("-")[0].replace("_", "-").casefold()
            return [above] if above.name.replace("_", "-").casefold() == name else Why.MANAGER
    site = folder.parent
    try:
        if (folder / "RECORD").stat().st_size > _MOST_RECORD:
            return Why.UNCLEAR
        rows = list(csv.reader((folder / "RECORD").read_text("utf-8").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error):
        return Why.UNCLEAR
    files = {Path(os.path.normpath(site / row[0])) for row in rows if row and row[0]}
    if len(files) > _MOST_FILES or not all(_may_be_its(file, site) for file in files):
        return Why.UNCLEAR
    return sorted(file for file in files if os.path.isfile(file) and not os.path.islink(file))  # noqa: PTH113, PTH114


def _may_be_its(file: Path, site: Path) -> bool:
    """Whether a distribution in `site` can have put the file there: among packages, commands, or in its environment.

    Without one of its own the folder above is everybody's (`~/.local`), and a RECORD may name what it likes.
    """
    if file.is_relative_to(site):
        return True
    if site.name != "site-packages" or len(site.parents) < 3:
        return False
    above, environments = site.parents[2], (site.parents[2], site.parents[1])  # lib/python3.11/…, on Windows Lib/…
    if any((one / "pyvenv.cfg").is_file() and file.is_relative_to(one) for one in environments):
        return True
    return file.parent in (above / "bin", site.parents[0] / "Scripts")


def _native(real: Path) -> list[Path] | Why:
    """All versions a native installer keeps side by side (`…/share/NAME/versions/1.2.3`); else the program's one file.

    A file that anything else could share the folder with goes alone.
    """
    if real.parent.name == "versions" and real.parent.parent.parent.name == "share":
        return [real.parent]
    return [real] if real.is_file() else Why.UNCLEAR
