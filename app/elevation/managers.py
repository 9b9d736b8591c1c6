"""What a package manager is to the helper, and how one of its programs is run with an administrator's rights."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from app.elevation.errors import PackageManagerFailed, WouldDowngrade
from app.host.run import Result, run
from app.policy.recipe import DebRecipe, DmgRecipe, ExeRecipe, MsiRecipe, PkgRecipe, RpmRecipe
from app.setup.manager import last_words

ASK_SECONDS = 60.0
REMOVE_SECONDS = 600.0
_WORDS = re.compile(r"[^\x20-\x7e]+")
_NUMBERS = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})*")

Packaged = DebRecipe | RpmRecipe | PkgRecipe | DmgRecipe | MsiRecipe | ExeRecipe
"""The recipes whose file the helper installs."""

_NAMES: Mapping[type[object], str] = {
    DebRecipe: "apt",
    RpmRecipe: "dnf",
    PkgRecipe: "installer",
    DmgRecipe: "Applications",
    MsiRecipe: "Windows Installer",
    ExeRecipe: "the set-up program",
}


def manager_of(recipe: Packaged) -> str:
    """The name of the package manager that a recipe is about."""
    return _NAMES[type(recipe)]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A package as its manager knows it; kept of each that this helper put there, written before its manager begins.

    Where nobody keeps an account of packages, `proof` is the file that is there while the package is, with this
    `sha256` if one is given, and `remove` the program that takes it away, with its arguments.
    """

    target: str
    manager: str
    package: str
    version: str
    proof: str = ""
    sha256: str = ""
    remove: tuple[str, ...] = ()


def record_of(recipe: Packaged, target: str) -> Record:
    """What is to be known of a package whose manager keeps account itself."""
    return Record(target=target, manager=manager_of(recipe), package=recipe.package, version=recipe.version)


class PackageManager(Protocol):
    """One family's programs. All raise PackageManagerFailed."""

    @property
    def name(self) -> str:
        """Of the manager, for people and in records."""

    def record(self, recipe: Packaged, target: str) -> Record:
        """What is to be known of the package. Raises NotOffered: for the whole computer that recipe says too little."""

    def installed(self, known: Record) -> str:
        """The version that is there; "" for none."""

    def is_there(self, known: Record) -> bool:
        """Whether the manager has any of it, half unpacked included."""

    def inspect(self, file: Path, recipe: Packaged, target: str, processor: str) -> None:
        """Hold the file's account of itself against the recipe. Raises PackageMismatch."""

    def refuse_downgrade(self, package: str, found: str, version: str) -> None:
        """Raise WouldDowngrade when `found` is newer than `version`."""

    def install(self, file: Path, recipe: Packaged, on_line: Callable[[str], None]) -> None:
        """Returns when its manager says that it is done. Raises InstallationRunning."""

    def remove(self, known: Record) -> None:
        """Returns when its manager says that it is gone. Raises InstallationRunning."""


def call(
    manager: str,
    argv: Sequence[str],
    environment: Mapping[str, str],
    seconds: float,
    package: str,
    verb: str,
    on_line: Callable[[str], None] | None = None,
) -> Result:
    """One program run to its end. Raises PackageManagerFailed: it does not start, or does not end in time."""
    try:
        anchor = Path(Path(argv[0]).anchor or "/")
        result = run(argv, env=environment, cwd=anchor, timeout=seconds, on_line=on_line)
    except OSError as error:
        detail = f"{argv[0]} does not start ({error.strerror})"
        raise PackageManagerFailed(manager=manager, verb=verb, package=package, detail=detail) from error
    if result.ended_by:
        detail = f"it was not done after {seconds:.0f} seconds"
        raise PackageManagerFailed(manager=manager, verb=verb, package=package, detail=detail)
    return result


def failed(manager: str, result: Result, package: str, verb: str) -> PackageManagerFailed:
    """The error for an exit code, with the program's last words."""
    detail = f"exit code {result.code}: {_WORDS.sub(' ', last_words(result))[:300]}"
    return PackageManagerFailed(manager=manager, verb=verb, package=package, detail=detail)


def refuse_older(manager: str, package: str, found: str, version: str) -> None:
    """Raise WouldDowngrade when `found` is newer, number by number; PackageManagerFailed when nobody can tell.

    For managers that compare no versions. Zeros at the end do not count.
    """
    if not found or found == version:
        return
    if not _NUMBERS.fullmatch(found) or not _NUMBERS.fullmatch(version):
        detail = f"{found} is installed, and nobody can tell whether {version} is newer"
        raise PackageManagerFailed(manager=manager, verb="compare", package=package, detail=detail)
    if _numbers(found) > _numbers(version):
        raise WouldDowngrade(package=package, found=found, version=version)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
