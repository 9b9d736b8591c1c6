"""Where a tool lives on disk, and the durable record of what is installed there.

tools/.<tool>.lock                 held while one set-up of the tool runs
tools/<tool>/installed.json        the record; what it does not name is a leftover
tools/<tool>/<version>/            a finished prefix
tools/<tool>/<version>.staging-…/  one being filled
bin/<command>                      a link to tools/<tool>/<version>/bin/<command>
cache/npm/<tool>-<lock>/           what npm downloaded, kept until a set-up with that lock succeeds
"""

import contextlib
import hashlib
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from app.host.files import InUse, exclusive, write_durably
from app.host.paths import Paths, own_folder
from app.setup.errors import AlreadyRunning, RecordUnreadable

_TOOL = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """What a set-up left behind: the record, and what `Setup.run` returns.

    `folder` is the prefix's name below the tool's folder; `commands` are the names linked into `Paths.bin`; `lock` is
    the SHA-256 of the lock it was made from.
    """

    tool: str
    package: str
    version: str
    folder: str
    commands: tuple[str, ...]
    lock: str
    at: datetime


class Place(msgspec.Struct, frozen=True):
    """The folders of one tool of one person."""

    paths: Paths
    tool: str

    def __post_init__(self) -> None:
        """Refuse a name that could be a path; the policy's decoder let none through."""
        if not _TOOL.fullmatch(self.tool):
            raise ValueError(f"{self.tool!r} is no tool's id")

    @property
    def folder(self) -> Path:
        """The tool's own folder."""
        return self.paths.tools / self.tool

    @property
    def record(self) -> Path:
        """The file that says what is installed."""
        return self.folder / "installed.json"

    def prefix(self, installed: Installed) -> Path:
        """Where it is installed."""
        return self.folder / installed.folder

    def cache(self, lock: bytes) -> Path:
        """npm's cache for set-ups with this lock: another lock's leftovers can't be mistaken for this one's."""
        return self.paths.cache / "npm" / f"{self.tool}-{digest(lock)[:16]}"

    def caches(self) -> list[Path]:
        """All there are of this tool."""
        folder, pattern = self.paths.cache / "npm", re.compile(rf"{re.escape(self.tool)}-[0-9a-f]{{16}}")
        return [path for path in folder.iterdir() if pattern.fullmatch(path.name)] if folder.is_dir() else []

    def new_names(self, version: str) -> tuple[Path, Path]:
        """Where to fill a prefix, and what it will be called: the version, and a number if that name is taken."""
        if not _VERSION.fullmatch(version):
            raise ValueError(f"{version!r} is no version")
        names = (version, *(f"{version}_{number}" for number in range(2, 1000)))
        final = next(self.folder / name for name in names if not (self.folder / name).exists())
        return self.folder / f"{version}.staging-{secrets.token_hex(4)}", final

    def read(self) -> Installed | None:
        """The record; None when there is none. Raises RecordUnreadable."""
        try:
            installed = msgspec.json.decode(self.record.read_bytes(), type=Installed)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, msgspec.DecodeError, RecursionError) as error:
            raise RecordUnreadable(path=self.record, detail=error) from error
        if installed.tool != self.tool or not _VERSION.fullmatch(installed.folder):
            raise RecordUnreadable(path=self.record, detail="it speaks of another tool or folder")
        return installed

    def write(self, installed: Installed) -> None:
        """Make it the record, durably. Raises DiskFull, NotWritable."""
        write_durably(self.record, msgspec.json.format(msgspec.json.encode(installed, order="sorted")))

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the tool's lock while inside. Raises AlreadyRunning, NotWritable."""
        own_folder(self.paths.tools)
        lock = contextlib.ExitStack()
        try:
            lock.enter_context(exclusive(self.paths.tools / f".{self.tool}.lock"))
        except InUse as error:
            raise AlreadyRunning(tool=self.tool) from error
        with lock:
            yield


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
