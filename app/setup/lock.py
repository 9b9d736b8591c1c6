"""The lock: the exact packages a recipe may install, read from npm's own package-lock.json (format 2 or 3).

https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json: `packages` maps each place below the root to its
version and integrity. The lock is a signed target, and still every entry is checked here: a place stays below the
root, a version is exact, a hash is SHA-512, and nothing comes from a folder, a link or a git repository.
"""

import base64
import binascii
import re
from typing import Any

import msgspec

from app.policy.recipe import NpmRecipe
from app.setup.errors import RecipeUnusable

MAX_BYTES = 8_000_000
"""A lock of 1,000 packages has 0.5 MB; more than this is no lock."""

_NAME = r"(?:@[A-Za-z0-9~-][A-Za-z0-9._~-]*/)?[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
_PLACE = re.compile(rf"node_modules/{_NAME}(?:/node_modules/{_NAME})*")
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
_SHA512 = re.compile(r"sha512-([A-Za-z0-9+/]{86}==)")


class _Entry(msgspec.Struct, frozen=True, rename="camel"):
    """One entry of `packages`, as far as it matters here; npm writes more."""

    version: str = ""
    resolved: str | bool = ""
    integrity: str = ""
    link: bool = False
    optional: bool = False
    in_bundle: bool = False


class _Document(msgspec.Struct, frozen=True, rename="camel"):
    lockfile_version: int
    packages: dict[str, dict[str, Any]]


class Package(msgspec.Struct, frozen=True):
    """One package at one place: `version`, the SHA-512 of its archive in hex ("" for what is inside a bundle)."""

    place: str
    version: str
    sha512: str
    optional: bool


class Lock(msgspec.Struct, frozen=True):
    """What may be installed: the packages by place, the lock's own bytes, and the package.json that asks for them."""

    packages: dict[str, Package]
    data: bytes
    manifest: bytes


def name_of(place: str) -> str:
    """The package's name: `@scope/name` of `node_modules/a/node_modules/@scope/name`."""
    return place.rpartition("node_modules/")[2]


def read(tool: str, recipe: NpmRecipe, data: bytes) -> Lock:
    """Decode and check the lock of a recipe. Raises RecipeUnusable."""
    try:
        return _read(recipe, data)
    except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise RecipeUnusable(tool=tool, detail=str(error)) from error


def installed(data: bytes) -> dict[str, Package]:
    """What npm says it installed (`node_modules/.package-lock.json`). Raises ValueError for what breaks these rules."""
    try:
        document = msgspec.json.decode(data, type=_Document)
    except (ValueError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return {place: _package(place, entry) for place, entry in document.packages.items() if place}


def _read(recipe: NpmRecipe, data: bytes) -> Lock:
    if len(data) > MAX_BYTES:
        raise ValueError(f"{len(data)} bytes are too many for a lock")
    document = msgspec.json.decode(data, type=_Document)
    if document.lockfile_version not in (2, 3):
        raise ValueError(f"lockfileVersion {document.lockfile_version} is not 2 or 3")
    packages = {place: _package(place, entry) for place, entry in document.packages.items() if place}
    main = packages.get(f"node_modules/{recipe.package}")
    if main is None or main.version != recipe.version:
        raise ValueError(f"the lock does not hold {recipe.package} {recipe.version}")
    return Lock(packages=packages, data=data, manifest=_manifest(document.packages.get("", {})))


def _package(place: str, raw: dict[str, Any]) -> Package:
    if not _PLACE.fullmatch(place):
        raise ValueError(f"{place!r} is no place for a package")
    entry = msgspec.convert(raw, _Entry)
    if entry.link:
        raise ValueError(f"{place} is a link")
    if not _VERSION.fullmatch(entry.version):
        raise ValueError(f"{place} has no exact version")
    if isinstance(entry.resolved, str) and entry.resolved and not entry.resolved.startswith(("https://", "http://")):
        raise ValueError(f"{place} does not come from a registry")
    if entry.in_bundle:
        return Package(place, entry.version, "", entry.optional)
    if (match := _SHA512.search(entry.integrity)) is None:
        raise ValueError(f"{place} has no SHA-512 integrity")
    return Package(place, entry.version, _hex(match[1]), entry.optional)


def _hex(digest: str) -> str:
    try:
        return base64.b64decode(digest, validate=True).hex()
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _manifest(root: dict[str, Any]) -> bytes:
    """The package.json of the lock's root: what it asks for and nothing else, so that no script can travel in it."""
    manifest: dict[str, Any] = {"name": "signpost-setup", "version": "1.0.0", "private": True}
    for field in ("dependencies", "optionalDependencies"):
        wanted = msgspec.convert(root.get(field) or {}, dict[str, str])
        for name, version in wanted.items():
            if not re.fullmatch(_NAME, name) or not _VERSION.fullmatch(version):
                raise ValueError(f"the root asks for {name}@{version}, which is not an exact version")
        manifest[field] = wanted
    return msgspec.json.encode(manifest)
