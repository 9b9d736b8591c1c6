"""The Python distributions that a launch starts: console scripts, `python -m`, inline code, programs inside packages.

A distribution is started through one of its ways in: a declared command (whatever file name it goes by: the script says
which function it calls), its top package or module run with `-m`, or a native program shipped under its own name.
"""

import re
import sys

from app.identify.files import Look, inside, is_absolute, parent
from app.identify.pypath import Environment, prefix_folders
from app.identify.pysource import Starts
from app.identify.sites import Distribution, Site, Sites, normal
from app.identify.ways import is_akin, stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

_IN_SITE = regex(r"(.*[/\\](?:site|dist)-packages)[/\\](.+)")
_BEGINNING_OF_RECORD = 65_536
"""RECORD is sorted, and `../../../bin/x` sorts before every package."""

MOST_RECORDS = 128

_MODULE = regex(r"\w[\w.]{0,199}")
_USUAL = ("main", "cli", "app", "run")
"""What the function behind a command is usually called, besides what its distribution declares."""


def of_source(source: Starts, packages: Environment, hint: str) -> tuple[Evidence, ...]:
    """The distributions whose commands a source starts; `hint` is the script's own name."""
    found = [_of_function(module, attribute, packages, hint) for module, attribute in source.functions]
    found += [_of_command(distribution, command, packages) for distribution, command in source.commands]
    found += [of_module(module, packages) for module in source.modules]
    return tuple(dict.fromkeys(evidence for one in found for evidence in one))


def of_module(module: str, packages: Environment) -> tuple[Evidence, ...]:
    """The distribution that `python -m module` starts."""
    top = module.partition(".")[0]
    if not _MODULE().fullmatch(module) or top in sys.stdlib_module_names:
        return ()
    for site in packages.sites:
        for owners in (site.called_like(top), site.with_entry_in(top)):
            for one in owners:
                if _module_is_way_in(site, one, module):
                    return (_evidence(one),)
    return _by_name(top) if packages.closed and module == top else ()


def of_file(look: Look, path: str, sites_known: Sites, *, native: bool) -> tuple[Evidence, ...]:
    """The distribution a file (a real path) belongs to, when starting it starts the distribution."""
    if match := _IN_SITE().match(path):
        site = sites_known.at(look, match[1])
        return _of_installed(site, match[2].replace("\\", "/"), native=native) if site else ()
    prefix = parent(parent(path))
    if inside(parent(path), prefix) not in ("bin", "Scripts"):
        return ()
    found = [sites_known.at(look, one) for one in prefix_folders(look, prefix)]
    return _of_installed_command(path, prefix, [site for site in found if site is not None])


def of_offers(offers: tuple[str, ...], command: str, module: str) -> tuple[Evidence, ...]:
    """The package a runner was told to bring and to start (`uvx llm`, `uv run --with llm python -m llm`)."""
    wanted = offers or (command,)
    for offer in wanted:
        name = re.match(r"[A-Za-z0-9][\w.-]*", offer)
        if (
            name
            and not is_absolute(offer)
            and is_akin(normal(stem(module or command).partition("@")[0]), normal(name[0]))
        ):
            version = re.match(r".*?(?:==|@)([\w.!+-]+)$", offer)
            return (Evidence(Kind.PACKAGE, purl.pypi(name[0], version[1] if version else "")),)
    return ()


def _of_function(module: str, attribute: str, packages: Environment, hint: str) -> tuple[Evidence, ...]:
    top, name = module.partition(".")[0], attribute.partition(".")[0]
    for site in packages.sites:
        for owners in (site.called_like(top, hint), site.with_entry_in(top)):
            for one in owners:
                if any(
                    e.module == module and name in (e.attribute.partition(".")[0], *_USUAL) for e in site.entries(one)
                ):
                    return (_evidence(one),)
    return _by_name(top) if packages.closed and normal(top) == normal(hint) else ()


def _of_command(distribution: str, command: str, packages: Environment) -> tuple[Evidence, ...]:
    if not distribution:
        return tuple(_evidence(one) for site in packages.sites for one in site.with_command(command))[:1]
    for site in packages.sites:
        for one in site.called_like(distribution):
            if one.key == normal(distribution) and any(e.command == command for e in site.entries(one)):
                return (_evidence(one),)
    return _by_name(distribution) if packages.closed else ()


def _by_name(module: str) -> tuple[Evidence, ...]:
    """What the name alone says, for an environment that cannot be read: a tool's module is called like the tool."""
    return (Evidence(Kind.PACKAGE, purl.pypi(module)),)


def _module_is_way_in(site: Site, one: Distribution, module: str) -> bool:
    entries = site.entries(one)
    top = module.partition(".")[0]
    if any(entry.module in (module, f"{module}.__main__") for entry in entries):
        return True
    if "." in module.removesuffix(".__main__"):
        return False
    held = [site.holds_file(one, file) for file in (f"{top}/__main__.py", f"{top}.py")]
    unlisted = None in held or site.is_editable(one)
    return any(held) or (unlisted and any(entry.module.partition(".")[0] == top for entry in entries))


def _of_installed(site: Site, relative: str, *, native: bool) -> tuple[Evidence, ...]:
    module = re.sub(r"(/__main__)?\.pyc?$", "", relative).replace("/", ".")
    top = relative.partition("/")[0].removesuffix(".py")
    for owners in (site.called_like(top), site.with_entry_in(top)):
        for one in owners:
            if native:
                ways = is_akin(stem(relative), one.key, *(entry.command for entry in site.entries(one)))
            else:
                ways = _module_is_way_in(site, one, module)
            if ways and site.holds_file(one, relative):
                return (_evidence(one),)
    return ()


def _of_installed_command(path: str, prefix: str, sites: list[Site]) -> tuple[Evidence, ...]:
    """Scripts and programs that a distribution puts beside the interpreter as they are (`bin/uv`)."""
    for site in sites:
        depth = inside(site.folder, prefix).count("/") + 1
        listed = "../" * depth + inside(path, prefix)
        likely = site.called_like(stem(path))
        for one in (*likely, *site.distributions[:MOST_RECORDS]):
            if site.holds_file(one, listed, _BEGINNING_OF_RECORD):
                return (_evidence(one),)
    return ()


def _evidence(one: Distribution) -> Evidence:
    return Evidence(Kind.PACKAGE, purl.pypi(one.name, one.version), one.folder)
