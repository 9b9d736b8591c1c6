"""Whether what npm left behind is what the lock allows: every package pinned, nothing else, nothing outside the prefix.

npm checks each archive against the lock's hash while it unpacks; its exit code 0 still proves nothing (a shim, a
proxy's error page, an old npm). So its own account, `node_modules/.package-lock.json`, is held against the lock, and
the tree against both.
"""

import os
import stat
import threading
from pathlib import Path

import msgspec

from app.policy.recipe import Build
from app.setup import lock as locks
from app.setup.errors import Cancelled, IntegrityMismatch
from app.setup.lock import Lock, Package

_OURS = {"package.json", "package-lock.json", "node_modules"}
_MAX_ACCOUNT = 8_000_000


def tree(tool: str, prefix: Path, lock: Lock, build: Build, cancel: threading.Event) -> None:
    """Check the prefix npm filled. Raises IntegrityMismatch, Cancelled."""
    try:
        account = _account(prefix)
        _check_account(account, lock)
        _check_files(prefix, cancel, tool)
        _check_places(prefix, account)
        _check_commands(prefix, build)
    except (ValueError, OSError) as error:
        raise IntegrityMismatch(tool=tool, detail=str(error)) from error


def _account(prefix: Path) -> dict[str, Package]:
    path = prefix / "node_modules/.package-lock.json"
    try:
        if path.stat().st_size > _MAX_ACCOUNT:
            raise ValueError("npm's account of what it installed is too long to be true")
        return locks.installed(path.read_bytes())
    except FileNotFoundError:
        raise ValueError("npm installed nothing") from None


def _check_account(account: dict[str, Package], lock: Lock) -> None:
    """Each package is in the lock, at the same place, with the same hash; what is not optional is there."""
    for place, package in account.items():
        wanted = lock.packages.get(place)
        if wanted is None:
            raise ValueError(f"{place} {package.version} is not in the lock")
        if (wanted.version, wanted.sha512) != (package.version, package.sha512):
            raise ValueError(f"{place} is {package.version} with another hash than the lock's {wanted.version}")
    for place, wanted in lock.packages.items():
        if not wanted.optional and place not in account:
            raise ValueError(f"{place} is missing")


def _check_places(prefix: Path, account: dict[str, Package]) -> None:
    """Each folder where Node looks for packages holds exactly those of the account, and they are what they say."""
    if odd := {path.name for path in prefix.iterdir()} - _OURS:
        raise ValueError(f"{min(odd)} does not belong there")
    for parent in ("", *(f"{place}/" for place in account)):
        for place in _packages_below(prefix, f"{parent}node_modules"):
            if place not in account:
                raise ValueError(f"{place} is there but npm did not say so")
    for place, package in account.items():
        found = _identity(prefix / place / "package.json")
        if found.removeprefix("v") != package.version:  # npm itself reads `v24.0.0` as 24.0.0
            raise ValueError(f"{place} holds version {found or 'nothing'}, not {package.version}")


def _packages_below(prefix: Path, folder: str) -> list[str]:
    """The places of packages directly below a `node_modules` folder; npm's own dot-files there are none."""
    places: list[str] = []
    if (prefix / folder).is_dir():
        for entry in (prefix / folder).iterdir():
            if entry.name.startswith("@"):
                places += [f"{folder}/{entry.name}/{inner.name}" for inner in entry.iterdir()]
            elif entry.name != ".package-lock.json":
                places.append(f"{folder}/{entry.name}")
    return places


def _check_commands(prefix: Path, build: Build) -> None:
    for command in build.commands:
        for path in filter(None, (command.file, command.runtime)):
            if not (prefix / path).is_file():
                raise ValueError(f"{path} is missing")


class _Identity(msgspec.Struct, frozen=True):
    version: str = ""


def _identity(path: Path) -> str:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Identity).version
    except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):  # msgspec's are ValueErrors
        return ""


def _check_files(prefix: Path, cancel: threading.Event, tool: str) -> None:
    """Only plain files and folders, no set-user-id, no file shared with another place, no link out of the prefix."""
    inside = prefix.resolve()
    for folder, folders, files in os.walk(prefix):
        if cancel.is_set():
            raise Cancelled(tool=tool)
        for name in (*folders, *files):
            path = Path(folder, name)
            status = path.lstat()
            if stat.S_ISLNK(status.st_mode):
                if not path.resolve().is_relative_to(inside):
                    raise ValueError(f"the link {path.relative_to(prefix)} leads out of the prefix")
            elif not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
                raise ValueError(f"{path.relative_to(prefix)} is no plain file")
            elif stat.S_ISREG(status.st_mode) and (
                status.st_nlink > 1 or status.st_mode & (stat.S_ISUID | stat.S_ISGID)
            ):
                raise ValueError(f"{path.relative_to(prefix)} is a hard link or runs as somebody else")
