"""A product's files and icon as both installers' makers take them: on disk, all of one age."""

import os
from pathlib import Path

from devtools.console import Trouble
from devtools.places import ROOT, VENV_PYTHON

from packages import asked
from packages.tree import Product

FILES, ICON = "files", "signpost.ico"
"""Where they are below the scratch folder."""

_DRAW = "import sys; from packages.windows.icon import ico; sys.stdout.buffer.write(ico())"


def stage(product: Product, scratch: Path, epoch: int) -> None:
    """Put them there. Raises Trouble: no icon can be drawn, or a name holds what wixl and NSIS take for variables."""
    for item in product.items:
        if "$" in item.path:
            raise Trouble(f"{item.path} cannot be packed for Windows.", "Leave it out in build/packages/contents.py.")
    icon = asked.output([str(VENV_PYTHON), "-c", _DRAW], at=ROOT / "build", QT_QPA_PLATFORM="offscreen")
    for place, data in ((ICON, icon), *((f"{FILES}/{item.path}", item.data) for item in product.items)):
        path = scratch / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (epoch, epoch))
