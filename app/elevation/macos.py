"""What the helper has macOS's own programs do: installer(8) installs a package for the computer, pkgutil(1) asks.

A flat package says who it is only inside of its archive, and one file may bring several packages: which one came is
seen by the receipt afterwards, as `Helper` does for every family. Its bytes are those that were signed all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.elevation.errors import PackageManagerFailed, PackageMismatch
from app.elevation.managers import ASK_SECONDS, Packaged, Record, call, failed, record_of, refuse_older
from app.setup.kinds import pkg

ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/var/root", "LC_ALL": "C"}
"""All that they are told; nothing of the caller's."""

_VOLUME = ("--volume", "/")


@dataclass(frozen=True)
class Installer:
    """The packages of macOS; `programs` is the folder of its programs."""

    programs: Path = Path("/usr/sbin")
    name: str = "installer"

    def record(self, recipe: Packaged, target: str) -> Record:
        """See `PackageManager`."""
        return record_of(recipe, target)

    def installed(self, known: Record) -> str:
        """By its receipt. Raises PackageManagerFailed."""
        argv = pkg.described(_VOLUME, known.package)
        result = call(self.name, self._at(argv), ENVIRONMENT, ASK_SECONDS, known.package, "look for")
        return pkg.version_in(result.out) if result.code == 0 else ""

    def is_there(self, known: Record) -> bool:
        """By its receipt, which is written last. Raises PackageManagerFailed."""
        return self.installed(known) != ""

    def inspect(self, file: Path, recipe: Packaged, target: str, processor: str) -> None:
        """Raises PackageMismatch. The package's own script says for which processor it is."""
        del recipe, processor
        if not pkg.is_package(file):
            raise PackageMismatch(target=target, detail="it is no package")

    def refuse_downgrade(self, package: str, found: str, version: str) -> None:
        """Raise WouldDowngrade when `found` is newer, number by number; PackageManagerFailed when nobody can tell."""
        refuse_older(self.name, package, found, version)

    def install(self, file: Path, recipe: Packaged, on_line: Callable[[str], None]) -> None:
        """For the whole computer. Raises PackageManagerFailed."""
        argv, seconds = pkg.installing(file, "/"), float(recipe.timeout)
        result = call(self.name, self._at(argv), ENVIRONMENT, seconds, recipe.package, "install", on_line)
        if result.code != 0:
            raise failed(self.name, result, recipe.package, "install")

    def remove(self, known: Record) -> None:
        """Raises PackageManagerFailed: macOS removes no package, and what its files are is not guessed as root."""
        detail = "macOS cannot remove packages; whoever made it says how"
        raise PackageManagerFailed(manager=self.name, verb="remove", package=known.package, detail=detail)

    def _at(self, argv: tuple[str, ...]) -> tuple[str, ...]:
        return (str(self.programs / argv[0]), *argv[1:])
