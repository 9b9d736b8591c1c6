"""The elevated helper's work: one order, from the name of a target to a package that is installed or removed.

Nothing is believed but root's own files and what the company signed. The file is brought into a folder that is root's
alone before it is hashed, so nobody can exchange it between the hash and the installation.

    /var/lib/signpost/policy/      TUF's cache, which knows what was newest
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

from app.elevation import root_owned
from app.elevation.errors import NotOffered, NotPutThere, OpenToOthers, PackageManagerFailed, PackageMismatch
from app.elevation.macos import Installer
from app.elevation.managers import Packaged, PackageManager, manager_of
from app.elevation.order import Order, Verb
from app.elevation.package import Manager
from app.host import files, private
from app.policy.recipe import Recipes, Scope
from app.setup.kinds.native import DEB, RPM

Tell = Callable[[Mapping[str, object]], None]
"""Takes one record of the progress protocol."""

_LARGEST_RECORD = 10_000
_PROCESSORS = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}

_SYSTEMS: tuple[PackageManager, ...] = (Installer(),) if sys.platform == "darwin" else (Manager(DEB), Manager(RPM))
_HERE = MappingProxyType({known.name: known for known in _SYSTEMS})


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


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A package that this helper put there, written before its manager begins."""

    target: str
    manager: str
    package: str
    version: str


class Helper:
    """Carries out orders in `state`, which is made root's alone; `managers` are the families of package files."""

    def __init__(
        self,
        state: Path,
        refreshed: Refreshed,
        tell: Tell,
        managers: Mapping[str, PackageManager] = _HERE,
    ) -> None:
        self._state, self._refreshed, self._tell, self._managers = state, refreshed, tell, managers

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
        root_owned.expect_folder(self._state.parent)
        for folder in (self._state, *(self._state / name for name in ("packages", "installed"))):
            if not os.path.lexists(folder):
                folder.mkdir(mode=0o700)
            root_owned.expect_folder(folder)
            folder.chmod(0o700)
        return files.exclusive(self._state / "lock")

    def _install(self, target: str) -> None:
        self._tell({"phase": "refreshing"})
        recipes, signed = self._refreshed()
        recipe = _recipe_for(recipes, target)
        manager = self._managers.get(manager_of(recipe))
        if manager is None:
            raise NotOffered(target=target)  # it is another system's
        before = manager.installed(recipe.package)
        manager.refuse_downgrade(recipe.package, before, recipe.version)
        self._tell({"phase": "downloading"})
        fetched = signed.fetch(
            target, lambda done, total: self._tell({"bytes": done, "total": total}), threading.Event()
        )
        self._tell({"phase": "verifying"})
        file = self._copied(fetched, target, signed.digest(target))
        manager.inspect(file, recipe, target, _PROCESSORS.get(platform.machine(), ""))
        with self._recorded(manager, recipe, target, before):
            self._tell({"phase": "installing"})
            manager.install(file, recipe, lambda line: self._tell({"says": line[:300]}))
            found = manager.installed(recipe.package)
            if found != recipe.version:
                detail = f"it says that it is done, and has {found or 'nothing'}"
                raise PackageManagerFailed(manager=manager.name, verb="install", package=recipe.package, detail=detail)
        self._empty()
        signed.forget(target)

    @contextlib.contextmanager
    def _recorded(self, manager: PackageManager, recipe: Packaged, target: str, before: str) -> Iterator[None]:
        """A record of what is ours, on the disk before the manager begins; a manager that fails leaves none behind for
        what is not there, and that of the version before for what is."""
        place = self._place(recipe.package)
        earlier = root_owned.read(place, _LARGEST_RECORD) if os.path.lexists(place) else None
        if before and earlier is None:
            yield  # somebody else's package: it is not ours to remove
            return
        record = Record(target=target, manager=manager.name, package=recipe.package, version=recipe.version)
        files.write_durably(place, msgspec.json.encode(record))
        try:
            yield
        except PackageManagerFailed:
            if not manager.is_there(recipe.package):
                place.unlink()
            elif earlier is not None and manager.installed(recipe.package) == before:
                files.write_durably(place, earlier)
            raise

    def _copied(self, fetched: Path, target: str, sha256: str) -> Path:
        """The file under its own name in a folder of root's, hashed there. Raises PackageMismatch."""
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
            record = _read(place)
            if record.target == target:
                manager = self._managers[record.manager]
                if manager.is_there(record.package):
                    self._tell({"phase": "removing"})
                    manager.remove(record.package)
                place.unlink()
                return
        raise NotPutThere(target=target)

    def _place(self, package: str) -> Path:
        return self._state / "installed" / f"{package}.json"


def _read(place: Path) -> Record:
    """Raises OpenToOthers, also for a record that is none."""
    try:
        return msgspec.json.decode(root_owned.read(place, _LARGEST_RECORD), type=Record)
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
