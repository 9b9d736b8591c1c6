"""Kind `pkg`: a macOS installer package, by installer(8); pkgutil(1) says what is installed.

A person's own installation goes to the domain CurrentUserHomeDirectory and needs no rights, where the package allows
it; the machine's needs root, which only the elevated helper has.
"""

import re
import threading
from collections.abc import Mapping
from pathlib import Path

from app.policy.recipe import ArtifactBuild, PkgRecipe, Scope
from app.setup.elevated import ElevatedInstaller
from app.setup.installer import Job
from app.setup.manager import ASK_SECONDS, REMOVE_SECONDS, call
from app.setup.manager_errors import NotAuthorised, RemovalFailed
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[PkgRecipe, ArtifactBuild]
_VERSION = re.compile(r"^version: (\S+)$", re.MULTILINE)
_LOCATION = re.compile(r"^location: (.*)$", re.MULTILINE)


class PkgInstaller(ElevatedInstaller[PkgRecipe]):
    """A receipt on the volume of the person's home, or of the machine."""

    manager = "installer"
    programs = ("installer", "pkgutil")

    def found(self, job: _Job) -> str:
        """The version of the package's receipt."""
        result = self.ask(job, described(_volume(job), job.recipe.package))
        return version_in(result.out) if result.code == 0 else ""

    def inspect(self, job: _Job, file: Path) -> None:
        """A flat package is a xar archive (xar(1))."""
        if not is_package(file):
            raise self.mismatch(job, f"{file.name} is no installer package")

    def install_here(self, job: _Job) -> None:
        """Raises NotAuthorised, ManagerFailed."""
        target = "/" if job.recipe.scope is Scope.MACHINE else "CurrentUserHomeDirectory"
        result = self.change(job, installing(self.file(job), target))
        if "must be run as root" in result.out + result.err:
            raise NotAuthorised(tool=job.place.tool)
        if result.code != 0:
            raise self.failed(job, result)

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """The receipt's volume."""
        return _volume(job)

    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """Never by the helper, which removes none for the machine: nobody is asked for a password in vain."""
        self.remove_here(place, receipt, environment, cancel)

    def remove_here(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """The files that the receipt lists, below the person's home only; then the receipt itself."""
        listing = ("pkgutil", *receipt.remove, "--only-files", "--files", receipt.package)
        about = described(receipt.remove, receipt.package)
        files = call(self.manager, place.tool, listing, environment, cancel, ASK_SECONDS)
        said = call(self.manager, place.tool, about, environment, cancel, ASK_SECONDS)
        if said.code != 0:
            return
        if receipt.remove[1:] != (str(place.paths.home),):
            raise RemovalFailed(
                manager=self.manager, package=receipt.package, code="-", detail="it was installed for the machine"
            )
        location = _LOCATION.search(said.out)
        base = place.paths.home / (location[1].strip().lstrip("/") if location else "")
        inside = (line for line in files.out.splitlines() if line and ".." not in line.split("/"))
        for path in sorted((base / line.lstrip("/") for line in inside), reverse=True):
            _unlink(path, place.paths.home)
        argv = ("pkgutil", *receipt.remove, "--forget", receipt.package)
        self.taken_away(receipt, call(self.manager, place.tool, argv, environment, cancel, REMOVE_SECONDS))


def _volume(job: _Job) -> tuple[str, str]:
    return ("--volume", "/" if job.recipe.scope is Scope.MACHINE else str(job.place.paths.home))


def described(volume: tuple[str, ...], package: str) -> tuple[str, ...]:
    """What asks for a package's receipt; `volume` is `--volume` and its path."""
    return ("pkgutil", *volume, "--pkg-info", package)


def installing(file: Path, target: str) -> tuple[str, ...]:
    """What installs it to a volume or domain, installer(8)."""
    return ("installer", "-pkg", str(file), "-target", target)


def is_package(file: Path) -> bool:
    """A flat package is a xar archive (xar(1))."""
    with file.open("rb") as opened:
        return opened.read(4) == b"xar!"


def version_in(output: str) -> str:
    """The version in what `pkgutil --pkg-info` prints; "" when it says none."""
    match = _VERSION.search(output)
    return match[1] if match else ""


def _unlink(path: Path, home: Path) -> None:
    """Remove one file, and the folders it leaves empty; nothing that a link leads out of home to, and not home."""
    if not path.parent.resolve().is_relative_to(home.resolve()) or (path.is_dir() and not path.is_symlink()):
        return
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == home or not parent.is_relative_to(home):
            return
        try:
            parent.rmdir()
        except OSError:  # not empty, or a link
            return
