"""One set-up by the foreign manager in a process of its own, which the manager kills: home, folder, version,
scope."""

import os
import sys
import threading
from pathlib import Path

from app.host.paths import Paths
from app.policy.recipe import FlatpakRecipe, Scope
from app.setup.artifacts import Held
from app.setup.engine import Setup
from app.setup.kinds import KINDS
from tests.setup.foreign import ForeignInstaller, recipe


def main(home: str, folder: str, version: str, scope: str) -> None:
    """Carry it out."""
    where = Path(folder)
    (where / "caller").write_text(str(os.getpid()))
    assert isinstance(KINDS, dict)
    KINDS[FlatpakRecipe] = ForeignInstaller(where)
    Setup(Paths.below(Path(home)), environment={"PATH": f"{where}:/usr/bin:/bin"}).run(
        "demo",
        [recipe(version, scope=Scope(scope))],
        Held({}),
        lambda progress: print(progress.state.value, flush=True),
        threading.Event(),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
