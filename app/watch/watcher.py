"""The watcher process: how it is started, and put away when nobody listened. Loads nothing but what that takes."""

import os
import subprocess
from collections.abc import Sequence

from app.host.companion import Companion, companion
from app.host.entries import isolated

BEST_MODE = "real-time"
"""The best scheduling there is (`scheduling.Mode`); the watcher process takes what it is allowed."""

END_SECONDS = 3.0


def start(user: int, mode: str = BEST_MODE, buffer: int = 0, variables: Sequence[str] = ()) -> Companion:
    """Start it for the programs of `user` (see `app.watch.helper`). Raises OSError when it cannot be started."""
    script = f"{os.path.dirname(os.path.abspath(__file__))}/helper.py"  # noqa: PTH100, PTH120  pathlib takes 4 ms to load
    return companion([*isolated("signpost-watcher", script), str(user), mode, str(buffer), *variables], env={})


def end(process: Companion) -> None:
    """End one that nobody listens to."""
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
