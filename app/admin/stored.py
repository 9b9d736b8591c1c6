"""The metadata of a repository, read: as it is staged in memory, else as it lies on disk."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tuf.api.exceptions import RepositoryError

from app.admin.content import Content
from app.admin.errors import NotBegun, RepositoryDamaged
from app.admin.roles import DELEGATED
from app.admin.signers import Signers
from app.admin.tufapi import Metadata, MetaFile, Repository, Root, Snapshot, Targets, Timestamp

_TYPES: dict[str, type[Root] | type[Snapshot] | type[Timestamp]] = {
    "root": Root,
    "snapshot": Snapshot,
    "timestamp": Timestamp,
}


class StoredMetadata(Repository):
    """One repository at one moment: `staged` metadata by role and `staged_targets` by where they will lie.

    What is current on disk is what the timestamp leads to, and the newest root.
    """

    def __init__(self, folder: Path, now: datetime, signers: Signers) -> None:
        self.folder, self.now, self.signers = folder, now.replace(microsecond=0), signers
        self.public = folder / "public"
        self.staged: dict[str, bytes] = {}
        self.staged_targets: dict[str, Content] = {}

    def open(self, role: str) -> Metadata[Any]:
        """The role as staged, else as published, else a new one. Raises RepositoryDamaged."""
        data = self.staged.get(role)
        if data is None:
            path = self.path_of(role)
            if path is None:
                made: Metadata[Any] = Metadata(_TYPES.get(role, Targets)())
                made.signed.version = 0
                return made
            data = self.read(path)
        try:
            return Metadata.from_bytes(data)
        except RepositoryError as error:
            raise RepositoryDamaged(path=self.folder, detail=f"{role} cannot be read") from error

    def close(self, role: str, md: Metadata[Any]) -> None:
        """Refuse: who may sign is not known here."""
        raise NotImplementedError(role)

    @property
    def targets_infos(self) -> dict[str, MetaFile]:
        """Version, length and hash of every targets role, as the snapshot will state them."""
        return {f"{role}.json": self.info_of(role) for role in ("targets", *DELEGATED)}

    @property
    def snapshot_info(self) -> MetaFile:
        """Version, length and hash of the snapshot, as the timestamp will state them."""
        return self.info_of("snapshot")

    def drop(self) -> None:
        """Forget what is staged."""
        self.staged.clear()
        self.staged_targets.clear()

    def path_of(self, role: str) -> Path | None:
        """Where the published version of the role lies; None before its first."""
        metadata = self.public / "metadata"
        if role == "root":
            names = (path.name.removesuffix(".root.json") for path in metadata.glob("*.root.json"))
            found = [int(name) for name in names if name.isdecimal()]
            return metadata / f"{max(found)}.root.json" if found else None
        timestamp = metadata / "timestamp.json"
        if not timestamp.exists():
            return None
        if role == "timestamp":
            return timestamp
        published = StoredMetadata(self.folder, self.now, self.signers) if self.staged else self
        if role == "snapshot":
            return metadata / f"{published.timestamp().snapshot_meta.version}.snapshot.json"
        info = published.snapshot().meta.get(f"{role}.json")
        return metadata / f"{info.version}.{role}.json" if info else None

    def refuse_before_the_first_root(self) -> None:
        """Raise NotBegun as long as nothing was ever published."""
        if self.path_of("root") is None:
            raise NotBegun(path=self.folder)

    def info_of(self, role: str) -> MetaFile:
        """Version, length and hash of a role, as another role states them."""
        data = self.staged.get(role) or self.read(self.path_of(role))
        return MetaFile.from_data(Metadata.from_bytes(data).signed.version, data, ["sha256"])

    def read(self, path: Path | None) -> bytes:
        """The bytes of a file of the repository; none of none. Raises RepositoryDamaged."""
        try:
            return path.read_bytes() if path else b""
        except OSError as error:
            raise RepositoryDamaged(path=self.folder, detail=f"{path} cannot be read ({error.strerror})") from error
