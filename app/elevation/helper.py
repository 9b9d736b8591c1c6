"""The elevated helper's work: one order, from the name of a target to a package that is installed or removed.

Nothing is believed but administrators' own files and what the company signed. The file is brought into a folder that
is the helper's alone before it is hashed, so nobody can exchange it between the hash and the installation. What lies in
its state (`app.elevation.trust.folders`):

    policy/      TUF's cache, which knows what was newest
    artifacts/   what was fetched
    packages/    the copy that is hashed, looked into and installed; emptied at each start
    installed/   a record of each package this helper put there
    lock         one at a time
"""

import contextlib
import hashlib
import os
import platform
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import msgspec

from app.elevation import owned
from app.elevation.errors import (
    InstallationRunning,
    NotOffered,
    NotPutThere,
    OpenToOthers,
    PackageManagerFailed,
    PackageMismatch,
)
from app.elevation.managers import Packaged, PackageManager, Record, manager_of
from app.elevation.order import Order, Verb
from app.elevation.owned import Owned
from app.host import files, private
from app.policy.recipe import Recipes, Scope

Tell = Callable[[Mapping[str, object]], None]
"""Takes one record of the progress protocol."""

_LARGEST_RECORD = 10_000
_PROCESSORS = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}


class Files(Protocol):
    """The signed files of the policy in force; see `app.sync.artifact.SignedArtifacts`."""

    def digest(self, target: str) -> str:
        """The SHA-256, in hex, that was signed."""

    def fetch(self, target: str, on_bytes: Callable[[int, int | None], None], cancel: threading.Event) -> Path:
        """The file on this disk."""

    def forget(self, target: str) -> None:
        """Remove it: it has served."""


Refreshed = Callable[[], tuple[Recipes, Files]]
"""Asks the policy host now; raises when it cannot vouch for the policy."""


def of_this_system(state: Path) -> Mapping[str, PackageManager]:
    """The package managers of this operating system, by name; `state` is the helper's own folder."""
    found: tuple[PackageManager, ...]
    if sys.platform == "win32":
        from app.elevation.windows.start import managers

        found = managers()
    elif sys.platform == "darwin":
        from app.elevation.applications import Applications
        from app.elevation.macos import Installer

        found = (Installer(), Applications(state / "application"))
    else:
        from app.elevation.package import Manager
        from app.setup.kinds.native import DEB, RPM

        found = (Manager(DEB), Manager(RPM))
    return MappingProxyType({known.name: known for known in found})


class Helper:
    """Carries out orders in `state`, which is made administrators' alone.

    `managers` are the families of package files, `ours` says what nobody else can change (default: this system's).
    """

    def __init__(
        self,
        state: Path,
        refreshed: Refreshed,
        tell: Tell,
        managers: Mapping[str, PackageManager] | None = None,
        ours: Owned | None = None,
    ) -> None:
        self._state, self._refreshed, self._tell = state, refreshed, tell
        self._managers = of_this_system(state) if managers is None else managers
        self._ours = owned.of_this_system() if ours is None else ours

    def carry_out(self, order: Order) -> None:
        """Raises SignpostError, with nothing changed or the manager's own state; OSError from the disk."""
        with self.alone():
            if order.verb is Verb.INSTALL:
                self._install(order.target)
            else:
                self._remove(order.target)
        self._tell({"phase": "done"})

    def alone(self) -> AbstractContextManager[None]:
        """The helper's folders, and the lock of the only one that works in them. Raises OpenToOthers, InUse."""
        self._ours.expect_folder(self._state.parent)
        for folder in (self._state, *(self._state / name for name in ("packages", "installed"))):
            self._ours.make_folder(folder)
        return files.exclusive(self._state / "lock")

    def _install(self, target: str) -> None:
        self._tell({"phase": "refreshing"})
        recipes, signed = self._refreshed()
        recipe = _recipe_for(recipes, target)
        manager = self._managers.get(manager_of(recipe))
        if manager is None:
            raise NotOffered(target=target)  # it is another system's
        record = manager.record(recipe, target)
        place = self._place(record.package)
        earlier = self._read(place) if os.path.lexists(place) else None
        before = manager.installed(earlier or record)
        manager.refuse_downgrade(recipe.package, before, recipe.version)
        self._tell({"phase": "downloading"})
        fetched = signed.fetch(
            target, lambda done, total: self._tell({"bytes": done, "total": total}), threading.Event()
        )
        self._tell({"phase": "verifying"})
        file = self._copied(fetched, target, signed.digest(target))
        manager.inspect(file, recipe, target, _PROCESSORS.get(platform.machine(), ""))
        with self._recorded(manager, record, earlier, before):
            self._tell({"phase": "installing"})
            manager.install(file, recipe, lambda line: self._tell({"says": line[:300]}))
            found = manager.installed(record)
            if found != recipe.version:
                detail = f"it says that it is done, and has {found or 'nothing'}"
                raise PackageManagerFailed(manager=manager.name, verb="install", package=recipe.package, detail=detail)
        self._empty()
        signed.forget(target)

    @contextlib.contextmanager
    def _recorded(self, manager: PackageManager, record: Record, earlier: Record | None, before: str) -> Iterator[None]:
        """A record of what is ours, on the disk before the manager begins; a manager that fails leaves none behind for
        what is not there, and that of the version before for what is."""
        if before and earlier is None:
            yield  # somebody else's package: it is not ours to remove
            return
        place = self._place(record.package)
        files.write_durably(place, msgspec.json.encode(record))
        try:
            yield
        except (PackageManagerFailed, PackageMismatch, InstallationRunning):
            if not manager.is_there(record):
                place.unlink()
            elif earlier is not None and manager.installed(earlier) == before:
                files.write_durably(place, msgspec.json.encode(earlier))
            raise

    def _copied(self, fetched: Path, target: str, sha256: str) -> Path:
        """The file under its own name in a folder of the helper's, hashed there. Raises PackageMismatch."""
        self._empty()
        file = self._state / "packages" / target.rpartition("/")[2]
        with private.opened(fetched) as source, file.open("xb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        with file.open("rb") as copied:
            if hashlib.file_digest(copied, "sha256").hexdigest() != sha256:
                file.unlink()
                raise PackageMismatch(target=target, detail="its SHA-256 is another")
        return file

    def _empty(self) -> None:
        """Nothing is left of a package that an ended run has brought."""
        for left in (self._state / "packages").iterdir():
            left.unlink()

    def _remove(self, target: str) -> None:
        """By the record alone: what the policy in force says now does not matter, and no host is needed."""
        for place in sorted((self._state / "installed").glob("*.json")):
            record = self._read(place)
            if record.target == target:
                manager = self._managers[record.manager]
                if manager.is_there(record):
                    self._tell({"phase": "removing"})
                    manager.remove(record)
                place.unlink()
                return
        raise NotPutThere(target=target)

    def _place(self, package: str) -> Path:
        return self._state / "installed" / f"{package}.json"

    def _read(self, place: Path) -> Record:
        """Raises OpenToOthers, also for a record that is none."""
        try:
            return msgspec.json.decode(self._ours.read(place, _LARGEST_RECORD), type=Record)
        except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
            raise OpenToOthers(path=place, detail=f"it is no record ({error})") from error


def _recipe_for(recipes: Recipes, target: str) -> Packaged:
    """The recipe that installs this file for the whole computer. Raises NotOffered."""
    for several in recipes.recipes.values():
        for recipe in several:
            if not isinstance(recipe, Packaged) or recipe.scope is not Scope.MACHINE:
                continue
            if any(build.artifact == target for build in recipe.builds.values()):
                return recipe
    raise NotOffered(target=target)
