"""`init`: keys by role, and an empty, valid repository signed by them."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from app.admin import obtain, pending, settings, unfinished
from app.admin.errors import FolderTaken, KeyTwice
from app.admin.obtain import Obtained
from app.admin.passphrase import Passphrases
from app.admin.repository import Lacking, SignedRepository
from app.admin.roles import DEFAULT, DELEGATED, ONLINE, TOP_LEVEL, Quorum
from app.admin.settings import Settings
from app.admin.signers import Signers
from app.admin.tufapi import DelegatedRole, Delegations
from app.errors import SignpostError
from app.host import files
from app.host.files import InUse


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What to make: the quorum of each role, keys that exist already, and where new key files go.

    `given` are public PEM files or URIs by role; the keys they leave open are made new, on other media where `folders`
    names some. Without `encrypt` no new key is encrypted, and those of the online roles are only with
    `encrypt_online`, so that a job can use them.
    """

    quorums: Mapping[str, Quorum] = {}
    given: Mapping[str, Sequence[str]] = {}
    folders: Mapping[str, Path] = {}
    encrypt: bool = False
    encrypt_online: bool = False

    def quorum(self, role: str) -> Quorum:
        """The role's quorum: as stated, else the usual one with as many keys as were given, if any were."""
        count = len(self.given.get(role, ()))
        if role in self.quorums:
            return Quorum(self.quorums[role].threshold, max(self.quorums[role].keys, count))
        return Quorum(min(DEFAULT[role].threshold, count), count) if count else DEFAULT[role]


def create(
    folder: Path, now: datetime, plan: Plan | None = None, passphrases: Passphrases | None = None
) -> tuple[Lacking, ...]:
    """Make keys and an empty, valid repository in `folder`; returns whose signatures it waits for, if any.

    It waits when keys were given whose private halves are elsewhere. Raises FolderTaken, InUse, DiskFull, NotWritable,
    KeyFileThere, KeyUnusable, KeyTwice, and what passphrases and given keys raise; nothing is left then, no key file on
    other media either. Killed, it leaves a folder that the next `create` clears; key files on other media stay.
    """
    plan, passphrases = plan or Plan(), passphrases or Passphrases()
    try:
        was_there = folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if not unfinished.is_free(folder):
            raise FolderTaken(path=folder)
    except OSError as error:
        raise files.translated(error, folder) from error
    made: list[Path] = []
    try:
        with files.exclusive(folder / "lock"):
            unfinished.begin(folder)
            waiting = _create(SignedRepository(folder, now, Signers(folder, {}, passphrases)), plan, passphrases, made)
            unfinished.finish(folder)
    except InUse:
        raise
    except BaseException:
        with contextlib.suppress(OSError, SignpostError):  # why it failed is what has to be said
            for path in made:
                path.unlink()
            unfinished.clear(folder)
            if not was_there:
                folder.rmdir()
        raise
    return waiting


def _create(
    repository: SignedRepository, plan: Plan, passphrases: Passphrases, files_made: list[Path]
) -> tuple[Lacking, ...]:
    folder, signers = repository.folder, repository.signers
    made = _keys(folder, plan, passphrases, files_made)
    for one in (one for some in made.values() for one in some):
        if one.public.keyid in signers.held:
            raise KeyTwice(key=one.held.name, other=signers.name(one.public.keyid))
        signers.adopt(one.public.keyid, one.held, one.signer)
    settings.write(folder, Settings(keys=signers.held))
    files.write_durably(folder / ".gitignore", b"keys/\nlock\n", mode=0o644)  # people may share the folder through git
    with repository.edit_root() as root:
        for role in TOP_LEVEL:
            for one in made[role]:
                root.add_key(one.public, role)
            root.roles[role].threshold = plan.quorum(role).threshold
    with repository.edit_targets() as targets:
        roles = {
            name: DelegatedRole(name, [], plan.quorum(name).threshold, True, paths) for name, paths in DELEGATED.items()
        }
        targets.delegations = Delegations({}, roles)
        for role in DELEGATED:
            for one in made[role]:
                targets.add_key(one.public, role)
    for role in DELEGATED:
        with repository.edit_targets(role):
            pass  # no targets yet
    return pending.finish(repository)


def _keys(folder: Path, plan: Plan, passphrases: Passphrases, files_made: list[Path]) -> dict[str, list[Obtained]]:
    """Every role's keys: first those that were given, which can fail, then the new ones.

    What is made outside the folder is added to `files_made`.
    """
    made: dict[str, list[Obtained]] = {}
    for role in DEFAULT:
        many = plan.quorum(role).keys > 1
        made[role] = [
            obtain.given(what, f"{role}-{number}" if many else role, passphrases)
            for number, what in enumerate(plan.given.get(role, ()), 1)
        ]
    passphrase = None
    taken = {one.held.name for some in made.values() for one in some}
    for role, some in made.items():
        quorum = plan.quorum(role)
        locked = plan.encrypt and (role not in ONLINE or plan.encrypt_online)
        for number in range(len(some) + 1, quorum.keys + 1):
            name = obtain.free_name(role, number if quorum.keys > 1 else 0, taken)
            taken.add(name)
            if locked and passphrase is None:
                passphrase = passphrases.new("the keys")
            place = plan.folders.get(role)
            some.append(obtain.new(folder, name, passphrase if locked else None, place))
            if place is not None:
                files_made.append(place / f"{name}.pem")
    return made
