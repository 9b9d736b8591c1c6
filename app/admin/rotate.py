"""`rotate`: other keys or another threshold for a role, or just a new date; computers follow by themselves.

A change of a top-level role is a new root, signed by enough keys of the one before and of itself (TUF 5.3.4), so a
computer that was away for years follows root by root. What a key that leaves had signed is signed anew.
"""

import msgspec

from app.admin import pending, settings
from app.admin.errors import KeyTwice, NoSuchKey, RoleUnusable
from app.admin.obtain import Obtained
from app.admin.publish import not_before_the_last
from app.admin.repository import Lacking, SignedRepository
from app.admin.roles import DELEGATED, MOST_KEYS, ROLES
from app.admin.settings import Settings
from app.admin.tufapi import Root, Targets
from app.host import files


class Rotation(msgspec.Struct, frozen=True, kw_only=True):
    """What changes for `role`: keys that come, names of keys that leave, a threshold (None: as it was)."""

    role: str
    add: tuple[Obtained, ...] = ()
    remove: tuple[str, ...] = ()
    threshold: int | None = None


def rotate(repository: SignedRepository, rotation: Rotation) -> tuple[Lacking, ...]:
    """Make it so; returns whose signatures it waits for. Without any change the role gets a new date.

    Raises PendingExists, ClockBehind, NoSuchKey, KeyTwice, RoleUnusable, KeyUnusable, PassphraseWrong,
    PassphraseMissing, InUse, DiskFull, NotWritable; what is served stays as it was then.
    """
    role, signers = rotation.role, repository.signers
    with files.exclusive(repository.folder / "lock"):
        pending.refuse(repository.folder)
        not_before_the_last(repository)
        _none_twice(repository, rotation)
        for one in rotation.add:
            signers.adopt(one.public.keyid, one.held, one.signer)
        if role in DELEGATED:
            with repository.edit_targets() as targets:
                _change(repository, targets, rotation)
        else:
            with repository.edit_root() as root:
                _change(repository, root, rotation)
        if role in ("targets", *DELEGATED) and role not in repository.staged:
            with repository.edit_targets(role):
                pass  # the same content under a new date
        settings.write(repository.folder, Settings(keys=signers.held))
        return pending.finish(repository)


def _change(repository: SignedRepository, delegator: Root | Targets, rotation: Rotation) -> None:
    role = rotation.role
    keyids = {repository.signers.name(keyid): keyid for keyid in delegator.get_delegated_role(role).keyids}
    for name in rotation.remove:
        if name not in keyids:
            raise NoSuchKey(name=f"{name} for {role}", known=", ".join(keyids))
        delegator.revoke_key(keyids[name], role)
    for one in rotation.add:
        delegator.add_key(one.public, role)
    delegated = delegator.get_delegated_role(role)
    wanted = rotation.threshold if rotation.threshold is not None else delegated.threshold
    if not 1 <= wanted <= len(delegated.keyids) <= MOST_KEYS:
        raise RoleUnusable(given=f"{role}: {wanted} of {len(delegated.keyids)} keys", detail="too few or too many keys")
    delegated.threshold = wanted


def _none_twice(repository: SignedRepository, rotation: Rotation) -> None:
    """Every key serves one role once: one stolen key must not count for two signatures."""
    used = {
        keyid: role
        for role in ROLES
        for keyid in (repository.targets() if role in DELEGATED else repository.root()).get_delegated_role(role).keyids
    }
    for one in rotation.add:
        if one.public.keyid in used:
            raise KeyTwice(key=one.held.name, other=f"{repository.signers.name(one.public.keyid)} of {rotation.role}")
        used[one.public.keyid] = rotation.role
