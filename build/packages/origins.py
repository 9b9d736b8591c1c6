"""Where each file and module of a frozen folder comes from: a Python package, Python itself, Qt, another library.

Nothing is left out by not being known: a library that nobody claims is told by its name and hash. What a wheel says
of the libraries compiled into it (PEP 770, `.dist-info/sboms`) is told with it.
"""

import hashlib
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import msgspec
from devtools.console import Trouble
from packaging.utils import canonicalize_name
from PyInstaller.archive.readers import CArchiveReader
from PyInstaller.loader.pyimod01_archive import ArchiveReadError

from app.admin.bundle.pypi_contents import stated_licence
from app.policy.bundle import Part
from packages import libraries, support

_NAMESPACE = 3
"""A folder without a file of its own (PyInstaller/loader/pyimod01_archive.py, PYZ_ITEM_NSPKG)."""

_WITHOUT_PACKAGE = frozenset({"app", "_pyi_rth_utils", *sys.stdlib_module_names})
"""Ours, PyInstaller's own, Python's."""

_STARTER = "GPL-2.0-or-later WITH Bootloader-exception"
"""PyInstaller's start program may come with programs under any licence (its COPYING.txt)."""

_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
    "ZPL 2.1": "ZPL-2.1",
}

_MODULE = re.compile(r"\.(?:py|so|pyd)$")
_LIBRARIES = re.compile(r"^(?:lib/|_internal/|Contents/(?:Frameworks|Resources)/)")
_OWN = "signpost"


class Brought(msgspec.Struct, frozen=True):
    """A part, and what its maker says was compiled into it."""

    part: Part
    inside: tuple[Part, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """What is in a frozen folder: parts, and the libraries that nobody claims, as paths with their SHA-256."""

    parts: tuple[Brought, ...]
    unclaimed: tuple[tuple[str, str], ...] = ()


class _Inside(msgspec.Struct):
    """As much of a component in a wheel's own document as is passed on."""

    purl: str = ""
    licenses: list[dict[str, Any]] = []


class _Document(msgspec.Struct):
    components: list[_Inside] = []


class Site:
    """The folder of packages (site-packages) that a program was frozen from, and whose each file in it is."""

    def __init__(self, folder: Path) -> None:
        found = {str(canonicalize_name(one.metadata["Name"])): one for one in distributions(path=[str(folder)])}
        self.packages = {name: package for name, package in found.items() if name != _OWN}
        self._files = {str(file): name for name, one in self.packages.items() for file in one.files or ()}
        self._folders = {file.partition("/")[0]: name for file, name in self._files.items() if ".dist-info/" in file}
        self._modules = {_module(file): name for file, name in self._files.items() if _MODULE.search(file)}

    def of_file(self, place: str) -> str | None:
        """Whose a file is, by its path below the folder."""
        return self._files.get(place) or self._folders.get(place.partition("/")[0])

    def of_module(self, module: str) -> str | None:
        """Whose a module is, by its full name."""
        return support.OWNER if module.partition(".")[0] == support.PACKAGE else self._modules.get(module)


def found(frozen: Path, site: Site) -> Found:
    """Everything in the folder. Raises Trouble when a module is in the programs that no package brings."""
    names = {"pyinstaller", *_of_modules(frozen, site)}  # its start program is ours, with the Python in it
    others = {libraries.part("cpython", platform.python_version(), "PSF-2.0")}
    unclaimed = []
    for path in _files(frozen):
        place = _LIBRARIES.sub("", path.relative_to(frozen).as_posix())
        owner, library = site.of_file(place), libraries.known(path)
        if library is not None:
            others.add(library)
        elif libraries.is_qt(place):
            others.add(libraries.part("qt", site.packages["pyside6-essentials"].version, "LGPL-3.0-only"))
        elif owner is None and libraries.DYNAMIC.search(path.name) and not libraries.is_python(place):
            unclaimed.append((place, hashlib.sha256(path.read_bytes()).hexdigest()))
        names.update([owner] if owner else [])
    parts = [Brought(one) for one in others]
    for name in names:
        package = site.packages[name]
        part = Part(f"pkg:pypi/{name}@{package.version}", _licence(package))
        parts.append(Brought(part, tuple(_compiled_in(package))))
    return Found(tuple(sorted(parts, key=lambda one: one.part.purl)), tuple(unclaimed))


def _compiled_in(package: Distribution) -> Iterator[Part]:
    """What the wheel's own documents name, without what only its maker could resolve. Raises Trouble."""
    for file in package.files or ():
        if "/sboms/" not in file.as_posix() or file.suffix != ".json":
            continue
        try:
            said = msgspec.json.decode(Path(str(file.locate())).read_bytes(), type=_Document)
        except (msgspec.MsgspecError, OSError) as error:
            raise Trouble(f"{file} of {package.name} cannot be read: {error}", "Install the package anew.") from error
        for one in said.components:
            licences = [each.get("expression") or each.get("license", {}).get("id", "") for each in one.licenses]
            yield Part(one.purl.partition("?")[0], " AND ".join(filter(None, licences)))


def _of_modules(frozen: Path, site: Site) -> Iterator[str]:
    """The packages whose modules are inside the programs, which lie apart from the libraries."""
    programs = {path: _inside(path) for path in _files(frozen) if path.parent in {frozen, frozen / "Contents/MacOS"}}
    if all(modules is None for modules in programs.values()):
        raise Trouble(f"There is no program of PyInstaller's in {frozen}.", "Give the folder that it was frozen to.")
    for program, modules in programs.items():
        for name in modules or ():
            owner = site.of_module(name)
            if owner is None:
                raise Trouble(
                    f"{program.name} holds the module {name}, which no installed package brings.",
                    "Freeze it from the environment that is here.",
                )
            yield owner


def _inside(program: Path) -> list[str] | None:
    """The modules in it that come from packages; None for what is no program of PyInstaller's."""
    try:
        modules = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    except ArchiveReadError:
        return None
    tops = {name: name.partition(".")[0] for name, (kind, *_) in modules.items() if kind != _NAMESPACE}
    return [name for name, top in tops.items() if not (top in _WITHOUT_PACKAGE or top.startswith("_sysconfigdata_"))]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _licence(package: Distribution) -> str:
    """As the package states it, else in the words of its classifier; SPDX's name for the words that are known here."""
    words = [one.rpartition(" :: ")[2] for one in package.metadata.get_all("Classifier") or [] if "License" in one]
    said = stated_licence(package) or next(iter(words), "")
    return _STARTER if package.name == "pyinstaller" else _SPDX.get(said, said)


def _module(file: str) -> str:
    """`cryptography.hazmat` for `cryptography/hazmat/__init__.py`; what follows an extension's name is left off."""
    folder, _, name = file.rpartition("/")
    words = [*(folder.split("/") if folder else ()), name.partition(".")[0]]
    return ".".join(words[:-1] if words[-1] == "__init__" else words)
