"""What the text databases of dpkg, apk and pacman say of single packages: version and files.

Only the packages asked for are read. Formats: dpkg(1) and deb-control(5) with /var/lib/dpkg/info/*.list; Alpine's wiki,
"Apk spec"; pacman's local database as libalpm's be_local.c writes it.
"""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

import msgspec

from app.identify.files import Look, join
from app.patterns import regex

LARGEST = 64_000_000
"""Bytes of a database, or of one package's list of files, that are read; a full desktop's status file has some 5 MB."""

Packages = dict[str, "Installed"]


class Installed(msgspec.Struct, frozen=True):
    """One installed package: its version, and its files as absolute paths."""

    version: str
    files: tuple[str, ...]


class Database(msgspec.Struct, frozen=True):
    """One package manager's records.

    `kind` is the purl type, `states` the files and folders of which one changes whenever a package comes, goes or is
    updated; `read` finds the packages of the given names on the machine whose root folder is given. Raises nothing.
    """

    kind: str
    states: tuple[str, ...]
    read: Callable[[Look, str, AbstractSet[str]], Packages]


_DEB_NAME = regex(rb"^Package: (.+)$", re.MULTILINE)
_GONE = (b"not-installed", b"config-files")


def _dpkg(look: Look, root: str, names: AbstractSet[str]) -> Packages:
    folder = join(root, "var/lib/dpkg")
    data = look.read(join(folder, "status"), LARGEST)
    found: Packages = {}
    for match in _DEB_NAME().finditer(data):
        name = match[1].decode("ascii", "replace").strip()
        if name not in names:
            continue
        end = data.find(b"\n\n", match.start())
        stanza = data[match.start() : end if end > 0 else len(data)]
        if _field(stanza, b"Status").endswith(_GONE):
            continue
        architecture = _field(stanza, b"Architecture").decode("ascii", "replace")
        lists = (join(folder, f"info/{name}.list"), join(folder, f"info/{name}:{architecture}.list"))
        listed = next(filter(None, (look.read(one, LARGEST) for one in lists)), b"")
        files = tuple(listed.decode("utf-8", "surrogateescape").splitlines())
        found[name] = Installed(_field(stanza, b"Version").decode("ascii", "replace"), files)
    return found


def _field(stanza: bytes, name: bytes) -> bytes:
    match = re.search(rb"^" + name + rb": (.*)$", stanza, re.MULTILINE)
    return match[1].strip() if match else b""


def _apk(look: Look, root: str, names: AbstractSet[str]) -> Packages:
    data = b""
    for place in ("lib/apk/db/installed", "usr/lib/apk/db/installed"):
        data = data or look.read(join(root, place), LARGEST)
    found: Packages = {}
    for stanza in data.decode("utf-8", "surrogateescape").split("\n\n") if data else ():
        lines = stanza.splitlines()
        name = next((line[2:] for line in lines if line.startswith("P:")), "")
        if name in names:
            version = next((line[2:] for line in lines if line.startswith("V:")), "")
            found[name] = Installed(version, tuple(_apk_files(lines)))
    return found


def _apk_files(lines: list[str]) -> Iterator[str]:
    """`F:` names a folder without its first slash, each `R:` after it a file in it."""
    folder = ""
    for line in lines:
        if line.startswith("F:"):
            folder = line[2:]
        elif line.startswith("R:"):
            yield f"/{folder}/{line[2:]}" if folder else f"/{line[2:]}"


def _pacman(look: Look, root: str, names: AbstractSet[str]) -> Packages:
    folder = join(root, "var/lib/pacman/local")
    found: Packages = {}
    for entry in look.names(folder):
        parts = entry.rsplit("-", 2)  # name-version-release; versions hold no dash (PKGBUILD(5))
        if len(parts) == 3 and parts[0] in names:
            data = look.read(join(folder, f"{entry}/files"), LARGEST).decode("utf-8", "surrogateescape")
            _, _, listed = data.partition("%FILES%\n")
            files = tuple(f"/{line}" for line in listed.partition("\n\n")[0].splitlines())
            found[parts[0]] = Installed(f"{parts[1]}-{parts[2]}", files)
    return found


DPKG = Database("deb", ("var/lib/dpkg/status", "var/lib/dpkg/info"), _dpkg)
APK = Database("apk", ("lib/apk/db/installed", "usr/lib/apk/db/installed"), _apk)
PACMAN = Database("alpm", ("var/lib/pacman/local",), _pacman)
