"""shiboken6's support modules, as modules of the frozen program.

Its library carries them as a zip of sources: each start would load `zipfile`, unpack them and compile all 3,400 lines,
60 ms of processor time before a window can be drawn. Where a folder `files.dir` lies beside the library it imports them
as any others instead (`signature_bootstrap.find_incarnated_files`, which SBK_EMBED=0 makes such a folder for), so that
they come compiled, and most of them when they are needed (`app.host.deferred`).

On Linux: codesign of macOS takes a folder with a dot in its name for a bundle, and on Windows it was not tried.
"""

import sys
from pathlib import Path

from packages import asked

OWNER, PACKAGE = "shiboken6", "shibokensupport"
"""Whose they are, and the package they make up."""

PLACE = "shiboken6/files.dir"
"""The folder that has them imported; what is in it does not matter."""

MARK = "about.txt"
_ABOUT = "The modules that shiboken6 looks for here are in the program's own archive.\n"

_EXTRACT = """
import sys
import shiboken6.Shiboken  # runs the bootstrap, which then is a module
import signature_bootstrap
archive = signature_bootstrap.prepare_zipfile()[1].zfile
names = [name for name in archive.namelist() if name.startswith("shibokensupport/") and name.endswith(".py")]
archive.extractall(sys.argv[1], names)
print("\\n".join(names))
"""


def write(folder: Path) -> list[str]:
    """Write their sources, and the file MARK for PLACE, into `folder`; returns the modules' names. Raises Trouble."""
    files = asked.output([sys.executable, "-I", "-c", _EXTRACT, str(folder)]).decode().split()
    (folder / MARK).write_text(_ABOUT)
    return sorted(file.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in files)
