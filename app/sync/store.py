"""The last good policy on disk: what applies offline, read in a few milliseconds and never half written.

One file holds everything that is in force (policy, recipes, lock files) together with its proof, the signed TUF
metadata it was verified by. It is replaced whole (written beside, flushed, renamed), so that there is no state between
two policies. Its first line carries a checksum of the rest: against damage that would show before the signatures are
gone through, a moment after every start. It is a CRC, as archives and file systems have it: a digest would guard
against nobody (whoever may write here can write that too), and its library takes 4 ms to load at every start.

    last-good      the file
    verified.json  when it was last verified unchanged; small, because that is written at every check
    trouble.json   why the last attempt failed, if it did: for `signpost status`, which is another process
    metadata/      TUF's working copy, mended from the proof when it is damaged
    lock           held while one process refreshes; dies with it
    set-aside/     the last store that was damaged or another company's

Anything else in their place (a link, a pipe, a device, another user's file) is not opened, and removed by the next
refresh (`app.host.private`).
"""

import binascii
import contextlib
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host import files, private
from app.sync.errors import EarlierTrouble, StoreDamaged, StoreFromNewer
from app.sync.working_copy import WorkingCopy

_NAME, _FORMAT = b"signpost last good ", 2
_MAGIC = b"%b%d " % (_NAME, _FORMAT)
_LARGEST = 1 << 30
"""Bytes of a last good policy with everything that belongs to it; what is signed comes to a few hundred kilobytes."""

_LONGEST_NUMBER = 9
_LARGEST_NOTE = 64 * 1024
_LOCK_RETRY_SECONDS = 0.05
_METADATA_NAME = r"(root_history/)?[\w%.~-]+\.json"
"""Where a piece of the proof may be put back; a store that somebody else wrote could name any file of this person."""


class Expiry(msgspec.Struct, frozen=True):
    """When the first of the signed roles runs out, and which one that is."""

    role: str
    at: datetime


class LastGood(msgspec.Struct, frozen=True, kw_only=True):
    """What is in force, byte for byte as it was signed.

    `proof` maps file names below `metadata/` to signed metadata, every root of the chain included
    (`root_history/1.root.json`). `recipes` is empty where the company offers none; `exceptions` holds the documents
    that can concern this person, by target path. `rollout` is the signed word about a staged roll-out, empty where
    there is none; `staged` is its id where this device is in, and then `policy`, `recipes` and `exceptions` are the
    staged ones; `ignored` says why it could not take part. `expiry` is None only in what an older Signpost stored.
    """

    verified_at: datetime
    policy: bytes
    recipes: bytes = b""
    artifacts: dict[str, bytes] = {}
    exceptions: dict[str, bytes] = {}
    rollout: bytes = b""
    staged: str = ""
    ignored: str = ""
    proof: dict[str, bytes] = {}
    expiry: Expiry | None = None

    def same_but_for_time(self, other: "LastGood | None") -> bool:
        """Whether the other one differs in nothing but when it was verified."""
        return other is not None and msgspec.structs.replace(other, verified_at=self.verified_at) == self


Mark = tuple[int, int, int]
"""Which file the last good policy is: inode, time and size; another one whenever it was replaced."""


class _Verified(msgspec.Struct, frozen=True):
    checksum: str
    at: datetime


class _Trouble(msgspec.Struct, frozen=True):
    what: str
    todo: str


class Store:
    """The folder of one person's last good policy. Reading needs no lock, writing does (`locked`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.working_copy = WorkingCopy(folder / "metadata")
        self._file = folder / "last-good"
        self._verified = folder / "verified.json"
        self._trouble = folder / "trouble.json"

    def read(self) -> LastGood | None:
        """The last good policy; None when there never was one. Raises StoreDamaged, StoreFromNewer, NotOurs."""
        try:
            private.expect_own(self.folder)
            data = private.read(self._file, _LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreDamaged(detail=error.strerror or error) from error
        head, _, body = data.partition(b"\n")
        checksum = _checksum(body)
        if _format(head) > _FORMAT:
            raise StoreFromNewer
        if head != _MAGIC + checksum.encode():
            raise StoreDamaged(detail="its checksum does not fit")
        try:
            stored = msgspec.msgpack.decode(body, type=LastGood)
        except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
            raise StoreDamaged(detail=error) from error
        if not all(re.fullmatch(_METADATA_NAME, name, re.ASCII) for name in stored.proof):
            raise StoreDamaged(detail="its proof names a file of another place")
        return msgspec.structs.replace(stored, verified_at=self._verified_at(checksum) or stored.verified_at)

    def exposed(self) -> bool:
        """Whether others could have written the last good policy since: then only its signatures speak for it."""
        with contextlib.suppress(OSError):
            return not private.expect_own(self.folder) or bool(self._file.lstat().st_mode & 0o022)
        return False

    def _verified_at(self, checksum: str) -> datetime | None:
        try:
            verified = msgspec.json.decode(private.read(self._verified, _LARGEST_NOTE), type=_Verified)
        except (OSError, ValueError, RecursionError):
            return None  # only a time is lost
        return verified.at if verified.checksum == checksum and verified.at.tzinfo is not None else None

    def write(self, new: LastGood, old: LastGood | None) -> None:
        """Put `new` into force in place of `old`. Raises DiskFull, NotWritable; `old` is whole then."""
        body = msgspec.msgpack.encode(new)
        if len(body) + 200 > _LARGEST:
            raise files.NotWritable(path=self._file, detail=f"{len(body)} bytes are more than are kept")
        checksum = _checksum(body)
        if new.same_but_for_time(old):
            self.note_verified(new.verified_at)
        else:
            files.write_durably(self._file, _MAGIC + checksum.encode() + b"\n" + body)
            files.write_durably(self._verified, msgspec.json.encode(_Verified(checksum, new.verified_at)))

    def note_verified(self, at: datetime) -> None:
        """Write down that what is in force was found unchanged then. Raises DiskFull, NotWritable, StoreDamaged."""
        try:
            with private.opened(self._file) as file:
                checksum = file.readline(200).removeprefix(_MAGIC).decode("ascii", "replace").strip()
        except OSError as error:
            raise StoreDamaged(detail=error.strerror or error) from error
        files.write_durably(self._verified, msgspec.json.encode(_Verified(checksum, at)))

    def note_trouble(self, error: SignpostError | None) -> None:
        """Write down why the last attempt failed (None: it did not); a full disk is no further trouble."""
        said = _Trouble(error.happened, error.advice) if error is not None else None
        with contextlib.suppress(SignpostError, OSError):
            private.expect_own(self.folder)
            if said is None:
                self._trouble.unlink(missing_ok=True)
            elif said != self._noted_trouble():
                files.write_durably(self._trouble, msgspec.json.encode(said))

    def trouble(self) -> EarlierTrouble | None:
        """Why the last attempt of whichever process failed; None: it did not."""
        said = self._noted_trouble()
        return EarlierTrouble(what=said.what, todo=said.todo) if said is not None else None

    def _noted_trouble(self) -> _Trouble | None:
        try:
            return msgspec.json.decode(private.read(self._trouble, _LARGEST_NOTE), type=_Trouble)
        except (OSError, ValueError, RecursionError):
            return None

    def mark(self) -> Mark | None:
        """Which file is in force; None when there is none."""
        with contextlib.suppress(OSError):
            found = self._file.lstat()
            return found.st_ino, found.st_mtime_ns, found.st_size
        return None

    @contextlib.contextmanager
    def locked(self, seconds: float) -> Iterator[None]:
        """Hold the store for one refresh; wait up to `seconds` for another process to finish its own.

        What is not the store's own in it goes first. Raises InUse, NotOurs, NotWritable, DiskFull.
        """
        try:
            private.make_own(self.folder)
            private.keep_plain(self.folder, _is_folder)
        except OSError as error:
            raise files.translated(error, self.folder) from error
        with contextlib.ExitStack() as held:
            deadline = time.monotonic() + seconds
            while True:
                try:
                    held.enter_context(files.exclusive(self.folder / "lock"))
                    break
                except files.InUse:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(_LOCK_RETRY_SECONDS)
            yield

    def sweep(self) -> None:
        """Remove what a killed process left half written. Needs the lock."""
        import shutil

        for path in self.folder.glob("staging-*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(".*"):
            with contextlib.suppress(OSError):
                path.unlink()

    def set_aside(self) -> None:
        """Move everything out of the way, keeping it once for whoever wants to look. Needs the lock."""
        import shutil

        aside = self.folder / "set-aside"
        shutil.rmtree(aside, ignore_errors=True)
        with contextlib.suppress(OSError):
            aside.mkdir(mode=0o700)
        for path in (self._file, self._verified, self.working_copy.folder):
            with contextlib.suppress(OSError):
                path.replace(aside / path.name)


def _is_folder(name: str) -> bool:
    return name in ("metadata", "set-aside") or name.startswith("staging-")


def _format(head: bytes) -> int:
    """The number of the form a stored policy is in; 0 for what has none."""
    said = head.removeprefix(_NAME).partition(b" ")[0] if head.startswith(_NAME) else b""
    return int(said) if said.isdigit() and len(said) <= _LONGEST_NUMBER else 0


def _checksum(body: bytes) -> str:
    """CRC-32 (ISO 3309) and length."""
    return f"{binascii.crc32(body):08x}-{len(body)}"
