"""One set-up of a bundle in a process of its own that kills itself at its n-th change: home, recipe, archive, n.

Changes are what the disk sees (Python's audit events) and the steps that are told. Prints each state it was in.
"""

import hashlib
import os
import signal
import sys
import threading
from pathlib import Path

import msgspec

from app.host.paths import Paths
from app.policy.recipe import BundleRecipe
from app.setup.engine import Setup
from app.setup.errors import ArtifactMissing
from app.setup.installer import Answer, OnBytes
from app.setup.plan import Progress

CHANGES = {
    "os.rename",
    "os.mkdir",
    "os.symlink",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.truncate",
    "subprocess.Popen",
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Archive:
    """The one signed file, already on this disk."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self, target: str, limit: int) -> bytes:
        raise ArtifactMissing(target=target)

    def digest(self, target: str) -> str:
        return hashlib.sha256(self._file.read_bytes()).hexdigest()

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        size = self._file.stat().st_size
        for part in range(5):
            on_bytes(size * part // 4, size)
        return self._file

    def forget(self, target: str) -> None:
        """It is the test's."""

    def answer(self, path: str) -> Answer:
        """Nobody asks."""
        raise ArtifactMissing(target=path)


def main(home: str, recipe: str, archive: str, last: str) -> None:
    """Carry it out; prints the number of changes at its end."""
    count = 0

    def changed() -> None:
        nonlocal count
        count += 1
        if count == int(last):
            os.kill(os.getpid(), signal.SIGKILL)

    def look(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        if event in CHANGES or (writes and str(arguments[0]).startswith(home)):
            changed()

    def tell(progress: Progress) -> None:
        print(progress.state.value, flush=True)
        changed()

    offered = msgspec.json.decode(Path(recipe).read_bytes(), type=BundleRecipe)
    setup = Setup(Paths.below(Path(home)), environment={"PATH": "/nowhere", "HOME": home})
    artifacts, cancel = Archive(Path(archive)), threading.Event()
    sys.addaudithook(look)
    setup.run("demo", [offered], artifacts, tell, cancel)
    print(count)


if __name__ == "__main__":
    main(*sys.argv[1:])
