"""Where a tool lives on disk, and the durable record of what is installed there.

tools/.<tool>.lock                 held while one set-up of the tool runs
tools/<tool>/installed.json        the record; what it does not name is a leftover
tools/<tool>/journal.json          what a run is doing to this computer, until the record says so
tools/<tool>/<version>/            a finished prefix
tools/<tool>/staging-…/            one being filled
tools/<tool>/kept-…/               the file a foreign manager installed a version from, to go back to it
bin/<command>                      a link to tools/<tool>/<version>/bin/<command>
cache/npm/<tool>-<lock>/           what npm downloaded, kept until a set-up with that lock succeeds; uv's beside it
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
from app.policy.recipe import Detect, Recipe
from app.setup.errors import AlreadyRunning, RecordUnreadable
from app.setup.receipt import PackageReceipt, PrefixReceipt, Receipt

_CACHED = ("npm", "uv")
"""The managers that keep what they downloaded in a cache of ours."""

_TOOL = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")
_OURS = re.compile(r"(?:installed|journal)\.json|staging-|kept", re.IGNORECASE)
"""Names of our own in a tool's folder, which no version may take."""


class Installed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a set-up left behind: the record, and what `Setup.run` returns.

    `kind` is the recipe's, `package` its name for what it installs, `pin` stands for every byte of it (see
    `Installer.pin`), `receipt` says what was put where, `detect` how it proved itself (None: in records from before
    that was kept). `previous` is what it took the place of, kept to go back to; `left` is the version the person went
    back from, which nothing brings again by itself. `recipe` is kept of what a foreign manager holds, to go back to it.
    """

    tool: str
    kind: str
    package: str
    version: str
    pin: str
    receipt: Receipt
    at: datetime
    detect: Detect | None = None
    previous: "Installed | None" = None
    left: str = ""
    recipe: Recipe | None = None

    @property
    def commands(self) -> tuple[str, ...]:
        """The names it brought to PATH."""
        return self.receipt.commands

    @property
    def for_machine(self) -> bool:
        """Whether it is everybody's on this computer."""
        return isinstance(self.receipt, PackageReceipt) and self.receipt.for_machine

    @property
    def folders(self) -> frozenset[str]:
        """The folders of versions that belong to it, the previous one's included, and of files they came from."""
        mine = {self.receipt.folder if isinstance(self.receipt, PrefixReceipt) else kept_name(self.pin)}
        return frozenset(mine) | (self.previous.folders if self.previous else frozenset())


class _NpmRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record as it was while npm was the one kind there is."""

    tool: str
    package: str
    version: str
    folder: str
    commands: tuple[str, ...]
    lock: str
    at: datetime

    def as_today(self) -> Installed:
        return Installed(
            tool=self.tool,
            kind="npm",
            package=self.package,
            version=self.version,
            pin=self.lock,
            receipt=PrefixReceipt(folder=self.folder, commands=self.commands),
            at=self.at,
        )


def _decoded(data: bytes) -> Installed:
    try:
        return msgspec.json.decode(data, type=Installed)
    except msgspec.ValidationError as error:
        try:
            return msgspec.json.decode(data, type=_NpmRecord).as_today()
        except (ValueError, RecursionError):
            raise error from None


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
    def journal(self) -> Path:
        """The file that says what a run is doing to this computer (`app.setup.journal`)."""
        return self.folder / "journal.json"

    @property
    def record(self) -> Path:
        """The file that says what is installed."""
        return self.folder / "installed.json"

    def prefix(self, installed: Installed) -> Path | None:
        """Where it is installed; None for what has no folder of ours."""
        return self.folder / installed.receipt.folder if isinstance(installed.receipt, PrefixReceipt) else None

    def cache(self, lock: bytes, manager: str = "npm") -> Path:
        """The manager's cache for set-ups with this lock: another lock's leftovers can't be mistaken for this one's."""
        return self.paths.cache / manager / f"{self.tool}-{digest(lock)[:16]}"

    def caches(self) -> list[Path]:
        """All there are of this tool."""
        pattern = re.compile(rf"{re.escape(self.tool)}-[0-9a-f]{{16}}")
        folders = [folder for name in _CACHED if (folder := self.paths.cache / name).is_dir()]
        return [path for folder in folders for path in folder.iterdir() if pattern.fullmatch(path.name)]

    def kept(self, pin: str) -> Path:
        """The folder of the file that a version with that pin was installed from."""
        return self.folder / kept_name(pin)

    def new_staging(self) -> Path:
        """A name for a folder to fill; nobody else uses it."""
        return self.folder / f"staging-{secrets.token_hex(4)}"

    def new_name(self, version: str) -> Path:
        """What a filled folder will be called: the version, and a number if that name is taken. Raises ValueError."""
        if not _VERSION.fullmatch(version) or _OURS.match(version):
            raise ValueError(f"{version!r} is no version")
        names = (version, *(f"{version}_{number}" for number in range(2, 1000)))
        return next(self.folder / name for name in names if not (self.folder / name).exists())

    def read(self) -> Installed | None:
        """The record; None when there is none. Raises RecordUnreadable."""
        try:
            installed = _decoded(self.record.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, RecursionError) as error:  # msgspec's are ValueErrors
            raise RecordUnreadable(path=self.record, detail=error) from error
        if installed.tool != self.tool:
            raise RecordUnreadable(path=self.record, detail="it speaks of another tool")
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


def kept_name(pin: str) -> str:
    """How that folder is called."""
    return f"kept-{digest(pin.encode())[:32]}"


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
