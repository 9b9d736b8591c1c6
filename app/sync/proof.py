"""The stored policy's proof, gone through again without a network: from the installed root to every stored byte.

It follows the client workflow of the TUF specification (5.3 to 5.7) over what the store keeps, but for the dates: what
ran out stays in force and counts as stale, so expiry is told (`expiry`) and not refused.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from tuf.api import exceptions as refusals
from tuf.api.metadata import Metadata

from app.errors import SignpostError
from app.sync import stages
from app.sync.errors import NotVouchedFor
from app.sync.store import Expiry, LastGood

if TYPE_CHECKING:  # tuf re-exports its names without `__all__`, which a type checker takes for private (PEP 484)
    from tuf.api._payload import MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
else:
    from tuf.api.metadata import MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

_Signed = TypeVar("_Signed", Root, Timestamp, Snapshot, Targets)

_BELOW_ROOT = ("timestamp", "snapshot", "targets")

_ROOTS = "root_history/"

_BROKEN = (SignpostError, refusals.RepositoryError, KeyError, ValueError, TypeError, AttributeError, RecursionError)
"""What hostile bytes can raise while they are read: tuf's own refusals, and what its parser lets through."""


def verify(root: bytes, stored: LastGood) -> None:
    """Check every signature, version and hash that `stored` rests on, beginning with `root`. Raises NotVouchedFor."""
    try:
        chain = _Chain(root, stored.proof)
        for path, data in stages.targets_of(stored, lambda path: chain.target(path) is not None).items():
            signed = chain.target(path)
            if signed is None:
                raise ValueError(f"nobody signed {path}")
            signed.verify_length_and_hashes(data)
    except _BROKEN as error:
        raise NotVouchedFor(detail=error) from error


def signed_by(role: str, root: bytes, proof: dict[str, bytes]) -> dict[str, TargetFile]:
    """What that one delegated role says of the targets that are its to speak for, signatures checked.

    Raises NotVouchedFor.
    """
    try:
        return _Chain(root, proof).listed_by(role)
    except _BROKEN as error:
        raise NotVouchedFor(detail=error) from error


def expiry(proof: dict[str, bytes]) -> Expiry:
    """The first date on which somebody no longer vouches: of the top-level roles and of those they delegate to."""
    signed = {role: Metadata[Any].from_bytes(proof[f"{role}.json"]).signed for role in _BELOW_ROOT}
    roots = (Metadata[Root].from_bytes(data) for name, data in proof.items() if name.startswith(_ROOTS))
    signed["root"] = max((root.signed for root in roots), key=lambda root: root.version)
    for role in signed["targets"].delegations.roles if signed["targets"].delegations else ():
        if _file(role) in proof:
            signed[role] = Metadata[Any].from_bytes(proof[_file(role)]).signed
    role = min(signed, key=lambda name: signed[name].expires)
    at: datetime = signed[role].expires
    return Expiry(role=role, at=at if at.tzinfo else at.replace(tzinfo=UTC))


class _Chain:
    """The signed metadata of one store, each role checked by the one above it."""

    def __init__(self, root: bytes, proof: dict[str, bytes]) -> None:
        self._proof = proof
        self._root = self._newest_root(root)
        timestamp = self._signed("timestamp.json", Timestamp, self._root, "timestamp")
        self._snapshot = self._signed("snapshot.json", Snapshot, self._root, "snapshot", timestamp.snapshot_meta)
        self._roles: dict[str, Targets] = {"targets": self._listed("targets", self._root)}

    def target(self, path: str) -> TargetFile | None:
        """What is signed of a target; None: nothing. Roles are asked in order of trust, depth first (5.6.7)."""
        waiting, asked = [("targets", "")], set[str]()
        while waiting:
            role, parent = waiting.pop()
            if role in asked:
                continue
            asked.add(role)
            if role not in self._roles:
                self._roles[role] = self._listed(role, self._roles[parent])
            signed = self._roles[role]
            if path in signed.targets:
                return signed.targets[path]
            below: list[tuple[str, str]] = []
            for name, terminating in signed.delegations.get_roles_for_target(path) if signed.delegations else ():
                below.append((name, role))
                if terminating:
                    waiting.clear()
                    break
            waiting += reversed(below)
        return None

    def listed_by(self, role: str) -> dict[str, TargetFile]:
        """What the role says of targets, as far as `targets` lets it speak for their paths."""
        top = self._roles["targets"]
        if top.delegations is None or role not in (top.delegations.roles or {}):
            return {}
        may = top.delegations.get_roles_for_target
        found = self._listed(role, top).targets
        return {path: info for path, info in found.items() if role in [name for name, _ in may(path)]}

    def _newest_root(self, data: bytes) -> Root:
        """Follow the roots from the installed one: each is signed by the keys of the one before and by its own."""
        trusted = Metadata[Root].from_bytes(data)
        root = _of_type(trusted, Root)
        root.verify_delegate("root", trusted.signed_bytes, trusted.signatures)
        while (name := f"{_ROOTS}{root.version + 1}.root.json") in self._proof:
            version = root.version + 1
            newer = Metadata[Root].from_bytes(self._proof[name])
            root.verify_delegate("root", newer.signed_bytes, newer.signatures)
            root = _of_type(newer, Root)
            root.verify_delegate("root", newer.signed_bytes, newer.signatures)
            if root.version != version:
                raise ValueError(f"{name} says that it is version {root.version}")
        return root

    def _listed(self, role: str, parent: Root | Targets) -> Targets:
        """A role that the snapshot lists, signed as its parent demands."""
        return self._signed(_file(role), Targets, parent, role, self._snapshot.meta[f"{role}.json"])

    def _signed(
        self, name: str, kind: type[_Signed], parent: Root | Targets, role: str, listed: MetaFile | None = None
    ) -> _Signed:
        data = self._proof[name]
        metadata = Metadata[Any].from_bytes(data)
        parent.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
        signed = _of_type(metadata, kind)
        if listed is not None:
            listed.verify_length_and_hashes(data)
            if signed.version != listed.version:
                raise ValueError(f"{name} is version {signed.version}, not {listed.version}")
        return signed


def _of_type(metadata: Metadata[Any], kind: type[_Signed]) -> _Signed:
    if not isinstance(metadata.signed, kind):
        raise ValueError(f"a {metadata.signed.type} in place of a {kind.type}")  # noqa: TRY004 - bad bytes
    return metadata.signed


def _file(role: str) -> str:
    """The name under which tuf.ngclient keeps a role's metadata."""
    return f"{quote(role, '')}.json"
