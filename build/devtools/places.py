"""Where things lie in a working copy, and what a child process is told of it."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "build" / "requirements"
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
VENV_BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
VENV_PYTHON = VENV_BIN / ("python.exe" if sys.platform == "win32" else "python")

_LEFT_OUT = frozenset({"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "CI"})


def child_environment(path_first: Path | None = None) -> dict[str, str]:
    """The environment of a demo, a test run, a check: this one, with every download going to `.cache`.

    `path_first` is a folder of programs that win over the machine's own. Whoever is played in there sits at a screen:
    that a build service runs it all (`CI`) is none of their programs' business, since the product looks at that. What
    Python compiled is kept: the tests start Python hundreds of times.
    """
    env = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    env["SIGNPOST_CACHE"] = str(CACHE)
    env["npm_config_cache"] = str(CACHE / "npm")
    path = [str(VENV_BIN), env.get("PATH", os.defpath)]
    if path_first is not None:
        path.insert(0, str(path_first))
    env["PATH"] = os.pathsep.join(path)
    env["VIRTUAL_ENV"] = str(VENV)
    return env
