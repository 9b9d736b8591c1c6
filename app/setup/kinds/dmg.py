"""Kind `dmg`: an application copied out of a disk image into the person's Applications folder, or the machine's.

hdiutil(1): `attach -plist` says where it was mounted; the image is detached whatever happens. The copy is made beside
its place and renamed, so that a half-copied application is never seen.
"""

import os
import secrets
import shutil
import stat
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from app.policy.recipe import ArtifactBuild, DmgRecipe, Scope
from app.setup.elevated import ElevatedInstaller
from app.setup.elevator import Elevator
from app.setup.errors import IntegrityMismatch
from app.setup.installer import Job, Needs
from app.setup.manager import ASK_SECONDS, call, last_words
from app.setup.place import Place
from app.setup.receipt import PackageReceipt
from app.setup.trees import remove

_Job = Job[DmgRecipe, ArtifactBuild]
MOST_BYTES = 20 * 10**9
"""Of an application whose recipe names no size."""

Refuse = Callable[[str], Exception]
"""Makes the error for what an image may not hold."""

_LARGEST_PLIST = 1_000_000
_NO_PLIST = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)
"""What plistlib lets out besides expat's own error, for an unknown encoding or a tag that closes nothing."""


class DmgInstaller(ElevatedInstaller[DmgRecipe]):
    """`machine` is where applications for everybody are."""

    manager = "Applications"
    programs = ("hdiutil",)

    def __init__(self, machine: Path = Path("/Applications"), elevator: Elevator | None = None) -> None:
        super().__init__(elevator)
        self._machine = machine

    def by_helper(self, job: _Job) -> bool:
        """An administrator's own account may write to the folder of everybody's applications."""
        return super().by_helper(job) and not os.access(self._machine, os.W_OK)

    def needs(self, job: _Job) -> Needs:
        """The image, and what is copied out of it."""
        return (*super().needs(job), (self._folder(job), job.build.installed_bytes))

    def found(self, job: _Job) -> str:
        """The version in the application's Info.plist."""
        return version_of(self._folder(job) / job.recipe.app)

    def install_here(self, job: _Job) -> None:
        """Attach, copy, detach. Raises ManagerFailed, IntegrityMismatch."""
        image = self.file(job)
        mount = job.staging / "mounted"
        mount.mkdir(exist_ok=True)
        try:
            result = self.change(job, attaching(image, mount))
            if result.code != 0:
                raise self.failed(job, result)
            at = mount_point(result.out) or mount
            if at.resolve() != mount.resolve():  # what hdiutil says comes out of the image as well
                raise self.mismatch(job, f"the image is mounted at {at}")
            self._copy(job, mount / job.recipe.app)
        finally:
            _detach(self, job, mount)

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """Where it is."""
        return (str(self._folder(job) / job.recipe.app),)

    def remove_here(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """The application's folder and nothing else; its settings are the person's."""
        for path in map(Path, receipt.remove):
            if path.name == receipt.package and path.parent in (self._machine, place.paths.home / "Applications"):
                remove(path)

    def _folder(self, job: _Job) -> Path:
        machine = job.recipe.scope is Scope.MACHINE
        return self._machine if machine else job.place.paths.home / "Applications"

    def _copy(self, job: _Job, source: Path) -> None:
        def refuse(detail: str) -> IntegrityMismatch:
            return self.mismatch(job, detail)

        expect_application(source, job.recipe.version, refuse)
        folder = self._folder(job)
        folder.mkdir(parents=True, exist_ok=True)
        beside, old = (folder / f".{source.name}.{secrets.token_hex(4)}" for _ in range(2))
        try:
            copied(source, beside, job.build.installed_bytes or MOST_BYTES, job.go_on, refuse)
            if os.path.lexists(folder / source.name):
                (folder / source.name).rename(old)
            beside.rename(folder / source.name)
        finally:
            remove(beside)
            if old.exists() and not (folder / source.name).exists():
                old.rename(folder / source.name)
            remove(old)


def attaching(image: Path, mount: Path) -> tuple[str, ...]:
    """What mounts an image at a place of ours, says so as a property list, and opens nothing."""
    attach = ("hdiutil", "attach", str(image), "-plist", "-nobrowse", "-readonly", "-noautoopen", "-mountpoint")
    return (*attach, str(mount))


def detaching(mount: Path) -> tuple[tuple[str, ...], ...]:
    """What takes it away again; the next, when the one before does not do."""
    return ("hdiutil", "detach", str(mount)), ("hdiutil", "detach", str(mount), "-force")


def expect_application(source: Path, version: str, refuse: Refuse) -> None:
    """Nothing, when the application in an image is of that version. Raises what `refuse` makes."""
    if source.is_symlink() or not source.is_dir():
        raise refuse(f"the image holds no {source.name}")
    if (found := version_of(source)) != version:
        raise refuse(f"the image holds {source.name} {found or 'of no version'}")


def copied(source: Path, target: Path, most: int, go_on: Callable[[], None], refuse: Refuse) -> None:
    """An application out of an image: plain files, folders, and links that stay inside; `most` bytes of files.

    Raises what `refuse` makes, what `go_on` raises, OSError (shutil.Error).
    """
    left = most

    def copy(source: str, target: str) -> str:
        nonlocal left
        go_on()
        found = Path(source).lstat()
        if not stat.S_ISREG(found.st_mode):
            raise refuse(f"{Path(source).name} in the image is no plain file")
        left -= found.st_size
        if left < 0:
            raise refuse("the image holds more than the recipe says")
        shutil.copyfile(source, target, follow_symlinks=False)
        Path(target).chmod(stat.S_IMODE(found.st_mode) & 0o777)  # nobody else's rights travel
        return target

    shutil.copytree(source, target, symlinks=True, copy_function=copy)
    inside = target.resolve()
    for parent, folders, files in os.walk(target):
        for path in (Path(parent, name) for name in (*folders, *files)):
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                raise refuse(f"the link {path.relative_to(target)} leads out of it")


def _detach(installer: DmgInstaller, job: _Job, mount: Path) -> None:
    """Whether the run was cancelled or not; with force when a first time does not do."""
    said = ""
    for argv in detaching(mount):
        result = call(installer.manager, job.place.tool, argv, job.environment, threading.Event(), ASK_SECONDS)
        if result.code == 0:
            return
        said = last_words(result)
    job.course.say(f"hdiutil: {said}")


def mount_point(output: str) -> Path | None:
    """Where the image was mounted, in what `hdiutil attach -plist` prints; None when nowhere."""
    import plistlib  # loads an XML parser
    from xml.parsers.expat import ExpatError

    start = output.find("<?xml")
    try:
        said = plistlib.loads(output[max(start, 0) :].encode())
        points = [str(entity["mount-point"]) for entity in said["system-entities"] if "mount-point" in entity]
    except (ExpatError, *_NO_PLIST):
        return None
    return Path(points[0]) if points else None


def version_of(application: Path) -> str:
    """`CFBundleShortVersionString` of an application; "" when there is none."""
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        path = application / "Contents/Info.plist"
        if not stat.S_ISREG(path.lstat().st_mode) or path.lstat().st_size > _LARGEST_PLIST:
            return ""
        return str(plistlib.loads(path.read_bytes()).get("CFBundleShortVersionString", ""))
    except (OSError, ExpatError, *_NO_PLIST):
        return ""
