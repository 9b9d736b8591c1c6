"""What the helper has macOS do with a disk image: hdiutil(1) mounts it, its one application goes to /Applications.

Every administrator may write to /Applications (root:admin 0775), so whoever waits there could exchange what is being
copied. All the work is therefore done in a folder that is root's alone; the application goes from there to its place,
and an older one from its place to there, by a rename each, which follows nothing (rename(2)).
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.elevation.errors import PackageManagerFailed, PackageMismatch
from app.elevation.macos import ENVIRONMENT
from app.elevation.managers import ASK_SECONDS, Packaged, Record, call, failed, record_of, refuse_older
from app.policy.recipe import DmgRecipe
from app.setup.kinds import dmg
from app.setup.trees import remove as remove_tree

_UNKNOWN = "an application of no version"


@dataclass(frozen=True)
class Applications:
    """`work` is below the helper's own folder; `programs` is the folder of macOS's, `folder` where applications are."""

    work: Path
    programs: Path = Path("/usr/bin")
    folder: Path = Path("/Applications")
    name: str = "Applications"

    def record(self, recipe: Packaged, target: str) -> Record:
        """See `PackageManager`."""
        return record_of(recipe, target)

    def installed(self, known: Record) -> str:
        """By its Info.plist."""
        if not self.is_there(known):
            return ""
        return dmg.version_of(self._place(known.package)) or _UNKNOWN

    def is_there(self, known: Record) -> bool:
        """Whatever has that name."""
        return os.path.lexists(self._place(known.package))

    def inspect(self, file: Path, recipe: Packaged, target: str, processor: str) -> None:
        """What an image holds is seen when it is mounted: see `install`."""

    def refuse_downgrade(self, package: str, found: str, version: str) -> None:
        """See `refuse_older`."""
        refuse_older(self.name, package, found, version)

    def install(self, file: Path, recipe: Packaged, on_line: Callable[[str], None]) -> None:
        """Raises PackageMismatch, PackageManagerFailed."""
        if not isinstance(recipe, DmgRecipe):
            raise TypeError(f"{type(recipe).__name__} is no recipe for a disk image")

        def refuse(detail: str) -> PackageMismatch:
            return PackageMismatch(target=file.name, detail=detail)

        made, mount = self.work / "made", self.work / "mounted"
        most = max((build.installed_bytes for build in recipe.builds.values()), default=0) or dmg.MOST_BYTES
        with self._working(recipe.package, "install"):
            mount.mkdir()
            argv = self._at(dmg.attaching(file, mount))
            result = call(self.name, argv, ENVIRONMENT, float(recipe.timeout), recipe.package, "install", on_line)
            if result.code != 0:
                raise failed(self.name, result, recipe.package, "install")
            at = dmg.mount_point(result.out)
            if at is None or at.resolve() != mount.resolve():  # what hdiutil says comes out of the image as well
                raise refuse(f"the image is mounted at {at}")
            dmg.expect_application(mount / recipe.app, recipe.version, refuse)
            dmg.copied(mount / recipe.app, made, most, lambda: None, refuse)
            _close(made)
            self._switch(made, self._place(recipe.package))

    def remove(self, known: Record) -> None:
        """The application's folder and nothing else. Raises PackageManagerFailed."""
        with self._working(known.package, "remove"), contextlib.suppress(FileNotFoundError):
            self._place(known.package).rename(self.work / "old")

    @contextlib.contextmanager
    def _working(self, package: str, verb: str) -> Iterator[None]:
        """A folder of root's to work in, empty; what an ended run left there, mounted perhaps, goes first."""
        try:
            self._clear(package)
            self.work.mkdir(mode=0o700)
            yield
        except OSError as error:
            detail = error.strerror or str(error)
            raise PackageManagerFailed(manager=self.name, verb=verb, package=package, detail=detail) from error
        finally:
            with contextlib.suppress(OSError):  # the next start has another look
                self._clear(package)

    def _clear(self, package: str) -> None:
        mount = self.work / "mounted"
        if mount.is_dir():
            for argv in dmg.detaching(mount):
                if call(self.name, self._at(argv), ENVIRONMENT, ASK_SECONDS, package, "let go of").code == 0:
                    break
        remove_tree(self.work)

    def _switch(self, made: Path, place: Path) -> None:
        """The new one for what is there; that comes back where the new one cannot go."""
        old = self.work / "old"
        with contextlib.suppress(FileNotFoundError):
            place.rename(old)
        try:
            made.rename(place)
        except OSError:
            if os.path.lexists(old):
                old.rename(place)
            raise

    def _place(self, package: str) -> Path:
        return self.folder / Path(package).name

    def _at(self, argv: tuple[str, ...]) -> tuple[str, ...]:
        return (str(self.programs / argv[0]), *argv[1:])


def _close(application: Path) -> None:
    """Everybody may read and start it, and its owner alone may write: an image may say anything of its modes."""
    for parent, folders, files in os.walk(application):
        for path in (Path(parent), *(Path(parent, name) for name in (*folders, *files))):
            if not path.is_symlink():
                mode = path.lstat().st_mode
                path.chmod(stat.S_IMODE(mode) & 0o755 | (0o755 if stat.S_ISDIR(mode) else 0o444))
