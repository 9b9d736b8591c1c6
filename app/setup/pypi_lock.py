"""A Python lock: requirements pinned by version and SHA-256, as `uv pip compile --generate-hashes` writes them.

https://pip.pypa.io/en/stable/topics/secure-installs/ (hash-checking mode). The lock is a signed target, and still every
line is checked: no option, no address, no folder, no range, and a hash to each.
"""

import re

import msgspec

MAX_BYTES = 8_000_000

_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[A-Za-z0-9,._ -]*\])?==(?P<version>[0-9A-Za-z][0-9A-Za-z.+!-]*)"
    r"\s*(?:;(?P<marker>[^#]*?))?(?P<hashes>(?:\s+--hash=sha256:[0-9a-f]{64})+)"
)


class Pinned(msgspec.Struct, frozen=True):
    """One requirement: its canonical name, version, environment marker ("": always) and its hashes."""

    name: str
    version: str
    marker: str
    sha256: tuple[str, ...]


def read(data: bytes) -> tuple[Pinned, ...]:
    """The requirements of a lock. Raises ValueError, whose text says what is wrong."""
    if len(data) > MAX_BYTES:
        raise ValueError(f"{len(data)} bytes are too many for a lock")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("is no text in UTF-8, so no lock") from None
    lines = re.sub(r"\\\r?\n", " ", re.sub(r"(?m)^\s*#.*$", "", text)).splitlines()
    pinned = tuple(_pinned(line.strip()) for line in lines if line.strip())
    if not pinned:
        raise ValueError("pins nothing")
    return pinned


def version_in(pinned: tuple[Pinned, ...], package: str) -> str:
    """The version the lock pins of a package; "" when it is not in there."""
    from packaging.utils import canonicalize_name  # loads what few need

    name = canonicalize_name(package)
    return next((one.version for one in pinned if one.name == name), "")


def _pinned(line: str) -> Pinned:
    from packaging.markers import InvalidMarker, Marker
    from packaging.utils import canonicalize_name

    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"{line[:80]!r} is no requirement with == and --hash=sha256:")
    marker = (match["marker"] or "").strip()
    if marker:
        try:
            Marker(marker)
        except InvalidMarker as error:
            raise ValueError(f"{marker[:80]!r} is no environment marker") from error
    hashes = tuple(re.findall("[0-9a-f]{64}", match["hashes"]))
    return Pinned(canonicalize_name(match["name"]), match["version"], marker, hashes)
