"""`publish`: the next version of a checked policy, signed, on disk, the timestamp last."""

import secrets
from datetime import datetime
from pathlib import Path

import msgspec

from app.admin.authoring import Authored
from app.admin.errors import RepositoryDamaged
from app.admin.repository import ARTIFACTS_ROLE, POLICY_ROLE, SignedRepository, open_repository
from app.host import files
from app.policy import model
from app.policy.model import Policy, PolicyUnreadable

POLICY_TARGET = "policy.json"


class Published(msgspec.Struct, frozen=True):
    """What a publish did. Without `changed` the version stays and only the signatures are new."""

    version: int
    changed: bool
    targets: tuple[str, ...]
    expiries: dict[str, datetime]


def publish(authored: Authored, folder: Path, now: datetime) -> Published:
    """Publish into the repository in `folder`.

    The same content as before makes no new version; it is signed anew all the same, so that publishing again is also
    how the dates are renewed. Raises NotARepository, RepositoryDamaged, KeyUnusable, KeysMissing, InUse, DiskFull,
    NotWritable; the repository serves what it served before, then.
    """
    repository = open_repository(folder, now)
    with files.exclusive(folder / "lock"):
        before = _current(repository)
        policy = msgspec.structs.replace(
            authored.policy,
            version=before.version if before else 1,
            published=before.published if before else now,
            exceptions_key=_exceptions_key(authored, before),
        )
        changed = before is None or model.dump(policy) != model.dump(before)
        if changed:
            policy = msgspec.structs.replace(policy, version=before.version + 1 if before else 1, published=now)
        texts = {POLICY_TARGET: model.dump(policy), **authored.exception_targets(policy.exceptions_key, now)}
        artifacts = authored.artifact_targets()
        changed |= (repository.published(POLICY_ROLE), repository.published(ARTIFACTS_ROLE)) != (texts, artifacts)
        repository.replace_targets(POLICY_ROLE, texts)
        repository.replace_targets(ARTIFACTS_ROLE, artifacts)
        repository.renew()
        repository.save()
    return Published(policy.version, changed, (*texts, *artifacts), repository.expiries())


def _exceptions_key(authored: Authored, before: Policy | None) -> str:
    """What subjects are hashed with: kept from publish to publish, so that unchanged exceptions are unchanged bytes."""
    if not authored.exceptions:
        return ""
    return (before.exceptions_key if before else "") or secrets.token_hex(32)


def _current(repository: SignedRepository) -> Policy | None:
    data = repository.published(POLICY_ROLE).get(POLICY_TARGET)
    try:
        return model.load(data) if data else None
    except PolicyUnreadable as error:
        raise RepositoryDamaged(path=repository.folder, detail=error.happened) from error
