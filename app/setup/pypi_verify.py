"""Whether what uv left behind is what the lock allows: every distribution pinned, every file as its RECORD says.

uv checks each archive against the lock's hash before it unpacks it; its exit code 0 still proves nothing. So what each
distribution says of itself (the `.dist-info` folder, https://packaging.python.org/specifications/recording-installed-packages/)
is held against the lock, and the tree against both.
"""

import base64
import csv
import hashlib
import os
import stat
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.host import digest
from app.setup.errors import Cancelled, IntegrityMismatch
from app.setup.pypi_lock import Pinned

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_MADE_BY_UV = {"_virtualenv.py", "_virtualenv.pth"}
_INTERPRETER = ("bin/python", "bin/python3", "lib64")
"""Links that uv makes out of the environment: to the machine's Python, and lib64 to lib."""


def environment(tool: str, folder: Path, pinned: Sequence[Pinned], cancel: threading.Event) -> None:
    """Check the environment uv filled. Raises IntegrityMismatch, Cancelled."""
    try:
        for site in _sites(folder):
            _check_distributions(site, pinned)
            _check_contents(folder, site, tool, cancel)
        _check_kinds(folder)
    except (ValueError, OSError) as error:
        raise IntegrityMismatch(tool=tool, detail=str(error)) from error


def _sites(folder: Path) -> list[Path]:
    sites = [*folder.glob("lib/python3.*/site-packages"), *folder.glob("Lib/site-packages")]
    if len(sites) != 1:
        raise ValueError("uv made no environment")
    return sites


def _check_distributions(site: Path, pinned: Sequence[Pinned]) -> None:
    """Nothing but the lock's, each in the lock's version, and none missing that every system needs."""
    from importlib.metadata import distributions

    from packaging.utils import canonicalize_name

    wanted = {one.name: one for one in pinned}
    found = {}
    for distribution in distributions(path=[str(site)]):
        name, version = ((distribution.metadata.get_all(field) or [""])[0] for field in ("Name", "Version"))
        if not name or not version:
            raise ValueError("a distribution does not say its name and version")
        found[canonicalize_name(name)] = version
    for name, version in found.items():
        if name not in wanted:
            raise ValueError(f"{name} {version} is not in the lock")
        if wanted[name].version != version:
            raise ValueError(f"{name} is {version}, not the lock's {wanted[name].version}")
    for one in pinned:
        if one.name not in found and not one.marker:
            raise ValueError(f"{one.name} is missing")


def _check_contents(folder: Path, site: Path, tool: str, cancel: threading.Event) -> None:
    """Each recorded file has its recorded hash, and each file in site-packages is recorded."""
    from importlib.metadata import distributions

    recorded: set[Path] = set()
    for distribution in distributions(path=[str(site)]):
        for path, sha256 in _record(distribution, site):
            if cancel.is_set():
                raise Cancelled(tool=tool)
            if not path.is_relative_to(folder):
                raise ValueError(f"{path} lies outside the environment")
            if sha256 and (not path.is_file() or path.is_symlink() or _sha256(path) != sha256):
                raise ValueError(f"{path.relative_to(folder)} is not what its package says")
            recorded.add(path)
    for parent, _, files in os.walk(site):
        for path in (Path(parent, name) for name in files):
            if path not in recorded and not (path.parent == site and path.name in _MADE_BY_UV):
                raise ValueError(f"{path.relative_to(folder)} belongs to no package")


def _record(distribution: "Distribution", site: Path) -> Iterator[tuple[Path, str]]:
    text = distribution.read_text("RECORD")
    if text is None:
        raise ValueError(f"{distribution.metadata['Name']} has no RECORD")
    for row in csv.reader(text.splitlines()):
        if row:
            algorithm, _, value = (row[1] if len(row) > 1 else "").partition("=")
            if value and algorithm != "sha256":
                raise ValueError(f"{row[0]} is recorded with {algorithm}")
            yield Path(os.path.normpath(site / row[0])), value


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return base64.urlsafe_b64encode(hashlib.file_digest(file, digest.sha256).digest()).rstrip(b"=").decode()


def _check_kinds(folder: Path) -> None:
    """Only plain files, folders and links inside; the links to the interpreter lead out by design."""
    inside = folder.resolve()
    for parent, folders, files in os.walk(folder):
        for path in (Path(parent, name) for name in (*folders, *files)):
            mode, name = path.lstat().st_mode, path.relative_to(folder).as_posix()
            if stat.S_ISLNK(mode):
                if not path.resolve().is_relative_to(inside) and not name.startswith(_INTERPRETER):
                    raise ValueError(f"the link {name} leads out of the environment")
            elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or mode & (stat.S_ISUID | stat.S_ISGID):
                raise ValueError(f"{name} is no plain file")
