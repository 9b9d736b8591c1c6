"""The lock files under build/requirements: each package with its hashes, for all platforms at once, no addresses."""

import os
import shutil
import subprocess
import venv

from devtools.console import Trouble, say
from devtools.places import CACHE, LOCKS, ROOT

UV = "uv==0.13.9"
_FOLDER = CACHE / "lock-tool"
_HEADER = "# Written by `python3 build/dev.py lock` from pyproject.toml; the hashes are checked at every install.\n"

# The first lock holds every version there is to choose; the others are cut from it, so that no two can disagree.
_LOCKS = {"dev": ("--group", "dev"), "fuzz": ("--group", "fuzz"), "demo": ("--group", "demo"), "runtime": ()}


def write(*, upgrade: bool) -> None:
    """Resolve pyproject.toml for Python 3.11 and later on every platform; raises Trouble when the resolver fails."""
    if not _FOLDER.exists():
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(_FOLDER)
    programs = _FOLDER / ("Scripts" if os.name == "nt" else "bin")
    _run(str(programs / "python"), "-m", "pip", "install", "--quiet", UV)
    for name, selection in _LOCKS.items():
        say(f"resolving {name}")
        target = LOCKS / f"{name}.txt"
        command = ["pip", "compile", "pyproject.toml", *selection, "--quiet", "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command += ["--cache-dir", str(CACHE / "uv"), "--output-file", str(target)]
        command += ["--upgrade"] if upgrade and name in ("dev", "fuzz") else []
        command += ["--constraint", str(LOCKS / "dev.txt")] if name != "dev" else []
        _run(str(programs / "uv"), *command)
        target.write_text(_HEADER + target.read_text(encoding="utf-8").removeprefix(_HEADER), encoding="utf-8")


def _run(*command: str) -> None:
    """Run a tool in the project's folder, its output shown."""
    try:
        subprocess.run(command, cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(_FOLDER, ignore_errors=True)
        raise Trouble(
            "The lock files could not be written; see above.", "Check the network and pyproject.toml."
        ) from error
