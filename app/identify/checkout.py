"""The Python distribution whose source folder a program is run from: a checkout that was never installed.

The nearest pyproject.toml (PyPA, "pyproject.toml specification"; Poetry's docs, "The pyproject.toml file") or setup.cfg
(setuptools' docs, "Configuring setuptools using setup.cfg files") says which distribution the folder is and which
modules its commands call. Only those modules, and running the package itself, start it.
"""

from collections.abc import Iterator, Mapping

import msgspec

from app.identify.cache import Cache
from app.identify.files import Look, Proof, holds, inside, join, parent
from app.identify.sites import Entry, normal
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST = 131_072
LARGEST_CFG = 16_384
MOST_DOTS, LONGEST_LINE = 200, 1_000
"""Bounds on one line of a pyproject.toml, and of a setup.cfg: tomllib takes quadratic time over a key's dotted parts
(seconds for 131 KB), configparser over the blanks in a line and over lines it does not understand.
"""

HIGHEST_CLIMB = 6
"""How many folders above a module its project may be."""

_NAME = regex(r"[A-Za-z0-9][\w.-]{0,127}")
_TARGET = regex(r"\s*([\w.]{1,200})\s*(?::\s*([\w.]{1,200}))?")


class Project(msgspec.Struct, frozen=True):
    """What a source folder says of itself: distribution, version ("" when it is computed), commands, the file."""

    name: str
    version: str
    entries: tuple[Entry, ...]
    file: str

    @property
    def evidence(self) -> Evidence:
        """The fact that something is this distribution."""
        return Evidence(Kind.PACKAGE, purl.pypi(self.name, self.version), self.file)

    def is_started_by(self, module: str) -> bool:
        """Whether running a module, by its dotted path from the folder, starts the distribution (`src.x.main`)."""
        starts = {entry.module for entry in self.entries}
        tops = {one.partition(".")[0] for one in starts} or {normal(self.name).replace("-", "_")}
        starts |= {f"{one}.__main__" for one in starts | tops}
        return any(module == one or module.endswith(f".{one}") for one in starts)


class Checkouts:
    """The projects seen so far. Safe between threads."""

    def __init__(self) -> None:
        self._known: Cache[str, tuple[Proof, Project | None]] = Cache(128)

    def of_file(self, look: Look, path: str) -> tuple[Evidence, ...]:
        """The distribution that running the Python file at `path` (a real path) starts; empty when it starts none."""
        for folder, project in self._around(look, path):
            if project.is_started_by(_dotted(inside(path, folder))):
                return (project.evidence,)
        return ()

    def of_function(self, look: Look, path: str, module: str, attribute: str) -> tuple[Evidence, ...]:
        """The distribution whose command is a function, given the file of its module (a real path)."""
        called = attribute.partition(".")[0]
        for _, project in self._around(look, path):
            for entry in project.entries:
                if entry.module == module and called == entry.attribute.partition(".")[0]:
                    return (project.evidence,)
        return ()

    def _around(self, look: Look, path: str) -> Iterator[tuple[str, Project]]:
        """The project a file belongs to, with its folder; none or one."""
        folder = parent(path)
        for _ in range(HIGHEST_CLIMB):
            if project := self._at(look, folder):
                yield folder, project
                return
            above = parent(folder)
            if above == folder:
                return
            folder = above

    def _at(self, look: Look, folder: str) -> Project | None:
        known = self._known.get(folder)
        if known is not None and holds(known[0]):
            look.rest_on(known[0])
            return known[1]
        own = Look()
        project = _pyproject(own, folder) or _setup_cfg(own, folder)
        look.rest_on(own.proof())
        if own.settled():
            self._known.put(folder, (own.proof(), project))
        return project


def _dotted(relative: str) -> str:
    return relative.removesuffix(".py").replace("/", ".")


def _pyproject(look: Look, folder: str) -> Project | None:
    file = join(folder, "pyproject.toml")
    text = look.read(file, LARGEST).decode("utf-8", "replace")
    if "name" not in text or any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        return None
    import tomllib

    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError):  # tomllib's own is a ValueError; a number of 5,000 digits is not tomllib's own
        return None
    project, poetry = _table(document.get("project")), _table(_table(document.get("tool")).get("poetry"))
    name = project.get("name") or poetry.get("name")
    version = project.get("version") or poetry.get("version")
    scripts = [_table(one) for one in (project.get("scripts"), project.get("gui-scripts"), poetry.get("scripts"))]
    targets = {command: target for one in scripts for command, target in one.items()}
    return _project(name, version, targets, file)


def _setup_cfg(look: Look, folder: str) -> Project | None:
    file = join(folder, "setup.cfg")
    text = look.read(file, LARGEST_CFG).decode("utf-8", "replace")
    if "metadata" not in text or any(len(line) > LONGEST_LINE for line in text.splitlines()):
        return None
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    version = parser.get("metadata", "version", fallback="")
    listed = [
        line.partition("=")
        for section in ("console_scripts", "gui_scripts")
        for line in parser.get("options.entry_points", section, fallback="").splitlines()
    ]
    targets = {command.strip(): target for command, equals, target in listed if equals}
    return _project(parser.get("metadata", "name", fallback=""), "" if ":" in version else version, targets, file)


def _project(name: object, version: object, targets: Mapping[str, object], file: str) -> Project | None:
    if not isinstance(name, str) or not _NAME().fullmatch(name):
        return None
    entries = []
    for command, target in list(targets.items())[:256]:
        function = target.get("reference") or target.get("callable") if isinstance(target, dict) else target
        if isinstance(function, str) and (match := _TARGET().match(function)):
            entries.append(Entry(command, match[1], match[2] or ""))
    stated = version if isinstance(version, str) and len(version) <= 64 and version.isprintable() else ""
    return Project(name, stated, tuple(entries), file)


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
