"""Where a program is on PATH, whatever folder we were started in.

An empty or relative entry of PATH means the current folder (POSIX XBD 8.3), and on Windows that is looked into first of
all (shutil.which does as cmd.exe does). A cloned repository may hold a `winget.exe` or a `uv`: it is never started.
"""

import os
import shutil
from pathlib import Path


def on_search_path(name: str, search: str) -> str:
    """The absolute path of the program that `search` (as in PATH) leads to; "" for none."""
    for folder in (one for one in search.split(os.pathsep) if Path(one).is_absolute()):
        found = shutil.which(name, path=folder)
        if found is not None and Path(found).is_absolute() and Path(found).parent == Path(folder):
            return found
    return ""
