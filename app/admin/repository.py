"""The signed repository on IT's disk: TUF metadata and targets as static files, beside the keys that sign them.

    DIR/signpost-admin.json   which key file belongs to which key id
    DIR/keys/                 the private keys; never served, never leave this machine
    DIR/root.json             what goes into installers
    DIR/public/metadata/      served: consistent snapshots (TUF 6.2), `timestamp.json` written last
    DIR/public/targets/       served: `<sha256>.policy.json`, `artifacts/<sha256>.recipes.json`, …

What counts as current is what the timestamp leads to, so a publish that was cut off leaves the repository as it was.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from tuf.api.exceptions import RepositoryError, UnsignedMetadataError

from app.admin import keys
from app.admin.errors import FolderTaken, KeysMissing, NotARepository, RepositoryDamaged
from app.admin.tufapi import (
    CryptoSigner,
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Repository,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from app.host import files

POLICY_ROLE, ARTIFACTS_ROLE = "policy", "artifacts"
DELEGATED = {
    POLICY_ROLE: ["policy.json", "exceptions/*", "rollout.json", "rollout/*"],
    ARTIFACTS_ROLE: ["artifacts/*", "artifacts/*/*", "artifacts/*/*/*"],
}
"""Which targets each delegated role may speak for. `*` does not cross a slash (TUF 4.5)."""

KEYS = {"root": 3, "targets": 1, "snapshot": 1, "timestamp": 1, POLICY_ROLE: 1, ARTIFACTS_ROLE: 2}
THRESHOLD = {"root": 2, ARTIFACTS_ROLE: 2}
LIFETIME = {"root": timedelta(days=365), "snapshot": timedelta(days=30), "timestamp": timedelta(days=7)}
TARGETS_LIFETIME = timedelta(days=90)
_SIGN_AGAIN_BELOW = 2 / 3
"""A role is signed anew, content unchanged, once less than this share of its lifetime is left."""

_TYPES: dict[str, type[Root] | type[Snapshot] | type[Timestamp]] = {
    "root": Root,
    "snapshot": Snapshot,
    "timestamp": Timestamp,
}


class _Settings(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    keys: dict[str, str]


class SignedRepository(Repository):
    """One repository at one moment. Changes are staged in memory and reach the disk in `save`, timestamp last."""

    def __init__(self, folder: Path, now: datetime, uris: Mapping[str, str]) -> None:
        self.folder, self.now = folder, now.replace(microsecond=0)
        self.public = folder / "public"
        self._uris = dict(uris)
        self._signers: dict[str, CryptoSigner] = {}
        self._metadata: dict[str, bytes] = {}
        self._targets: dict[str, bytes] = {}

    # What tuf's Repository asks for

    def open(self, role: str) -> Metadata[Any]:
        """The role as staged, else as published, else a new one. Raises RepositoryDamaged."""
        data = self._metadata.get(role)
        if data is None:
            path = self._path_of(role)
            if path is None:
                made: Metadata[Any] = Metadata(_TYPES.get(role, Targets)())
                made.signed.version = 0
                return made
            data = self._read(path)
        try:
            return Metadata.from_bytes(data)
        except RepositoryError as error:
            raise RepositoryDamaged(path=self.folder, detail=f"{role} cannot be read") from error

    def close(self, role: str, md: Metadata[Any]) -> None:
        """Stage the role's next version, signed by all its keys. Raises KeyUnusable, KeysMissing."""
        md.signed.version += 1
        md.signed.expires = self.now + LIFETIME.get(role, TARGETS_LIFETIME)
        md.signatures.clear()
        delegator = md.signed if role == "root" else self.root() if role not in DELEGATED else self.targets()
        for keyid in delegator.get_delegated_role(role).keyids:
            md.sign(self._signer(keyid, delegator), append=True)
        try:
            delegator.verify_delegate(role, md.signed_bytes, md.signatures)
        except UnsignedMetadataError as error:
            raise KeysMissing(role=role, detail=error) from error
        self._metadata[role] = md.to_bytes()

    @property
    def targets_infos(self) -> dict[str, MetaFile]:
        """Version, length and hash of every targets role, as the snapshot will state them."""
        roles = ("targets", *DELEGATED)
        opened = {role: self._metadata.get(role) or self._read(self._path_of(role)) for role in roles}
        return {f"{role}.json": self._info(role, data) for role, data in opened.items()}

    @property
    def snapshot_info(self) -> MetaFile:
        """Version, length and hash of the snapshot, as the timestamp will state them."""
        return self._info("snapshot", self._metadata.get("snapshot") or self._read(self._path_of("snapshot")))

    # What publishing asks for

    def published(self, role: str) -> dict[str, bytes]:
        """The role's targets by path, read from disk and checked against what was signed. Raises RepositoryDamaged."""
        found = {}
        for path, info in self.targets(role).targets.items():
            data = self._read(self.public / "targets" / _hashed(path, info))
            try:
                info.verify_length_and_hashes(data)
            except RepositoryError as error:
                raise RepositoryDamaged(path=self.folder, detail=f"{path} is not what was signed") from error
            found[path] = data
        return found

    def replace_targets(self, role: str, contents: Mapping[str, bytes]) -> bool:
        """Stage the role with exactly these targets. False when it has them already and need not be signed anew."""
        wanted = {path: TargetFile.from_data(path, data, ["sha256"]) for path, data in contents.items()}
        if wanted == self.targets(role).targets and not self.wears_out(role):
            return False
        with self.edit_targets(role) as targets:
            targets.targets = wanted
        self._targets.update({_hashed(path, info): contents[path] for path, info in wanted.items()})
        return True

    def wears_out(self, role: str) -> bool:
        """Whether the role is new, or valid for so short a time that the next publish should sign it anew."""
        left = self.open(role).signed.expires - self.now
        return bool(left < LIFETIME.get(role, TARGETS_LIFETIME) * _SIGN_AGAIN_BELOW)

    def renew(self) -> None:
        """Stage a new snapshot where anything below it changed or it wears out, and always a new timestamp."""
        if self.wears_out("targets") or not self._delegates_all():
            with self.edit_targets() as targets:
                for name, role in (targets.delegations.roles or {}).items() if targets.delegations else ():
                    role.paths = DELEGATED.get(name, role.paths)
        infos = self.targets_infos
        if self.open("snapshot").signed.meta != infos or self.wears_out("snapshot"):
            with self.edit_snapshot() as snapshot:
                snapshot.meta = infos
        with self.edit_timestamp() as timestamp:
            timestamp.snapshot_meta = self.snapshot_info

    def _delegates_all(self) -> bool:
        """Whether each role may speak for all it should; a repository of an earlier Signpost has fewer paths."""
        delegations = self.targets().delegations
        roles = (delegations.roles if delegations else None) or {}
        return all(role.paths == DELEGATED.get(name, role.paths) for name, role in roles.items())

    def save(self) -> None:
        """Put everything staged on disk, each file whole, the timestamp last. Raises DiskFull, NotWritable."""
        for name, data in self._targets.items():
            self._write(self.public / "targets" / name, data)
        for role in ("root", *DELEGATED, "targets", "snapshot", "timestamp"):
            if role in self._metadata:
                version = self.open(role).signed.version
                name = "timestamp.json" if role == "timestamp" else f"{version}.{role}.json"
                self._write(self.public / "metadata" / name, self._metadata[role])
        self._metadata.clear()
        self._targets.clear()

    def expiries(self) -> dict[str, datetime]:
        """Until when each role is valid."""
        return {role: self.open(role).signed.expires for role in KEYS}

    def adopt(self, keyid: str, signer: CryptoSigner) -> None:
        """Sign with a key that was just made."""
        self._signers[keyid] = signer

    def _signer(self, keyid: str, delegator: Root | Targets) -> CryptoSigner:
        if keyid not in self._signers:
            public = delegator.get_key(keyid)
            self._signers[keyid] = keys.load(self.folder, self._uris.get(keyid, keyid), public)
        return self._signers[keyid]

    def _path_of(self, role: str) -> Path | None:
        """Where the current version of the role lies; None before its first."""
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
        if role == "snapshot":
            return metadata / f"{self.timestamp().snapshot_meta.version}.snapshot.json"
        info = self.snapshot().meta.get(f"{role}.json")
        return metadata / f"{info.version}.{role}.json" if info else None

    def _info(self, role: str, data: bytes) -> MetaFile:
        return MetaFile.from_data(Metadata.from_bytes(data).signed.version, data, ["sha256"])

    def _read(self, path: Path | None) -> bytes:
        try:
            return path.read_bytes() if path else b""
        except OSError as error:
            raise RepositoryDamaged(path=self.folder, detail=f"{path} cannot be read ({error.strerror})") from error

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.translated(error, path) from error
        files.write_durably(path, data, mode=0o644)


def open_repository(folder: Path, now: datetime) -> SignedRepository:
    """The repository that `create` made in `folder`. Raises NotARepository, RepositoryDamaged."""
    try:
        data = (folder / "signpost-admin.json").read_bytes()
    except OSError as error:
        raise NotARepository(path=folder) from error
    try:
        settings = msgspec.json.decode(data, type=_Settings)
    except msgspec.DecodeError as error:
        raise RepositoryDamaged(path=folder, detail=f"signpost-admin.json: {error}") from error
    return SignedRepository(folder, now, settings.keys)


def create(folder: Path, now: datetime) -> SignedRepository:
    """Make keys and an empty, valid repository in `folder`. Raises FolderTaken, DiskFull, NotWritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FolderTaken(path=folder)
    except OSError as error:
        raise files.translated(error, folder) from error
    made = {
        role: [keys.generate(folder, _key_name(role, n, count)) for n in range(count)] for role, count in KEYS.items()
    }
    uris = {signer.public_key.keyid: uri for signers in made.values() for signer, uri in signers}
    repository = SignedRepository(folder, now, uris)
    for signers in made.values():
        for signer, _ in signers:
            repository.adopt(signer.public_key.keyid, signer)
    with repository.edit_root() as root:
        for role in ("root", "targets", "snapshot", "timestamp"):
            for signer, _ in made[role]:
                root.add_key(signer.public_key, role)
            root.roles[role].threshold = THRESHOLD.get(role, 1)
    with repository.edit_targets() as targets:
        roles = {
            name: DelegatedRole(name, [], THRESHOLD.get(name, 1), True, paths) for name, paths in DELEGATED.items()
        }
        targets.delegations = Delegations({}, roles)
        for role in DELEGATED:
            for signer, _ in made[role]:
                targets.add_key(signer.public_key, role)
    for role in DELEGATED:
        with repository.edit_targets(role):
            pass  # no targets yet
    repository.renew()
    repository.save()
    files.write_durably(folder / "root.json", (folder / "public/metadata/1.root.json").read_bytes(), mode=0o644)
    settings = msgspec.json.format(msgspec.json.encode(_Settings(format=1, keys=uris)))
    files.write_durably(folder / "signpost-admin.json", settings + b"\n", mode=0o600)
    return repository


def _key_name(role: str, number: int, count: int) -> str:
    return role if count == 1 else f"{role}-{number + 1}"


def _hashed(path: str, info: TargetFile) -> str:
    """Where a target lies in a repository with consistent snapshots (TUF 6.2)."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{info.hashes['sha256']}.{name}"
