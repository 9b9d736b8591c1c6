"""Folders of installed Python packages: which distributions lie in one, and what each declares.

Reads the standard metadata (PyPA specifications: "Recording installed projects", "Entry points") straight from its
files, a folder once as long as it does not change. importlib.metadata would read another interpreter's path just as
well, but looks at every distribution for each question and cannot be bounded.
"""

import re

import msgspec

from app.identify.cache import Cache
from app.identify.effort import is_spent
from app.identify.files import Look, Proof, holds, is_absolute, join
from app.patterns import regex

LARGEST_ENTRIES = 65_536
LARGEST_RECORD = 4_000_000
LARGEST_PTH = 65_536
LARGEST_URL = 16_384
"""Bytes that are read of entry_points.txt, RECORD, .pth files, direct_url.json; the real ones are a fraction of it."""

MOST_ENTRIES = 20_000
"""Commands of one folder's packages that are kept. Anaconda's 600 packages declare some 700."""

MOST_SITES = 32
"""Folders that are remembered; one of a hundred packages takes 50 kB."""

_INFO = regex(r"(?P<name>[\w.]+?)(?:-(?P<version>[\w.!+]+?))?(?:-py\d[\d.]*)?\.(?:dist-info|egg-info)")
_EDITABLE = regex(rb'"editable"\s*:\s*true')
_ADDED = regex(r"addsitedir\(\s*(?:__import__\(['\"]os['\"]\)\.fsdecode\(\s*)?[rb]{0,2}(['\"])([^'\"\n]{1,2048})\1")
"""uv puts the folder as bytes since 0.13: `site.addsitedir(__import__("os").fsdecode(b"/home/jos\\xc3\\xa9/…"))`."""
_BYTE = regex(rb"\\x([0-9a-fA-F]{2})")


class Entry(msgspec.Struct, frozen=True):
    """One command a distribution declares: its name and the function behind it."""

    command: str
    module: str
    attribute: str


class Distribution(msgspec.Struct, frozen=True):
    """One installed distribution; `folder` is its .dist-info (or older .egg-info), `key` its name as names compare."""

    name: str
    version: str
    folder: str
    key: str


_ByName = dict[str, tuple[Distribution, ...]]


def normal(name: str) -> str:
    """A distribution's or module's name as names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


class Site:
    """One folder of packages in one state. Safe between threads: what it reads later it only adds."""

    def __init__(self, folder: str, names: tuple[str, ...]) -> None:
        self.folder = folder
        self.distributions = tuple(
            Distribution(match["name"], match["version"] or "", join(folder, name), normal(match["name"]))
            for name in names
            if (match := _INFO().fullmatch(name))
        )
        self.links = tuple(name for name in names if name.endswith(".pth"))[:64]
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._room = MOST_ENTRIES
        self._index: tuple[_ByName, _ByName] | None = None

    def called_like(self, *words: str) -> list[Distribution]:
        """The distributions whose name is or begins with one of the words (`aider` of aider-chat)."""
        keys = [normal(word) for word in words if word]
        return [one for key in keys for one in self.distributions if one.key.startswith(key)]

    def with_entry_in(self, top: str) -> tuple[Distribution, ...]:
        """The distributions with a command in a top-level module. Reads all of the site's entry points, once."""
        return self._indexed()[0].get(top, ())

    def with_command(self, command: str) -> tuple[Distribution, ...]:
        """The distributions that declare a command. Reads all of the site's entry points, once."""
        return self._indexed()[1].get(command, ())

    def _indexed(self) -> tuple[_ByName, _ByName]:
        """The distributions by the top-level modules of their commands, and by the commands."""
        if self._index is None:
            by_module: dict[str, dict[Distribution, None]] = {}
            by_command: dict[str, dict[Distribution, None]] = {}
            for one in self.distributions:
                for entry in self.entries(one):
                    by_module.setdefault(entry.module.partition(".")[0], {})[one] = None
                    by_command.setdefault(entry.command, {})[one] = None
            commands = {command: tuple(owners) for command, owners in by_command.items()}
            modules = {module: tuple(owners) for module, owners in by_module.items()}
            if is_spent():
                return modules, commands  # go on with the next launch
            self._index = modules, commands
        return self._index

    def entries(self, one: Distribution) -> tuple[Entry, ...]:
        """The commands a distribution declares."""
        known = self._entries.get(one.folder)
        if known is None:
            data = Look().read(join(one.folder, "entry_points.txt"), LARGEST_ENTRIES) if self._room > 0 else b""
            known = entries(data)
            if not is_spent():
                self._room -= len(known)
                self._entries[one.folder] = known
        return known

    def is_editable(self, one: Distribution) -> bool:
        """Whether its files lie in its source folder, and RECORD lists only what leads there (PEP 610, PEP 660)."""
        return _EDITABLE().search(Look().read(join(one.folder, "direct_url.json"), LARGEST_URL)) is not None

    def holds_file(self, one: Distribution, relative: str, limit: int = LARGEST_RECORD) -> bool | None:
        """Whether a distribution's RECORD lists a file (relative to the site); None when it has no RECORD."""
        record = Look().read(join(one.folder, "RECORD"), limit, whole=False)
        if not record:
            return None
        line = relative.encode("utf-8", "surrogateescape")
        return record.startswith(line + b",") or b"\n" + line + b"," in record or b'\n"' + line + b'",' in record


class Sites:
    """The sites seen so far."""

    def __init__(self) -> None:
        self._known: Cache[str, tuple[Proof, Site]] = Cache(MOST_SITES)

    def at(self, look: Look, folder: str) -> Site | None:
        """The site in a folder; None when it is no folder."""
        known = self._known.get(folder)
        if known is not None and holds(known[0]):
            look.rest_on(known[0])
            return known[1]
        own = Look()
        if not own.is_folder(folder):
            look.rest_on(own.proof())
            return None
        site = Site(folder, own.names(folder))
        look.rest_on(own.proof())
        if own.settled():
            self._known.put(folder, (own.proof(), site))
        return site

    def linked(self, look: Look, site: Site) -> list[str]:
        """The further folders that a site's .pth files add to the path (the `site` module's docs)."""
        found: list[str] = []
        for name in site.links:
            text = look.read(join(site.folder, name), LARGEST_PTH).decode("utf-8", "replace")
            for line in text.splitlines()[:64]:
                if line.startswith(("import ", "import\t")):
                    found += [_unescaped(match[2]) for match in _ADDED().finditer(line)]
                elif line.strip() and not line.startswith("#"):
                    found.append(join(site.folder, line.strip()))
        return [folder for folder in dict.fromkeys(found) if is_absolute(folder)][:16]


def _unescaped(path: str) -> str:
    written = path.encode("utf-8", "surrogateescape")
    return _BYTE().sub(lambda match: bytes([int(match[1], 16)]), written).decode("utf-8", "surrogateescape")


def entries(data: bytes) -> tuple[Entry, ...]:
    """The commands that an entry_points.txt declares. Raises nothing."""
    found: list[Entry] = []
    section = ""
    for line in map(str.strip, data.decode("utf-8", "replace").splitlines()):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section in ("console_scripts", "gui_scripts") and "=" in line and not line.startswith(("#", ";")):
            command, _, target = line.partition("=")
            module, _, attribute = target.partition("[")[0].partition(":")
            found.append(Entry(command.strip(), module.strip(), attribute.strip()))
    return tuple(found[:512])
