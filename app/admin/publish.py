"""`publish`: the next version of a checked policy, signed, on disk, the timestamp last."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from app.admin import pending, stages
from app.admin.authoring import Authored
from app.admin.errors import ClockBehind, RepositoryDamaged, StageRunning
from app.admin.repository import Lacking, SignedRepository, open_repository
from app.admin.roles import ARTIFACTS_ROLE, POLICY_ROLE, lifetime
from app.admin.signers import Signers
from app.host import files
from app.policy import model
from app.policy.model import Policy, PolicyUnreadable

POLICY_TARGET = "policy.json"
_CLOCK_SLACK = timedelta(minutes=5)


class Published(msgspec.Struct, frozen=True):
    """What a publish did. Without `changed` the version stays and only the signatures are new.

    Without `texts_changed` it stays, too: what is new came beside the policy.

    `waiting` says whose signatures are still needed; what is served has not changed then.
    """

    version: int
    changed: bool
    texts_changed: bool
    targets: tuple[str, ...]
    expiries: dict[str, datetime]
    waiting: tuple[Lacking, ...] = ()


def publish(
    authored: Authored, folder: Path, now: datetime, signers: Signers | None = None, *, end_stage: bool = False
) -> Published:
    """Publish into the repository in `folder`, for everybody.

    The same content as before makes no new version; it is signed anew all the same, so that publishing again is also
    how the dates are renewed. A staged roll-out stays as long as nothing changes for everybody; else `end_stage` says
    that it ends with this. Raises StageRunning, NotARepository, RepositoryDamaged, PendingExists, ClockBehind,
    KeyUnusable, PassphraseWrong, PassphraseMissing, InUse, DiskFull, NotWritable; the repository serves what it served
    before, then.
    """
    repository = open_repository(folder, now, signers)
    with files.exclusive(folder / "lock"):
        pending.refuse(folder)
        not_before_the_last(repository)
        before = published_policy(repository)
        stage, highest = stages.running(repository), stages.highest_version(repository)
        policy = next_version(authored.policy, before, now, exceptions_key(authored, before), highest)
        texts = {POLICY_TARGET: model.dump(policy), **authored.exception_targets(policy.exceptions_key, now)}
        artifacts = authored.artifact_targets()
        if stage is not None and not end_stage:
            if policy != before or artifacts != stages.everybodys_artifacts(repository):
                raise StageRunning(id=stage.rollout.id)
            texts, artifacts = texts | stage.texts, artifacts | stage.artifacts
        changed = (repository.published(POLICY_ROLE), repository.published(ARTIFACTS_ROLE)) != (texts, artifacts)
        repository.replace_targets(POLICY_ROLE, texts)
        repository.replace_targets(ARTIFACTS_ROLE, artifacts)
        waiting = pending.finish(repository)
    return Published(policy.version, changed, policy != before, (*texts, *artifacts), repository.expiries(), waiting)


def next_version(policy: Policy, before: Policy | None, now: datetime, exceptions_key: str, highest: int = 0) -> Policy:
    """The policy as it is to be published after `before`: with the same version when it says the same.

    A new version is above `highest`, too: no number ever means two policies.
    """
    same = msgspec.structs.replace(
        policy,
        version=before.version if before else 1,
        published=before.published if before else now,
        exceptions_key=exceptions_key,
    )
    if before is not None and model.dump(same) == model.dump(before):
        return same
    version = max(before.version if before else 0, highest) + 1
    return msgspec.structs.replace(same, version=version, published=now)


def published_policy(repository: SignedRepository) -> Policy | None:
    """The policy that is staged or published; None before the first. Raises RepositoryDamaged."""
    data = repository.published(POLICY_ROLE).get(POLICY_TARGET)
    try:
        return model.load(data) if data else None
    except PolicyUnreadable as error:
        raise RepositoryDamaged(path=repository.folder, detail=error.happened) from error


def not_before_the_last(repository: SignedRepository) -> None:
    """Raise ClockBehind when the clock is before the last signing, which computers would have to take for an attack."""
    timestamp = repository.open("timestamp").signed
    last = timestamp.expires - lifetime("timestamp")
    if timestamp.version and repository.now < last - _CLOCK_SLACK:
        raise ClockBehind(now=f"{repository.now:%Y-%m-%d %H:%M} UTC", last=f"{last:%Y-%m-%d %H:%M} UTC")


def exceptions_key(authored: Authored, before: Policy | None) -> str:
    """What subjects are hashed with: kept from publish to publish, so that unchanged exceptions are unchanged bytes."""
    if not authored.exceptions:
        return ""
    return (before.exceptions_key if before else "") or secrets.token_hex(32)
