"""What a package manager is to the helper, and how one of its programs is run with root's rights."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from app.elevation.errors import PackageManagerFailed
from app.host.run import Result, run
from app.policy.recipe import DebRecipe, PkgRecipe, RpmRecipe
from app.setup.manager import last_words

ASK_SECONDS = 60.0
REMOVE_SECONDS = 600.0
_WORDS = re.compile(r"[^\x20-\x7e]+")

Packaged = DebRecipe | RpmRecipe | PkgRecipe
"""The recipes whose file the helper installs."""

_NAMES: Mapping[type[object], str] = {DebRecipe: "apt", RpmRecipe: "dnf", PkgRecipe: "installer"}


def manager_of(recipe: Packaged) -> str:
    """The name of the package manager that a recipe is about."""
    return _NAMES[type(recipe)]


class PackageManager(Protocol):
    """One family's programs. All raise PackageManagerFailed."""

    @property
    def name(self) -> str:
        """Of the manager, for people and in records."""

    def installed(self, package: str) -> str:
        """The version that is there; "" for none."""

    def is_there(self, package: str) -> bool:
        """Whether the manager has any of it, half unpacked included."""

    def inspect(self, file: Path, recipe: Packaged, target: str, processor: str) -> None:
        """Hold the file's account of itself against the recipe. Raises PackageMismatch."""

    def refuse_downgrade(self, package: str, found: str, version: str) -> None:
        """Raise WouldDowngrade when `found` is newer than `version`."""

    def install(self, file: Path, recipe: Packaged, on_line: Callable[[str], None]) -> None:
        """Returns when its manager says that it is done."""

    def remove(self, package: str) -> None:
        """Returns when its manager says that it is gone."""


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
        result = run(argv, env=environment, cwd=Path("/"), timeout=seconds, on_line=on_line)
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
