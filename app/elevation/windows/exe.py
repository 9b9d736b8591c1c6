"""What the helper has a set-up program of Windows do: it is started with the words its recipe keeps it silent by.

Nobody keeps account of what such programs install. So its recipe has to name a file that proves it, and that file and
what takes it away go into the record; whoever changes the recipe later changes nothing of them. An uninstaller is
started with an administrator's rights, so it has to lie where administrators alone may write.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.elevation.errors import InstallationRunning, NotOffered, PackageManagerFailed, PackageMismatch
from app.elevation.managers import (
    REMOVE_SECONDS,
    Packaged,
    Record,
    call,
    failed,
    record_of,
    refuse_older,
)
from app.policy.recipe import ExeRecipe
from app.policy.recipe_parts import fill_in
from app.setup.architecture import wrong_build
from app.setup.kinds import exe
from app.setup.kinds.msi import BUSY, RESTART, RESTARTING

_DONE = (0, RESTART, RESTARTING)


@dataclass(frozen=True)
class SetUpProgram:
    """`places` are the folders of everybody's programs by their placeholders, `environment` all a program is told.

    `expect_file` raises OpenToOthers for a file that others than administrators could change.
    """

    places: Mapping[str, Path]
    environment: Mapping[str, str]
    expect_file: Callable[[Path], None]
    name: str = "the set-up program"

    def record(self, recipe: Packaged, target: str) -> Record:
        """With its proof and its uninstaller. Raises NotOffered: no proof, or one that is not for everybody."""
        values = {name: str(path) for name, path in self.places.items()}
        if not isinstance(recipe, ExeRecipe) or exe.not_for_everybody(recipe):
            raise NotOffered(target=target)
        said = recipe.uninstall
        return msgspec.structs.replace(
            record_of(recipe, target),
            proof=fill_in(recipe.detect.file, values),
            sha256=recipe.detect.sha256,
            remove=tuple(fill_in(word, values) for word in (said.file, *said.arguments)) if said else (),
        )

    def installed(self, known: Record) -> str:
        """Its version while the file that proves it is there, "another file" while one with other bytes is."""
        proof = Path(known.proof)
        if not proof.is_file():
            return ""
        if known.sha256 and _sha256(proof) != known.sha256:
            return "another file"
        return known.version

    def is_there(self, known: Record) -> bool:
        """By the file that proves it, whatever is in it."""
        return Path(known.proof).exists()

    def inspect(self, file: Path, recipe: Packaged, target: str, processor: str) -> None:
        """A program for Windows on this processor; 32 bits run on both. Raises PackageMismatch."""
        with file.open("rb") as opened:
            if opened.read(2) != b"MZ":
                raise PackageMismatch(target=target, detail="it is no program for Windows")
        if (wrong := wrong_build(file, f"windows-{processor}")).startswith("windows-"):
            raise PackageMismatch(target=target, detail=f"it is for {wrong}")

    def refuse_downgrade(self, package: str, found: str, version: str) -> None:
        """See `refuse_older`; `found` is what the helper itself installed last."""
        refuse_older(self.name, package, found, version)

    def install(self, file: Path, recipe: Packaged, on_line: Callable[[str], None]) -> None:
        """Raises PackageManagerFailed, InstallationRunning."""
        if not isinstance(recipe, ExeRecipe):
            raise TypeError(f"{type(recipe).__name__} is no recipe for a set-up program")
        values = {**{name: str(path) for name, path in self.places.items()}, "file": str(file)}
        argv = (str(file), *(fill_in(argument, values) for argument in recipe.arguments))
        seconds = float(recipe.timeout)
        result = call(self.name, argv, self.environment, seconds, recipe.package, "install", on_line)
        if result.code == BUSY:
            raise InstallationRunning(manager=self.name, package=recipe.package)
        if result.code not in (*recipe.success_codes, RESTART, RESTARTING):
            raise failed(self.name, result, recipe.package, "install")

    def remove(self, known: Record) -> None:
        """By its own uninstaller. Raises PackageManagerFailed, OpenToOthers."""
        if not known.remove:
            detail = "it brings no uninstaller"
            raise PackageManagerFailed(manager=self.name, verb="remove", package=known.package, detail=detail)
        self.expect_file(Path(known.remove[0]))
        result = call(self.name, known.remove, self.environment, REMOVE_SECONDS, known.package, "remove")
        if result.code not in _DONE:
            raise failed(self.name, result, known.package, "remove")


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
