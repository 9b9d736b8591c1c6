"""Whether the version before the last set-up can come back, and why not; what is kept so that it can.

A folder of ours is kept as it is and only linked again. What a foreign manager holds is installed anew, by the recipe
and the very file it was installed with: both are kept, the file by its hash, as long as the record names them.
"""

import contextlib
import enum
import threading
from collections.abc import Mapping
from pathlib import Path

from app.host import platform
from app.host.digest import sha256
from app.policy.recipe import ArtifactBuild, Recipe, Scope
from app.setup.errors import ArtifactMissing
from app.setup.installer import Answer, Job, OnBytes
from app.setup.place import Installed, Place
from app.setup.receipt import PrefixReceipt


class Obstacle(enum.Enum):
    """Why it cannot come back. What is said is the value; screens translate it."""

    NEWEST_ONLY = "its package manager installs only the version it has now"
    FORWARD_ONLY = "packages for the whole computer only go forward"
    A_PAGE = "it came from a page, not from Signpost"
    NOT_KEPT = "what it was installed from was not kept"


_BY_KIND: Mapping[str, Obstacle] = {
    "brew": Obstacle.NEWEST_ONLY,  # a tap has one version of a formula
    "deb": Obstacle.FORWARD_ONLY,  # the elevated helper refuses older packages (DESIGN, security rules)
    "rpm": Obstacle.FORWARD_ONLY,
    "link": Obstacle.A_PAGE,
}


def obstacle(installed: Installed) -> Obstacle | None:
    """What keeps the version before from coming back; None where nothing does, or where there is none."""
    before = installed.previous
    if before is None or isinstance(before.receipt, PrefixReceipt):
        return None
    if before.kind in _BY_KIND:
        return _BY_KIND[before.kind]
    if before.recipe is None or platform.build_name() not in before.recipe.builds:
        return Obstacle.NOT_KEPT
    return Obstacle.FORWARD_ONLY if before.recipe.scope is Scope.MACHINE else None


def keep(job: Job[Recipe, object], pin: str) -> None:
    """Keep the file that was just installed from, beside what is installed. Raises OSError."""
    if isinstance(job.build, ArtifactBuild):
        named = job.staging / Path(job.build.artifact).name
        kept = job.place.kept(pin)
        if named.is_file() and not kept.exists():
            kept.mkdir(mode=0o700)
            named.rename(kept / named.name)


class Kept:
    """The artifacts of a version that was installed before: its one file, of the hash that was signed then."""

    def __init__(self, place: Place, installed: Installed) -> None:
        self._folder, self._pin = place.kept(installed.pin), installed.pin

    def read(self, target: str, limit: int) -> bytes:
        """Raises ArtifactMissing: no lock is kept."""
        raise ArtifactMissing(target=target)

    def digest(self, target: str) -> str:
        """The hash it had. Raises ArtifactMissing."""
        if not (self._folder / Path(target).name).is_file():
            raise ArtifactMissing(target=target)
        return self._pin

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        """The kept file, if it is still the same. Raises ArtifactMissing."""
        path, digest, done = self._folder / Path(target).name, sha256(), 0
        with contextlib.suppress(OSError), path.open("rb") as file:
            size = path.stat().st_size
            while not cancel.is_set() and (chunk := file.read(1 << 20)):
                digest.update(chunk)
                on_bytes(done := done + len(chunk), size)
        if digest.hexdigest() != self._pin and not cancel.is_set():
            raise ArtifactMissing(target=target)
        return path

    def answer(self, path: str) -> Answer:
        """Raises ArtifactMissing: what is for the whole computer does not come back, so no helper asks."""
        raise ArtifactMissing(target=path)

    def forget(self, target: str) -> None:
        """Nothing: the record says how long it is kept."""
