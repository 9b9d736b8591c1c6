"""The Homebrew formula or cask that a file starts, from where it lies: Cellar/NAME/VERSION, Caskroom/NAME/VERSION.

Layout from Homebrew's docs ("Formula Cookbook", "Cask Cookbook", "Terminology"). Only ways in count: what lies in `bin`
or is linked from there, the programs that a wrapper of the same name in `bin` starts, an application of a cask.
"""

import re

import msgspec

from app.identify.files import Look, join, real
from app.identify.ways import is_akin, stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST_RECEIPT = 1_000_000
MOST_COMMANDS = 256
"""Commands of one formula that may be links to a file; coreutils has some 100."""

_PLACED = regex(r"(?P<top>(?P<prefix>.*)/(?P<sort>Cellar|Caskroom)/(?P<name>[^/]+))/(?P<version>[^/]+)/(?P<rest>.+)")
_APPLICATION = regex(r"(?P<app>(?P<root>.*)/Applications/(?P<name>[^/]+)\.app)/Contents/MacOS/[^/]+")
_BUNDLED = regex(r"(?:.*/)?(?P<name>[^/]+)\.app/Contents/MacOS/[^/]+")
_PREFIXES = ("opt/homebrew", "usr/local")
_OFFICIAL = ("homebrew/core", "homebrew/cask")


class _Source(msgspec.Struct):
    tap: str | None = None


class _Receipt(msgspec.Struct):
    source: _Source | None = None


_RECEIPT = msgspec.json.Decoder(_Receipt)


def owners(look: Look, path: str) -> tuple[Evidence, ...]:
    """The formula or cask that starting the file at `path` (a real path) starts; empty when it starts none.

    A formula of the official taps goes by its name, with and without the tap; one of another tap by tap and name
    (purl-spec, `brew`: without a namespace it is homebrew/core's).
    """
    if match := _PLACED().fullmatch(path):
        is_way_in = _in_keg(look, path, match) if match["sort"] == "Cellar" else _in_cask(path, match)
        return _evidence(look, match) if is_way_in else ()
    if match := _APPLICATION().fullmatch(path):
        return _of_application(look, match)
    return ()


def _in_keg(look: Look, path: str, keg: re.Match[str]) -> bool:
    folder, _, name = keg["rest"].rpartition("/")
    if folder in ("bin", "sbin"):
        return True
    bins = join(join(keg["top"], keg["version"]), "bin")
    if not folder.startswith("lib/") and look.is_file(join(bins, name)):
        return True
    if (bundle := _BUNDLED().fullmatch(keg["rest"])) and is_akin(_token(bundle["name"]), keg["name"]):
        return True
    return any(real(join(bins, command)) == path for command in look.names(bins)[:MOST_COMMANDS])


def _in_cask(path: str, cask: re.Match[str]) -> bool:
    name = stem(path)
    if is_akin(name, cask["name"]) or real(join(cask["prefix"], f"bin/{name}")) == path:
        return True
    bundle = _BUNDLED().fullmatch(cask["rest"])
    return bundle is not None and is_akin(_token(bundle["name"]), cask["name"])


def _of_application(look: Look, app: re.Match[str]) -> tuple[Evidence, ...]:
    """A cask moves its application to /Applications and leaves a link to it in its own folder."""
    for prefix in _PREFIXES:
        top = join(app["root"] or "/", f"{prefix}/Caskroom/{_token(app['name'])}")
        for version in look.names(top)[:16]:
            link = f"{top}/{version}/{app['name']}.app"
            if real(link) == app["app"] and (match := _PLACED().fullmatch(link)):
                return _evidence(look, match)
    return ()


def _token(application: str) -> str:
    """The name a cask gets from its application's ("Cask Cookbook", token reference)."""
    return re.sub(r"[^a-z0-9@.]+", "-", application.lower())


def _evidence(look: Look, placed: re.Match[str]) -> tuple[Evidence, ...]:
    own = placed["version"] if placed["sort"] == "Cellar" else ".metadata"
    source = join(placed["top"], f"{own}/INSTALL_RECEIPT.json")
    tap = _tap(look.read(source, LARGEST_RECEIPT))
    spaces = ("", tap) if tap in _OFFICIAL else (tap,)
    purls = (purl.package("brew", placed["name"], placed["version"], space) for space in spaces)
    return tuple(Evidence(Kind.PACKAGE, one, source) for one in purls)


def _tap(receipt: bytes) -> str:
    try:
        source = _RECEIPT.decode(receipt).source if receipt else None
    except (ValueError, RecursionError):  # msgspec's are ValueErrors
        return ""
    tap = source.tap if source is not None else None
    return tap if tap and re.fullmatch(r"[\w.-]{1,100}/[\w.-]{1,100}", tap) else ""
