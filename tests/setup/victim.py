"""One set-up in a process of its own, for tests that kill it: home, npm, recipe file, lock file. Prints each state."""

import os
import sys
import threading
from pathlib import Path

import msgspec

from app.host.paths import Paths
from app.policy.recipe import NpmRecipe
from app.setup.artifacts import Held
from app.setup.engine import Setup
from app.setup.installer import Programs


def main(home: str, npm: str, recipe: str, lock: str) -> None:
    """Carry it out."""
    offered = msgspec.json.decode(Path(recipe).read_bytes(), type=NpmRecipe)
    Setup(Paths.below(Path(home)), programs=Programs(npm=npm), environment=os.environ).run(
        "demo",
        [offered],
        Held({offered.lock: Path(lock).read_bytes()}),
        lambda progress: print(progress.state.value, flush=True),
        threading.Event(),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
