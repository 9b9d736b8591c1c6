"""The signed repository on IT's disk: TUF metadata and targets as static files, beside the keys that sign them.

    DIR/signpost-admin.json   which keys there are and where their private halves lie
    DIR/keys/                 private keys; never served
    DIR/root.json             what goes into installers
    DIR/pending.json          what waits for signatures of others, if anything does
    DIR/public/metadata/      served: consistent snapshots (TUF 6.2), `timestamp.json` after all it leads to
    DIR/public/targets/       served: `<sha256>.policy.json`, `artifacts/<sha256>.recipes.json`, …

What counts as current is what the timestamp leads to, so a publish that was cut off leaves the repository as it was.
"""

import contextlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, overload

import msgspec
from tuf.api.exceptions import RepositoryError

from app.admin import content, settings
from app.admin.content import Content
from app.admin.errors import KeysMissing, RepositoryDamaged
from app.admin.roles import DELEGATED, OFFLINE, ONLINE, POLICY_ROLE, ROLES, lifetime
from app.admin.signers import Signers
from app.admin.stored import StoredMetadata
from app.admin.tufapi import (
    Metadata,
    Root,
    TargetFile,
    Targets,
    VerificationResult,
)
from app.errors import SignpostError

PENDING = "pending.json"
"""What waits for signatures (app.admin.pending)."""

_SIGN_AGAIN_BELOW = 2 / 3
"""A role is signed anew, content unchanged, once less than this share of its lifetime is left."""


class Lacking(msgspec.Struct, frozen=True, kw_only=True):
    """A role that is not signed by enough keys yet; `could` names the keys that have not signed."""

    role: str
    signed: int
    threshold: int
    could: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.role}: {self.signed} of {self.threshold} signatures; {' or '.join(self.could)} can sign"


class SignedRepository(StoredMetadata):
    """One repository at one moment. Changes are staged in memory and reach the disk in `save`."""

    def close(self, role: str, md: Metadata[Any]) -> None:
        """Stage the role's next version, signed by the keys that are here. Raises KeyUnusable, PassphraseWrong, …"""
        md.signed.version += 1
        md.signed.expires = self.now + lifetime(role)
        md.signatures.clear()
        self.staged[role] = md.to_bytes()
        self.sign(role)
        if role in ONLINE and "root" in self.staged:
            self._sign_for_the_root_before(role)

    # Signatures

    def sign(self, role: str) -> tuple[str, ...]:
        """Sign the staged role with as many keys as are here and still needed; returns the keys' names.

        Raises KeyUnusable, SignerLibraryMissing, PassphraseWrong, PassphraseMissing.
        """
        md, used = self.open(role), []
        for delegator in self._delegators(role):
            for keyid in delegator.get_delegated_role(role).keyids:
                result = self._result(delegator, role, md)
                if not result.verified and keyid in result.unsigned and self.signers.is_here(keyid):
                    self.signers.sign(md, keyid, delegator.get_key(keyid))
                    used.append(self.signers.name(keyid))
        self.staged[role] = md.to_bytes()
        return tuple(used)

    def _sign_for_the_root_before(self, role: str) -> None:
        """Sign with the keys that leave, too, as far as they are here.

        The new root goes out after the timestamp, so a computer that looks in between still goes by the root before.
        """
        path = self.path_of("root")
        if path is None:
            return
        md, former = self.open(role), self._root_at(path)
        for keyid in self._result(former, role, md).unsigned:
            if self.signers.is_here(keyid) and not self._result(former, role, md).verified:
                with contextlib.suppress(SignpostError):  # a key that is lost is one of the reasons to replace it
                    self.signers.sign(md, keyid, former.get_key(keyid))
        self.staged[role] = md.to_bytes()

    def lacking(self, *roles: str) -> tuple[Lacking, ...]:
        """Which of the roles (default: all that are staged) are not signed by enough keys."""
        found = []
        for role in roles or self.staged:
            md = self.open(role)
            for delegator in self._delegators(role):
                result = self._result(delegator, role, md)
                if not result.verified:
                    could = tuple(self.signers.name(keyid) for keyid in result.unsigned)
                    lack = Lacking(role=role, signed=len(result.signed), threshold=result.threshold, could=could)
                    found.append(lack)
                    break
        return tuple(found)

    def offline_lacking(self) -> tuple[Lacking, ...]:
        """What people still have to sign of what is staged."""
        return self.lacking(*(role for role in OFFLINE if role in self.staged)) if self.staged else ()

    def can_sign(self, role: str) -> bool:
        """Whether enough keys for the role seem to be here."""
        delegated = self._delegators(role)[-1].get_delegated_role(role)
        return sum(map(self.signers.is_here, delegated.keyids)) >= delegated.threshold

    def _delegators(self, role: str) -> list[Root | Targets]:
        """Who says which keys sign the role; for a root the one before it and itself (TUF 5.3.4)."""
        if role in DELEGATED:
            return [self.targets()]
        if role != "root" or "root" not in self.staged:
            return [self.root()]
        path = self.path_of("root")
        return [*([self._root_at(path)] if path else []), self.root()]

    def _root_at(self, path: Path) -> Root:
        """A published root. Raises RepositoryDamaged."""
        try:
            return Metadata[Root].from_bytes(self.read(path)).signed
        except RepositoryError as error:
            raise RepositoryDamaged(path=self.folder, detail=f"{path.name} cannot be read") from error

    def _result(self, delegator: Root | Targets, role: str, md: Metadata[Any]) -> VerificationResult:
        return delegator.get_verification_result(role, md.signed_bytes, md.signatures)

    # What publishing asks for

    @overload
    def published(self, role: Literal["policy"]) -> dict[str, bytes]: ...

    @overload
    def published(self, role: str) -> dict[str, Content]: ...

    def published(self, role: str) -> dict[str, bytes] | dict[str, Content]:
        """The role's targets by path, staged or on disk, as they were signed; policies are never large files.

        Raises RepositoryDamaged.
        """
        found: dict[str, Content] = {}
        for path, info in self.targets(role).targets.items():
            name = hashed(path, info)
            target = self.staged_targets.get(name)
            target = self._on_disk(name) if target is None else target
            if not content.is_what_was_signed(target, info) or (role == POLICY_ROLE and not isinstance(target, bytes)):
                raise RepositoryDamaged(path=self.folder, detail=f"{path} is not what was signed")
            found[path] = target
        return found

    def _on_disk(self, name: str) -> Content:
        path = self.public / "targets" / name
        try:
            return content.of_file(path)
        except OSError as error:
            raise RepositoryDamaged(path=self.folder, detail=f"{path} cannot be read ({error.strerror})") from error

    def replace_targets(self, role: str, contents: Mapping[str, Content]) -> bool:
        """Stage the role with exactly these targets. False when it has them already and need not be signed anew."""
        wanted = {path: content.signed(path, target) for path, target in contents.items()}
        if wanted == self.targets(role).targets and not (self.wears_out(role) and self.can_sign(role)):
            return False
        with self.edit_targets(role) as targets:
            targets.targets = wanted
        self.staged_targets.update({hashed(path, info): contents[path] for path, info in wanted.items()})
        return True

    def wears_out(self, role: str) -> bool:
        """Whether the role is new, or valid for so short a time that the next publish should sign it anew."""
        left = self.open(role).signed.expires - self.now
        return bool(left < lifetime(role) * _SIGN_AGAIN_BELOW)

    def renew_targets(self) -> None:
        """Stage whichever targets role wears out, may not say all it should, or is not signed by its present keys."""
        if not self._delegates_all() or (self.wears_out("targets") and self.can_sign("targets")):
            with self.edit_targets() as targets:
                for name, delegated in (targets.delegations.roles or {}).items() if targets.delegations else ():
                    delegated.paths = DELEGATED.get(name, delegated.paths)
        for role in ("targets", *DELEGATED):
            if role not in self.staged and self.lacking(role):
                with self.edit_targets(role):
                    pass  # the same content, signed by the keys it has now

    def renew(self) -> None:
        """Stage what `renew_targets` and `renew_online` do. Raises KeysMissing."""
        self.renew_targets()
        self.renew_online()

    def renew_online(self) -> None:
        """Stage a snapshot where anything below it changed or it wears out, and always a new timestamp.

        Raises KeysMissing unless all that is staged is signed by enough keys.
        """
        infos = self.targets_infos
        if self.open("snapshot").signed.meta != infos or self.wears_out("snapshot") or self.lacking("snapshot"):
            with self.edit_snapshot() as snapshot:
                snapshot.meta = infos
        with self.edit_timestamp() as timestamp:
            timestamp.snapshot_meta = self.snapshot_info
        if lacking := self.lacking():
            raise KeysMissing(role=lacking[0].role, detail="; ".join(map(str, lacking)))

    def save(self) -> None:
        """Put everything staged on disk, each file whole: the timestamp after all it leads to, then a new root.

        Both the root before and the new one take that timestamp. Raises DiskFull, NotWritable.
        """
        for name, target in self.staged_targets.items():
            content.write(target, self.public / "targets" / name)
        for role in (*DELEGATED, "targets", "snapshot", "timestamp", "root"):
            if role in self.staged:
                version = self.open(role).signed.version
                name = "timestamp.json" if role == "timestamp" else f"{version}.{role}.json"
                content.write(self.staged[role], self.public / "metadata" / name)
        self.drop()

    def expiries(self) -> dict[str, datetime]:
        """Until when each role is valid."""
        return {role: self.open(role).signed.expires for role in ROLES}

    def _delegates_all(self) -> bool:
        """Whether each role may speak for all it should; a repository of an earlier Signpost has fewer paths."""
        delegations = self.targets().delegations
        roles = (delegations.roles if delegations else None) or {}
        return all(role.paths == DELEGATED.get(name, role.paths) for name, role in roles.items())


def open_repository(folder: Path, now: datetime, signers: Signers | None = None) -> SignedRepository:
    """The repository that `create` made in `folder`; by default it signs with unencrypted key files only.

    Raises NotARepository, Unfinished, RepositoryDamaged.
    """
    held = settings.read(folder).keys
    repository = SignedRepository(folder, now, signers or Signers(folder, held))
    if repository.path_of("root") is None and not (folder / PENDING).exists():
        raise RepositoryDamaged(path=folder, detail="its root of trust is missing")
    return repository


def hashed(path: str, info: TargetFile) -> str:
    """Where a target lies in a repository with consistent snapshots (TUF 6.2)."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{info.hashes['sha256']}.{name}"
