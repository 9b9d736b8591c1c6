"""TUF's working copy: the metadata that tuf.ngclient reads and replaces, kept whole by the last good policy's proof.

Without it a lost file would cost the protection against roll-back. tuf.ngclient replaces its files one by one, so a
killed process leaves a mixture of two refreshes, which it copes with, and files of its own, which are removed here.
"""

import contextlib
import json
import re
from pathlib import Path

from app.host import files, private


class WorkingCopy:
    """The metadata in `folder`, `root_history/` with every root of the chain included. All of it needs the lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mend(self, proof: dict[str, bytes]) -> None:
        """Make it whole: what is missing or does not parse comes back from `proof`, what is not its own goes.

        Raises NotOurs, DiskFull, NotWritable, OSError.
        """
        roots = self.folder / "root_history"
        private.make_own(self.folder)
        for left in self.folder.glob("tmp*"):  # tempfile's prefix, in tuf.ngclient.updater
            with contextlib.suppress(OSError):
                left.unlink()
        private.keep_plain(self.folder, roots.name.__eq__, _is_newest_root)
        private.make_own(roots)
        private.keep_plain(roots, lambda _: False)
        for name, data in proof.items():
            path = self.folder / name
            if not _parses(path):
                files.write_durably(path, data)

    def files(self) -> dict[str, bytes]:
        """What is there now, by name. Raises OSError."""
        found: dict[str, bytes] = {}
        for path in sorted(self.folder.rglob("*.json")):
            if not path.is_symlink():
                found[path.relative_to(self.folder).as_posix()] = path.read_bytes()
        return found


def _is_newest_root(path: Path) -> bool:
    """tuf.ngclient keeps `root.json` as a link to the newest of the roots."""
    return path.name == "root.json" and bool(re.fullmatch(r"root_history/\d+\.root\.json", str(path.readlink())))


def _parses(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return True
