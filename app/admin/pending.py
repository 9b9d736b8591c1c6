"""What waits for signatures: one file, `pending.json`, that people sign one after the other.

It holds the next versions of the roles, with the signatures they have so far, and the files those name; large ones
(app.admin.content) wait beside it, in the folder `pending`, each under its hash. Nothing of it is served. Whoever
brings the last signature publishes it; where the online keys are elsewhere, the next `refresh` there does. A rotation
passes through it even when nobody has to be waited for, because two files have to change at once then: what was cut
off in between is completed from here.
"""

import os
import re
import shutil
from pathlib import Path

import msgspec
from tuf.api.exceptions import RepositoryError

from app.admin import content
from app.admin.content import Content, LargeFile
from app.admin.errors import PendingExists, PendingUnusable
from app.admin.fit import misfit
from app.admin.repository import PENDING, Lacking, SignedRepository, hashed
from app.admin.roles import DELEGATED, OFFLINE, ONLINE
from app.admin.tufapi import Metadata, Targets
from app.host import files

_LARGEST_BYTES = 256_000_000
_SHA256 = re.compile("[0-9a-f]{64}")


_LARGE = "pending"
"""The folder of large files that wait."""


class _Pending(msgspec.Struct, frozen=True, kw_only=True):
    """Metadata by role, as text; new target files by where they will lie, of large ones their SHA-256."""

    format: int = 1
    metadata: dict[str, str]
    targets: dict[str, bytes] = {}
    large: dict[str, str] = {}


def exists(folder: Path) -> bool:
    """Whether anything waits."""
    return (folder / PENDING).exists()


def refuse(folder: Path) -> None:
    """Raise PendingExists when anything waits: two changes at once would undo one another."""
    if exists(folder):
        raise PendingExists(path=folder)


def discard(folder: Path) -> None:
    """Remove the file, and the large ones beside it. Raises NotWritable."""
    try:
        (folder / PENDING).unlink(missing_ok=True)
        files.sync_folder(folder)
        if (folder / _LARGE).exists():
            shutil.rmtree(folder / _LARGE)
    except OSError as error:
        raise files.translated(error, folder / PENDING) from error


def write(repository: SignedRepository) -> None:
    """Keep what is staged for the next person. Raises DiskFull, NotWritable."""
    metadata = {role: data.decode() for role, data in repository.staged.items() if role in OFFLINE}
    small = {name: one for name, one in repository.staged_targets.items() if isinstance(one, bytes)}
    large = {name: one for name, one in repository.staged_targets.items() if isinstance(one, LargeFile)}
    for one in large.values():
        content.write(one, repository.folder / _LARGE / one.sha256)
    kept = _Pending(metadata=metadata, targets=small, large={name: one.sha256 for name, one in large.items()})
    data = msgspec.json.format(msgspec.json.encode(kept)) + b"\n"
    files.write_durably(repository.folder / PENDING, data, mode=0o644)


def load(repository: SignedRepository) -> bytes | None:
    """Stage what waits, after checking that it follows on what is published; returns its bytes. None: nothing waits.

    Raises PendingUnusable, RepositoryDamaged.
    """
    try:
        with (repository.folder / PENDING).open("rb") as file:
            data = file.read(min(_LARGEST_BYTES, os.fstat(file.fileno()).st_size))  # what is asked for is allocated
        kept = msgspec.json.decode(data, type=_Pending)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise PendingUnusable(path=repository.folder / PENDING, detail=error) from error
    for role, text in kept.metadata.items():
        _follows(repository, role, text.encode())
    repository.staged.update({role: text.encode() for role, text in kept.metadata.items()})
    for role in DELEGATED:
        if role in kept.metadata:
            _complete(repository, role, {**kept.targets, **_large(repository, kept)})
    return data


def finish(repository: SignedRepository) -> tuple[Lacking, ...]:
    """Publish what is staged when enough keys have signed it, else leave it pending and say who is waited for.

    Raises KeyUnusable, SignerLibraryMissing, PassphraseWrong, PassphraseMissing, DiskFull, NotWritable.
    """
    folder = repository.folder
    repository.renew_targets()
    waiting = repository.offline_lacking()
    if not waiting:
        waiting = tuple(_online(repository, role) for role in ONLINE if not repository.can_sign(role))
    if waiting:
        write(repository)
        return waiting
    if "root" in repository.staged:
        write(repository)
    repository.renew()
    repository.save()
    if not (folder / "root.json").exists():
        root = (folder / "public/metadata/1.root.json").read_bytes()
        files.write_durably(folder / "root.json", root, mode=0o644)
    discard(folder)
    return ()


def _online(repository: SignedRepository, role: str) -> Lacking:
    delegated = repository.root().get_delegated_role(role)
    could = tuple(map(repository.signers.name, delegated.keyids))
    return Lacking(role=role, signed=0, threshold=delegated.threshold, could=could)


def _follows(repository: SignedRepository, role: str, data: bytes) -> None:
    """Each waiting role is the next version of what is published, or that very version (a rotation cut off)."""
    path = repository.folder / PENDING
    if role not in OFFLINE:
        raise PendingUnusable(path=path, detail=f"{role!r} is no role that people sign")
    try:
        signed = Metadata.from_bytes(data).signed
    except RepositoryError as error:
        raise PendingUnusable(path=path, detail=f"its {role} cannot be read") from error
    version = signed.version
    published = repository.open(role)
    is_there = version == published.signed.version and published.to_bytes() == data
    if version != published.signed.version + 1 and not is_there:
        detail = f"its {role} is version {version}, but {published.signed.version} is published"
        raise PendingUnusable(path=path, detail=detail)
    if not is_there and (wrong := misfit(role, signed, repository.now)):
        raise PendingUnusable(path=path, detail=wrong)


def _large(repository: SignedRepository, kept: _Pending) -> dict[str, Content]:
    """The large files that wait; whether they are what a role states is for `_complete` to see."""
    found: dict[str, Content] = {}
    for name, sha256 in kept.large.items():
        path = repository.folder / _LARGE / sha256
        if not _SHA256.fullmatch(sha256) or path.is_symlink():
            raise PendingUnusable(path=repository.folder / PENDING, detail=f"{name} is named by no hash")
        try:
            found[name] = content.of_file(path)
        except OSError as error:
            raise PendingUnusable(path=path, detail=error.strerror or error) from error
    return found


def _complete(repository: SignedRepository, role: str, brought: dict[str, Content]) -> None:
    """Every file a waiting role names is here, as the role states it."""
    signed = repository.open(role).signed
    if not isinstance(signed, Targets):
        raise PendingUnusable(path=repository.folder / PENDING, detail=f"its {role} is of another kind")
    names = {hashed(path, info) for path, info in signed.targets.items()}
    repository.staged_targets.update({name: data for name, data in brought.items() if name in names})
    repository.published(role)  # raises where one is missing or another
