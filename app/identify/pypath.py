"""Where a Python interpreter looks for packages, seen from outside: its virtual environment, prefix, PYTHONPATH.

Follows the `site` module's docs and PEP 405 as far as files decide it; the interpreter itself is never asked.
"""

import os
import re
from collections.abc import Mapping

import msgspec

from app.identify.files import Look, is_absolute, join, parent
from app.identify.sites import Site, Sites
from app.patterns import regex

LARGEST_CFG = 16_384
MOST_SITES = 32
_VERSION = regex(r"(?:python|pypy|graalpy)w?(\d+\.\d+)")


class Interpreter(msgspec.Struct, frozen=True):
    """How Python was started: its executable, the path it was called by ("" when only a name), PYTHONPATH, HOME."""

    exe: str
    called: str = ""
    path: tuple[str, ...] = ()
    home: str = ""


def interpreter(exe: str, argv0: str, execfn: str, cwd: str, env: Mapping[str, str]) -> Interpreter:
    """What is known of how Python was started. Python finds its environment by the name it was called by (PEP 405)."""
    called = ""
    for candidate in (argv0, execfn):
        if "/" in candidate or "\\" in candidate:
            called = join(cwd, candidate) if cwd or is_absolute(candidate) else ""
            break
    if not called and env.get("VIRTUAL_ENV"):
        called = join(join(env["VIRTUAL_ENV"], "bin"), "python")
    path = [
        join(cwd, one)
        for one in env.get("PYTHONPATH", "")[:16_384].split(os.pathsep)
        if one and (cwd or is_absolute(one))
    ]
    return Interpreter(exe, called, tuple(path[:16]), env.get("HOME", ""))


class Environment(msgspec.Struct, frozen=True):
    """The packages Python can import: its sites in the order of its path.

    `closed` says that it runs in a virtual environment whose own packages cannot be read: removed while it ran, not
    ours to see, or brought in by means we do not know.
    """

    sites: tuple[Site, ...] = ()
    closed: bool = False


def environment(look: Look, known: Sites, python: Interpreter) -> Environment:
    """The packages this Python can import."""
    folders = dict.fromkeys(python.path)
    version = next((match[1] for path in (python.exe, python.called) if (match := _VERSION().search(path))), "")
    isolated = closed = False
    if python.called:
        prefix = parent(parent(python.called))
        settings = _settings(look, prefix)
        own = prefix_folders(look, prefix, settings.get("version_info", "") or version)
        closed = bool(settings) and not any(known.at(look, folder) for folder in own)
        folders |= dict.fromkeys(own)
        isolated = bool(settings) and settings.get("include-system-site-packages", "").lower() != "true"
        if extended := settings.get("extends-environment"):
            folders |= dict.fromkeys(prefix_folders(look, extended, version))
    if not isolated:
        if python.home and version:
            folders[join(python.home, f".local/lib/python{version}/site-packages")] = None
        folders |= dict.fromkeys(prefix_folders(look, parent(parent(python.exe)), version))
    return Environment(_linked(look, known, list(folders)), closed)


def prefix_folders(look: Look, prefix: str, version: str = "") -> list[str]:
    """The folders of packages below an installation prefix (`sysconfig`'s schemes; Debian's dist-packages)."""
    short = ".".join(version.split(".")[:2])
    if not short and prefix != "/usr":
        libraries = [name for name in look.names(join(prefix, "lib")) if re.fullmatch(r"(python|pypy)3[\w.]*", name)]
    else:
        libraries = [f"python{short}"] if short else []
    found = [join(prefix, f"{lib}/{library}/site-packages") for library in libraries[:8] for lib in ("lib", "lib64")]
    if prefix in ("/usr", "/usr/local"):
        found += [f"/usr/local/lib/{library}/dist-packages" for library in libraries[:8]]
        found += ["/usr/lib/python3/dist-packages"]
    return [*found, join(prefix, "Lib/site-packages")] if look.is_folder(join(prefix, "Lib")) else found


def _settings(look: Look, prefix: str) -> dict[str, str]:
    """pyvenv.cfg, lower-case keys; empty when this is no virtual environment."""
    text = look.read(join(prefix, "pyvenv.cfg"), LARGEST_CFG).decode("utf-8", "replace")
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _linked(look: Look, known: Sites, folders: list[str]) -> tuple[Site, ...]:
    """The sites in the folders, and those their .pth files lead to, each once."""
    found: dict[str, Site] = {}
    while folders and len(found) < MOST_SITES:
        folder = folders.pop(0)
        if folder not in found and (site := known.at(look, folder)) is not None:
            found[folder] = site
            folders += known.linked(look, site)
    return tuple(found.values())
