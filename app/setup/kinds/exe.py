"""Kind `exe`: a Windows set-up program, kept silent by the arguments the recipe lists.

Such a program keeps no account that could be asked in one way for all; what it has done is what the recipe's proofs
say. So `found` goes by the file among them, and without one by nothing.
"""

import hashlib
import threading
from collections.abc import Mapping
from pathlib import Path

from app.host.digest import sha256
from app.policy.recipe import ArtifactBuild, ExeRecipe
from app.policy.recipe_parts import EVERYBODYS, fill_in
from app.setup.architecture import wrong_build
from app.setup.elevated import ElevatedInstaller
from app.setup.elevator import NAME
from app.setup.installer import Job
from app.setup.kinds.msi import BUSY, RESTART, RESTARTING
from app.setup.manager import REMOVE_SECONDS, call, system_of
from app.setup.manager_errors import ManagerBusy, ManagerUnready, RemovalFailed
from app.setup.place import Place
from app.setup.places import places
from app.setup.receipt import PackageReceipt, Receipt

_Job = Job[ExeRecipe, ArtifactBuild]


class ExeInstaller(ElevatedInstaller[ExeRecipe]):
    """The program is the artifact itself."""

    manager = "the set-up program"
    programs = ()

    def viable(self, job: _Job) -> None:
        """Raises ManagerUnready where a folder that the recipe speaks of is none of this machine's, Unsuitable."""
        super().viable(job)
        if self.by_helper(job) and (detail := not_for_everybody(job.recipe)):
            raise ManagerUnready(manager=NAME, tool=job.place.tool, detail=detail)
        recipe, known = job.recipe, {**_places(job), "file": ""}
        said = recipe.uninstall
        texts = (recipe.detect.file, *recipe.arguments, *((said.file, *said.arguments) if said else ()))
        try:
            for text in texts:
                fill_in(text, known)
        except KeyError as error:
            detail = f"this computer has no folder {error.args[0]}"
            raise ManagerUnready(manager=self.manager, tool=job.place.tool, detail=detail) from error

    def found(self, job: _Job) -> str:
        """The recipe's version, when the file among its proofs is there as it says."""
        detect = job.recipe.detect
        if not detect.file:
            return ""
        file = Path(fill_in(detect.file, _places(job)))
        if not file.is_file():
            return ""
        if detect.sha256 and _sha256(file) != detect.sha256:
            return "another file"
        return job.recipe.version

    def inspect(self, job: _Job, file: Path) -> None:
        """A program for Windows on this processor; 32 bits run on both."""
        with file.open("rb") as opened:
            if opened.read(2) != b"MZ":
                raise self.mismatch(job, f"{file.name} is no program for Windows")
        wrong = wrong_build(file, system_of(job.recipe.builds, job.build))
        if wrong.startswith("windows-"):
            raise self.mismatch(job, f"{file.name} is for {wrong}")

    def install(self, job: _Job, receipt: Receipt) -> None:
        """As every manager; but where no file proves it, the engine's other proofs decide."""
        if job.recipe.detect.file:
            super().install(job, receipt)
        else:
            job.go_on()
            self.run_install(job)

    def install_here(self, job: _Job) -> None:
        """Raises ManagerBusy, ManagerFailed."""
        file = self.file(job)
        file.chmod(0o700)
        values = {**_places(job), "file": str(file)}
        arguments = [fill_in(argument, values) for argument in job.recipe.arguments]
        result = self.change(job, (str(file), *arguments))
        if result.code == BUSY:
            raise ManagerBusy(manager=self.manager, tool=job.place.tool)
        if result.code not in (*job.recipe.success_codes, RESTART, RESTARTING):
            raise self.failed(job, result)

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """The uninstaller and its arguments, filled in as they are now."""
        said = job.recipe.uninstall
        if said is None:
            return ()
        values = _places(job)
        return (fill_in(said.file, values), *(fill_in(argument, values) for argument in said.arguments))

    def remove_here(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """By its own uninstaller; without one only the person can."""
        if not receipt.remove:
            raise RemovalFailed(
                manager="Windows",
                package=receipt.package,
                code="-",
                detail="it brings no uninstaller Signpost knows of",
            )
        if Path(receipt.remove[0]).is_file():
            result = call(receipt.package, place.tool, receipt.remove, environment, cancel, REMOVE_SECONDS)
            self.taken_away(receipt, result, (0, RESTART, RESTARTING))


_EVERYBODYS = dict.fromkeys(("file", *EVERYBODYS), "")


def not_for_everybody(recipe: ExeRecipe) -> str:
    """Why the helper cannot carry a recipe out for the whole computer; "" when it can.

    It proves what was installed by a file alone, and no folder of a person's means anything to it.
    """
    if not recipe.detect.file:
        return "its recipe names no file that proves it is installed"
    said = recipe.uninstall
    texts = (recipe.detect.file, *recipe.arguments, *((said.file, *said.arguments) if said else ()))
    try:
        for text in texts:
            fill_in(text, _EVERYBODYS)
    except KeyError as error:
        return f"its recipe speaks of the folder {error.args[0]}, which is one person's"
    return ""


def _places(job: _Job) -> dict[str, str]:
    return places(job.place.paths, job.environment, job.place.folder)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, sha256).hexdigest()
