"""`status`: how a repository stands: versions, dates, keys and where they are, what waits."""

from datetime import datetime

import msgspec

from app.admin import pending
from app.admin.errors import PendingUnusable
from app.admin.publish import published_policy
from app.admin.repository import Lacking, SignedRepository, open_repository
from app.admin.roles import DELEGATED, ROLES, Wear, wear


class KeyStanding(msgspec.Struct, frozen=True):
    """One key of a role, and whether this machine can sign with it."""

    name: str
    here: bool


class RoleStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One role as it is published."""

    role: str
    version: int
    expires: datetime
    wear: Wear
    threshold: int
    keys: tuple[KeyStanding, ...]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. `policy` is the published version; `problem` says why what waits cannot be signed.

    There are no `roles` before the first signatures.
    """

    policy: int | None
    roles: tuple[RoleStanding, ...]
    waits: bool
    waiting: tuple[Lacking, ...] = ()
    problem: str = ""


def status(repository: SignedRepository) -> Status:
    """How it stands now. Raises RepositoryDamaged."""
    policy = published_policy(repository)
    has_begun = repository.path_of("root") is not None
    roles = tuple(_role(repository, role) for role in ROLES) if has_begun else ()
    staged = open_repository(repository.folder, repository.now, repository.signers)
    problem, waits = "", pending.exists(repository.folder)
    waiting: tuple[Lacking, ...] = ()
    try:
        if pending.load(staged) is not None:
            waiting = staged.offline_lacking()
    except PendingUnusable as error:
        problem = error.happened
    return Status(policy=policy.version if policy else None, roles=roles, waits=waits, waiting=waiting, problem=problem)


def _role(repository: SignedRepository, role: str) -> RoleStanding:
    signed = repository.open(role).signed
    delegator = repository.targets() if role in DELEGATED else repository.root()
    delegated = delegator.get_delegated_role(role)
    signers = repository.signers
    return RoleStanding(
        role=role,
        version=signed.version,
        expires=signed.expires,
        wear=wear(role, signed.expires, repository.now),
        threshold=delegated.threshold,
        keys=tuple(KeyStanding(signers.name(keyid), signers.is_here(keyid)) for keyid in delegated.keyids),
    )
