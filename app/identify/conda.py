"""The conda packages that a launch starts, in any prefix that conda, mamba, micromamba or pixi filled.

Every package has one file `conda-meta/NAME-VERSION-BUILD.json` that lists its files (conda's docs, "Conda
environments"). There can be hundreds of up to megabytes: those called like the program are read, and those of packages
that a policy speaks of.
"""

from collections.abc import Iterable

from app.identify.files import Look, inside, join
from app.identify.sites import normal
from app.identify.ways import stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST = 4_000_000
MOST_READ = 16
"""Packages whose records are read for one file."""

_IN_PREFIX = regex(
    r"(?P<prefix>.+)[/\\](?:bin|Scripts|lib[/\\]python3[\w.]*[/\\]site-packages|Lib[/\\]site-packages|node_modules)[/\\]"
    r"(?P<rest>(?:@[^/\\]+[/\\])?[^/\\]+)"
)
_LIBRARY = regex(r"[/\\](?:lib|Library)$")
"""Node's packages lie in `lib/node_modules`, on Windows in `node_modules`; programs there also in `Library/bin`."""

_ENTRY = regex(r"(?P<name>[\w.-]+)-(?P<version>[^-]+)-[^-]+\.json")


def owners(look: Look, paths: Iterable[str], sought: frozenset[str]) -> tuple[Evidence, ...]:
    """The conda packages that list any of these files: commands, or what says which PyPI or npm package it is."""
    return tuple(dict.fromkeys(fact for path in paths for fact in _owner(look, path, sought)))


def _owner(look: Look, path: str, sought: frozenset[str]) -> tuple[Evidence, ...]:
    match = _IN_PREFIX().match(path)
    prefix = _LIBRARY().sub("", match["prefix"]) if match else ""
    folder = join(prefix, "conda-meta")
    if match is None or prefix == "/usr" or not look.is_folder(folder):
        return ()
    relative = inside(path, prefix)
    if relative.endswith(".dist-info"):
        relative += "/METADATA"
    alike = normal(stem(match["rest"]).removesuffix(".dist-info").rpartition("@")[2])
    wanted = b'"' + relative.encode("utf-8", "surrogateescape") + b'"'
    read = 0
    for name in look.names(folder):
        entry = _ENTRY().fullmatch(name)
        if entry is None or not (_is_alike(normal(entry["name"]), alike) or entry["name"] in sought):
            continue
        read += 1
        if read > MOST_READ:
            break
        record = join(folder, name)
        if wanted in look.read(record, LARGEST):
            return (Evidence(Kind.PACKAGE, purl.package("conda", entry["name"], entry["version"]), record),)
    return ()


def _is_alike(name: str, command: str) -> bool:
    return name.startswith(command) or command.startswith(name)
