"""The neutral list as real files, for writers that pack a folder: all of one age, with modes whatever the umask."""

import os
from collections.abc import Sequence
from pathlib import Path

from packages.tree import Item, Kind


def lay_out(items: Sequence[Item], root: Path, epoch: int) -> None:
    """Make every place below `root`, which is made, too. `items` hold each folder before what is in it."""
    root.mkdir(parents=True)
    root.chmod(0o755)
    for item in items:
        path = root / item.path[1:]
        if item.kind is Kind.FOLDER:
            path.mkdir()
            path.chmod(item.mode)
        elif item.kind is Kind.LINK:
            path.symlink_to(item.target)
        else:
            path.write_bytes(item.data)
            path.chmod(item.mode)
    for item in reversed(items):
        os.utime(root / item.path[1:], (epoch, epoch), follow_symlinks=False)
    os.utime(root, (epoch, epoch))
