"""What the helper has Windows Installer do: msiexec installs and removes for the whole computer, the registry is asked.

A package's bytes are those that were signed; which product it brought is seen by its key afterwards, as `Helper` does
for every family.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.elevation.errors import InstallationRunning, PackageManagerFailed, PackageMismatch
from app.elevation.managers import (
    ASK_SECONDS,
    REMOVE_SECONDS,
    Packaged,
    Record,
    call,
    failed,
    record_of,
    refuse_older,
)
from app.host.run import Result
from app.policy.recipe import MsiRecipe
from app.setup.kinds import msi


@dataclass(frozen=True)
class WindowsInstaller:
    """`programs` is System32, `environment` all that its programs are told."""

    programs: Path
    environment: Mapping[str, str]
    name: str = "Windows Installer"

    def record(self, recipe: Packaged, target: str) -> Record:
        """See `PackageManager`."""
        return record_of(recipe, target)

    def installed(self, known: Record) -> str:
        """By the product's key for everybody, in either view. Raises PackageManagerFailed."""
        for view in msi.VIEWS:
            result = self._run(msi.described("HKLM", known.package, view), ASK_SECONDS, known.package, "look for")
            if result.code == 0 and (version := msi.version_in(result.out)):
                return version
        return ""

    def is_there(self, known: Record) -> bool:
        """By that key: an installation that fails is taken back whole. Raises PackageManagerFailed."""
        return self.installed(known) != ""

    def inspect(self, file: Path, recipe: Packaged, target: str, processor: str) -> None:
        """Raises PackageMismatch. Windows Installer itself refuses a package for another processor (error 1633)."""
        del recipe, processor
        if not msi.is_package(file):
            raise PackageMismatch(target=target, detail="it is no package")

    def refuse_downgrade(self, package: str, found: str, version: str) -> None:
        """See `refuse_older`: a product's version is numbers (ProductVersion property)."""
        refuse_older(self.name, package, found, version)

    def install(self, file: Path, recipe: Packaged, on_line: Callable[[str], None]) -> None:
        """Silently, and never restarting. Raises PackageManagerFailed, InstallationRunning."""
        if not isinstance(recipe, MsiRecipe):
            raise TypeError(f"{type(recipe).__name__} is no recipe for Windows Installer")
        result = self._run(msi.installing(file, recipe), float(recipe.timeout), recipe.package, "install", on_line)
        if result.code in (msi.RESTART, msi.RESTARTING):
            on_line("Windows has to be restarted to finish")
        elif result.code != msi.SUCCESS:
            raise self._problem(result, recipe.package, "install")

    def remove(self, known: Record) -> None:
        """What is gone already is fine. Raises PackageManagerFailed, InstallationRunning."""
        result = self._run(msi.removing(known.package), REMOVE_SECONDS, known.package, "remove")
        if result.code not in msi.REMOVED:
            raise self._problem(result, known.package, "remove")

    def _run(
        self,
        argv: tuple[str, ...],
        seconds: float,
        package: str,
        verb: str,
        on_line: Callable[[str], None] | None = None,
    ) -> Result:
        program = str(self.programs / f"{argv[0]}.exe")
        return call(self.name, (program, *argv[1:]), self.environment, seconds, package, verb, on_line)

    def _problem(self, result: Result, package: str, verb: str) -> PackageManagerFailed | InstallationRunning:
        if result.code == msi.BUSY:
            return InstallationRunning(manager=self.name, package=package)
        return failed(self.name, result, package, verb)
