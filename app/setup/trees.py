"""Removing a tree whatever its modes are, and saying how much room there is."""

import contextlib
import os
import shutil
from pathlib import Path


def remove(path: Path) -> None:
    """Remove a file, link or whole tree; nothing is followed. What is missing is fine. Raises OSError when it stays."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    for _ in range(3):
        with contextlib.suppress(OSError):
            shutil.rmtree(path)
            return
        if not path.exists():
            return
        _open_up(path)
    shutil.rmtree(path)


def _open_up(path: Path) -> None:
    """Give us back the right to delete in folders that an archive shipped read-only."""
    path.chmod(0o700)
    for folder, folders, _ in os.walk(path):
        for inner in (Path(folder, name) for name in folders):
            if not inner.is_symlink():
                with contextlib.suppress(OSError):
                    inner.chmod(0o700)


def free_bytes(path: Path) -> tuple[int, int]:
    """The file system `path` is or will be on (its device number), and the bytes this person may still write there."""
    while not path.exists():
        path = path.parent
    return path.stat().st_dev, shutil.disk_usage(path).free
