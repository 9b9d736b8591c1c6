"""The Python distribution that a zip application starts: as zipapp, shiv and pex pack them.

Python runs an archive's `__main__.py` (PEP 441). That one starts the program itself, or unpacks the packages inside and
starts what a file beside it names: `environment.json` (shiv), `PEX-INFO` (pex).
"""

import msgspec

from app.identify import zipped
from app.identify.files import Look
from app.identify.pysource import starts
from app.identify.sites import LARGEST_ENTRIES, entries, normal
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST = 65_536
"""Bytes of the files that say what is started."""

MOST_DISTRIBUTIONS = 512

_INFO = regex(r"(?:.*/)?(?P<name>[\w.]+)-(?P<version>[\w.!+]+)\.dist-info/entry_points\.txt")


class _Start(msgspec.Struct):
    """What shiv and pex note of their program: `module:function`."""

    entry_point: str | None = None


_DECODER = msgspec.json.Decoder(_Start)


def owners(look: Look, archive: str) -> tuple[Evidence, ...]:
    """The distributions in an archive whose command it starts; empty when it is no archive, or starts none of them."""
    functions = _started(look, archive)
    found: dict[Evidence, None] = {}
    for name in zipped.listing(look, archive) if functions else ():
        match = _INFO().fullmatch(name)
        if match and len(found) < MOST_DISTRIBUTIONS:
            declared = entries(zipped.member(look, archive, name, LARGEST_ENTRIES))
            if any((one.module, one.attribute) in functions for one in declared):
                value = purl.pypi(normal(match["name"]), match["version"])
                found[Evidence(Kind.PACKAGE, value, archive)] = None
    return tuple(found)


def is_archive(head: bytes) -> bool:
    """Whether a file that begins so may be a zip application: the archive itself, or behind a `#!` line."""
    return head.startswith(b"PK\3\4") or (head.startswith(b"#!") and b"\nPK\3\4" in head[:4096])


def _started(look: Look, archive: str) -> set[tuple[str, str]]:
    source = zipped.member(look, archive, "__main__.py", LARGEST).decode("utf-8", "replace")
    found = starts(source)
    functions = set(found.functions) | {(f"{module}.__main__", "main") for module in found.modules}
    for note in ("environment.json", "PEX-INFO"):
        try:
            noted = _DECODER.decode(zipped.member(look, archive, note, LARGEST) or b"{}").entry_point or ""
        except (ValueError, RecursionError):  # msgspec's are ValueErrors
            continue
        module, _, attribute = noted.partition(":")
        functions.add((module.strip(), attribute.strip() or "main"))
    return functions
