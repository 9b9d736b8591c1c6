"""Libraries that come with a frozen program and are no Python package's: their names, licences, and versions."""

import re
from dataclasses import dataclass
from pathlib import Path

from app.policy.bundle import Part

DYNAMIC = re.compile(r"\.(?:so|dylib|dll|pyd)(?:\.[\d.]+)?$")
"""How the file of a shared library is called, on all three systems."""

_PYTHON = re.compile(
    r"(?:python3\.\d+/)?lib-dynload/|base_library\.zip$|libpython3|python3\d*\.dll$|Python$|Python\.framework/|[^/]+\.pyd$"
)
_QT = re.compile(r"PySide6/(?:Qt/|plugins/|Qt6[^/]*\.dll$)")


@dataclass(frozen=True)
class _Library:
    """How its file is called (a group of that is the version), and what in its bytes tells the version."""

    file: re.Pattern[str]
    name: str
    licence: str
    version: re.Pattern[bytes] | None = None


_KNOWN = (
    _Library(re.compile(r"libicu\w+\.so\.(\d+)|icu[a-z]+(\d+)\.dll"), "icu", "Unicode-3.0"),
    _Library(re.compile(r"lib(?:crypto|ssl)"), "openssl", "Apache-2.0", re.compile(rb"OpenSSL (\d+\.\d+\.\d+[a-z]?) ")),
    _Library(re.compile(r"(?:lib)?sqlite3\."), "sqlite", "blessing", re.compile(rb"\0(3\.\d+\.\d+)\0")),
    _Library(re.compile(r"libz\.|zlib1"), "zlib", "Zlib", re.compile(rb" deflate (\d+\.\d+(?:\.\d+)*) ")),
    _Library(re.compile(r"liblzma"), "xz", "0BSD"),
    _Library(re.compile(r"libbz2"), "bzip2", "bzip2-1.0.6"),
    _Library(re.compile(r"libffi"), "libffi", "MIT"),
    _Library(re.compile(r"libxcb-(?:cursor|icccm|image|keysyms|render-util|util)\."), "xcb-util", "X11"),
    _Library(re.compile(r"vcruntime|msvcp|concrt|ucrtbase|api-ms-win"), "microsoft-visual-cpp-runtime", ""),
)


def known(path: Path) -> Part | None:
    """The library that a file is, where it is one of those known here. Its version is told where the file tells it."""
    if not DYNAMIC.search(path.name):
        return None
    for library in _KNOWN:
        match = library.file.match(path.name)
        if match is not None:
            named = next((group for group in match.groups() if group), "")
            inside = library.version.search(path.read_bytes()) if library.version else None
            return part(library.name, named or (inside[1].decode() if inside else ""), library.licence)
    return None


def is_qt(place: str) -> bool:
    """Whether a path in the folder of libraries is Qt's own, which the package of Qt for Python carries."""
    return bool(_QT.match(place))


def is_python(place: str) -> bool:
    """Whether a path in the folder of libraries is CPython's."""
    return bool(_PYTHON.match(place))


def part(name: str, version: str, licence: str) -> Part:
    """A component that no registry of packages names."""
    return Part(f"pkg:generic/{name}@{version}" if version else f"pkg:generic/{name}", licence)
