"""Kind `appimage`: one executable file in a prefix of ours, a command on PATH, an entry in the desktop's menu.

AppImage specification, type 2 (https://github.com/AppImage/AppImageSpec/blob/master/draft.md): an ELF file with `AI`
and 2 at offset 8, which mounts itself by FUSE. The menu's entry follows the Desktop Entry Specification 1.5.
"""

import threading
from collections.abc import Mapping
from pathlib import Path

from app.policy.recipe import AppImageBuild, AppImageRecipe, Command
from app.setup import menu
from app.setup.architecture import wrong_build
from app.setup.errors import IntegrityMismatch
from app.setup.installer import Job, Needs
from app.setup.launchers import link_path
from app.setup.manager import check_signed, copy, system_of
from app.setup.manager_errors import ManagerUnready
from app.setup.place import Place
from app.setup.prefix import PrefixInstaller
from app.setup.receipt import PrefixReceipt, Receipt

_Job = Job[AppImageRecipe, AppImageBuild]
_MAGIC_AT, _MAGIC = 8, b"AI\x02"
_FUSE = Path("/dev/fuse")


class AppImageInstaller(PrefixInstaller[AppImageRecipe, AppImageBuild]):
    """`fuse` is the device by which AppImages mount themselves."""

    def __init__(self, fuse: Path = _FUSE) -> None:
        self._fuse = fuse

    def commands(self, job: _Job) -> tuple[Command, ...]:
        """The one it is."""
        return job.build.commands

    def version(self, job: _Job) -> str:
        """The recipe's."""
        return job.recipe.version

    def viable(self, job: _Job) -> None:
        """Raises ManagerUnready where nothing can be mounted, Unsuitable."""
        check_signed(job)
        if not self._fuse.exists():
            raise ManagerUnready(manager="AppImage", tool=job.place.tool, detail=f"there is no FUSE ({self._fuse})")

    def needs(self, job: _Job) -> Needs:
        """The file, where it is kept and where it is used."""
        return tuple((folder, job.build.download_bytes) for folder in (job.place.paths.cache, job.place.folder))

    def pin(self, job: _Job) -> str:
        """The signed hash."""
        return job.artifacts.digest(job.build.artifact)

    def fill(self, job: _Job) -> None:
        """Bring the file, and copy it under its name."""
        kept = job.artifacts.fetch(job.build.artifact, job.course.arrived, job.cancel)
        job.go_on()
        copy(kept, job.staging / job.build.commands[0].file, job)

    def verify(self, job: _Job) -> None:
        """An AppImage, for this processor. Raises IntegrityMismatch."""
        file = job.staging / job.build.commands[0].file
        with file.open("rb") as opened:
            opened.seek(_MAGIC_AT)
            if opened.read(len(_MAGIC)) != _MAGIC:
                raise IntegrityMismatch(tool=job.place.tool, detail=f"{file.name} is no AppImage of type 2")
        if wrong := wrong_build(file, system_of(job.recipe.builds, job.build)):
            raise IntegrityMismatch(tool=job.place.tool, detail=f"{file.name} is for {wrong}")
        job.go_on()

    def install(self, job: _Job, receipt: Receipt) -> None:
        """Switch, then put the entry into the menu; `menu.settle` takes it away."""
        super().install(job, receipt)
        menu.put(job.place, job.recipe.name, link_path(job.place.paths, job.build.command))

    def remove(self, place: Place, receipt: Receipt, environment: Mapping[str, str], cancel: threading.Event) -> None:
        """The prefix; and the entry, when no version is left that it could start."""
        super().remove(place, receipt, environment, cancel)
        commands = receipt.commands if isinstance(receipt, PrefixReceipt) else ()
        if not any(link_path(place.paths, name).exists() for name in commands):
            menu.settle(place, None)
