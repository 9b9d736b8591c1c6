"""Other programs, run for a package: what they print, or in plain words why they did not."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from devtools.console import Trouble
from devtools.places import ROOT

_LONGEST = 1_800.0
"""Seconds. The longest is a freeze under Wine."""


def output(command: Sequence[str], *, at: Path = ROOT, empty: bool = False, **variables: str) -> bytes:
    """What a command prints, in English, run in the folder `at`, `variables` added to (`empty`: the whole) environment.

    Raises Trouble, with its last words.
    """
    if shutil.which(command[0]) is None:
        raise Trouble(
            f"{command[0]} is not here.", "Run `python3 build/dev.py setup`, which installs what packages need."
        )
    env = variables if empty else {**os.environ, "LC_ALL": "C.UTF-8", **variables}
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command, cwd=at, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Trouble(
            f"{name} did not end within {_LONGEST / 60:.0f} minutes.", "Try again on a quieter machine."
        ) from error
    if done.returncode:
        words = (done.stdout + done.stderr).decode(errors="replace").strip()
        raise Trouble(f"{name} failed ({done.returncode}):\n{words[-3000:]}", "See above.")
    return done.stdout
