"""What Debian, freedesktop.org and systemd have to say of a package: errors and warnings alike keep it from going out.

Each judge is asked where it is installed (`build/devtools/system.py` has them); lintian is Debian's and its kin's.
"""

import os
import re
import shutil
from pathlib import Path

from packages import asked
from packages.tree import Kind, Product

_UNITS = "/usr/lib/systemd/user/"


def debian(product: Product, file: Path, scratch: Path) -> None:
    """lintian on the package, and `contents`. Raises Trouble, with what they say."""
    contents(product, scratch)
    if shutil.which("lintian"):
        root = ["--allow-root"] if os.geteuid() == 0 else []
        asked.output(["lintian", *root, "--profile", "debian", "--fail-on", "error,warning", str(file)])


def contents(product: Product, scratch: Path) -> None:
    """What the desktop and systemd read of it: metainfo, entries, units. Raises Trouble, with what is said of them."""
    folder = scratch / "checked"
    folder.mkdir(parents=True, exist_ok=True)
    for item in product.items:
        if item.kind is not Kind.FILE:
            continue
        file = folder / Path(item.path).name
        if item.path.endswith(".metainfo.xml"):
            _ask(["appstreamcli", "validate", "--no-net", "--no-color"], file, item.data)
        elif item.path.endswith(".desktop"):
            _ask(["desktop-file-validate"], file, item.data)
        elif item.path.startswith(_UNITS) and item.path.endswith(".service"):
            # the programs are not installed here
            unit = re.sub(rb"(?m)^(Exec\w+)=/usr/", rb"\1=/bin/true /usr/", item.data)
            _ask(["systemd-analyze", "verify", "--user", "--man=no"], file, unit)


def _ask(command: list[str], file: Path, data: bytes) -> None:
    if shutil.which(command[0]):
        file.write_bytes(data)
        asked.output([*command, str(file)], XDG_RUNTIME_DIR=str(file.parent))
