"""Staged roll-outs at IT's desk: a policy for some devices first, then for more, for everybody, or for nobody.

Each step is one publish. Only the policy key signs, unless recipes change on the way: those need the artifacts keys.
"""

import contextlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec

from app.admin import content, pending, stages
from app.admin.authoring import Authored
from app.admin.content import Content
from app.admin.publish import POLICY_TARGET, exceptions_key, next_version, not_before_the_last, published_policy
from app.admin.repository import Lacking, SignedRepository, open_repository
from app.admin.roles import ARTIFACTS_ROLE, POLICY_ROLE
from app.admin.signers import Signers
from app.admin.stages import RECIPES_TARGET, Stage, Terms
from app.errors import SignpostError
from app.host import files
from app.policy import model, recipe, rollout
from app.policy.model import FORMAT
from app.policy.recipe import Recipes
from app.policy.rollout import Rollout


class NothingPublishedYet(SignpostError):
    """A roll-out needs something that holds for everybody else."""

    what = "Nothing is published in {path} yet, so there is nothing for those who are not in the roll-out."
    todo = "Publish a policy for everybody first; it may be an empty one."


class NoSuchStage(SignpostError):
    """Another roll-out is under way, or none."""

    what = "No roll-out {id} is under way; {running}."
    todo = "`signpost-admin stage show` says which is."


class OtherStageRunning(SignpostError):
    """One roll-out at a time."""

    what = "The roll-out {id} is still under way."
    todo = "Promote or withdraw it first: `signpost-admin stage promote {id}`, `signpost-admin stage withdraw {id}`."


class StageForNobody(SignpostError):
    """Terms under which no device is in."""

    what = "A roll-out for 0% of the devices, without a group or a device, is for nobody."
    todo = "Say for whom it is: --percent 5, --group NAME or --device NAME."


class NotWider(SignpostError):
    """Widening that would leave out somebody who is in, or that adds nobody."""

    what = "The roll-out {id} is for {whom} already."
    todo = "Give a higher --percent, or a --group or --device more. Publish with --stage {id} again to narrow it."


class NothingToStage(SignpostError):
    """What was to be staged holds for everybody already."""

    what = "This policy is what everybody has already (version {version})."
    todo = "Change the policy first. `signpost-admin stage withdraw` ends a roll-out."


class Step(msgspec.Struct, frozen=True):
    """What a step led to: the roll-out under way (None: it ended), everybody's version, who still has to sign."""

    stage: Stage | None
    version: int
    waiting: tuple[Lacking, ...] = ()


def stage(
    authored: Authored, folder: Path, now: datetime, stage_id: str, terms: Terms, signers: Signers | None = None
) -> Step:
    """Publish the policy for some devices first; with the id of the roll-out under way: change that.

    Raises StageForNobody, NothingToStage, NothingPublishedYet, OtherStageRunning and what `publish` raises.
    """
    if terms == Terms():
        raise StageForNobody
    with _changing(folder, now, signers) as repository:
        live, before = published_policy(repository), stages.running(repository)
        if live is None:
            raise NothingPublishedYet(path=folder)
        if before is not None and before.rollout.id != stage_id:
            raise OtherStageRunning(id=before.rollout.id)
        policy_targets = stages.everybodys_texts(repository)
        artifact_targets = stages.everybodys_artifacts(repository)
        key = exceptions_key(authored, live)
        if (
            next_version(authored.policy, live, now, key).version == live.version
            and authored.artifact_targets() == artifact_targets
            and {POLICY_TARGET: model.dump(live), **authored.exception_targets(key, now)} == policy_targets
        ):
            raise NothingToStage(version=live.version)
        key = exceptions_key(authored, before.policy if before else None)
        highest = max(stages.highest_version(repository), live.version)
        staged = next_version(authored.policy, before.policy if before else None, now, key, highest)
        said = Rollout(
            format=FORMAT,
            id=stage_id,
            salt=before.rollout.salt if before else secrets.token_hex(16),
            percent=terms.percent,
            groups=terms.groups,
            devices=terms.devices,
            policy=rollout.policy_target(stage_id),
        )
        exempt = authored.exception_targets(key, now)
        texts = {rollout.exceptions_target(stage_id, path): data for path, data in exempt.items()}
        texts |= {rollout.TARGET: rollout.dump(said), said.policy: model.dump(staged)}
        repository.replace_targets(POLICY_ROLE, policy_targets | texts)
        own = _own_recipes(authored, stage_id, artifact_targets)
        if own or (before is not None and before.recipes is not None):
            repository.replace_targets(ARTIFACTS_ROLE, artifact_targets | own)
        return _step(repository)


def widen(folder: Path, now: datetime, stage_id: str, more: Terms, signers: Signers | None = None) -> Step:
    """Let more devices in: a higher share, further groups and devices. Whoever is in stays in.

    Raises NoSuchStage, NotWider and what `publish` raises.
    """
    with _changing(folder, now, signers) as repository:
        before = _running(repository, stage_id)
        terms = before.rollout
        wider = msgspec.structs.replace(
            terms,
            percent=more.percent or terms.percent,
            groups=tuple(dict.fromkeys((*terms.groups, *more.groups))),
            devices=tuple(dict.fromkeys((*terms.devices, *more.devices))),
        )
        if wider == terms or wider.percent < terms.percent:
            raise NotWider(id=stage_id, whom=before.terms)
        texts = repository.published(POLICY_ROLE) | {rollout.TARGET: rollout.dump(wider)}
        repository.replace_targets(POLICY_ROLE, texts)
        return _step(repository)


def promote(folder: Path, now: datetime, stage_id: str, signers: Signers | None = None) -> Step:
    """Make the staged policy everybody's, byte for byte: devices that are in see no change.

    Raises NoSuchStage and what `publish` raises.
    """
    with _changing(folder, now, signers) as repository:
        before = _running(repository, stage_id)
        texts = {POLICY_TARGET: before.texts[before.rollout.policy]}
        for path in before.exception_paths():
            texts[f"exceptions/{path.removeprefix(f'{rollout.FOLDER}{stage_id}.')}"] = before.texts[path]
        repository.replace_targets(POLICY_ROLE, texts)
        if before.recipes is not None:
            own = {path: data for path, data in before.artifacts.items() if path != rollout.recipes_target(stage_id)}
            repository.replace_targets(ARTIFACTS_ROLE, {RECIPES_TARGET: before.recipes, **own})
        return _step(repository)


def withdraw(folder: Path, now: datetime, stage_id: str, signers: Signers | None = None) -> Step:
    """End the roll-out: its devices go back to everybody's policy. Takes the policy key alone, whatever was staged.

    Raises NoSuchStage and what `publish` raises.
    """
    with _changing(folder, now, signers) as repository:
        _running(repository, stage_id)
        repository.replace_targets(POLICY_ROLE, stages.everybodys_texts(repository))
        return _step(repository)


@contextlib.contextmanager
def _changing(folder: Path, now: datetime, signers: Signers | None) -> Iterator[SignedRepository]:
    repository = open_repository(folder, now, signers)
    with files.exclusive(folder / "lock"):
        pending.refuse(folder)
        not_before_the_last(repository)
        yield repository


def _running(repository: SignedRepository, stage_id: str) -> Stage:
    found = stages.running(repository)
    if found is None or found.rollout.id != stage_id:
        raise NoSuchStage(id=stage_id, running=f"{found.rollout.id} is" if found else "none is")
    return found


def _step(repository: SignedRepository) -> Step:
    """Publish what is staged in memory, or leave it pending."""
    after, live = stages.running(repository), published_policy(repository)
    return Step(after, live.version if live else 0, pending.finish(repository))


def _own_recipes(authored: Authored, stage_id: str, live: dict[str, Content]) -> dict[str, Content]:
    """What the artifacts role has to sign for the roll-out: nothing where its recipes are everybody's.

    A file that differs from everybody's of the same name lies under a name of its own.
    """
    wanted = authored.artifact_targets()
    if wanted.items() <= live.items():
        return {}
    new = {path: data for path, data in authored.artifacts.items() if live.get(path, data) != data}
    moved = {path: _beside(stage_id, path, data) for path, data in new.items()}
    offered = {
        tool: tuple(recipe.with_targets(one, moved) for one in several)
        for tool, several in authored.recipes.recipes.items()
    }
    recipes: Recipes = msgspec.structs.replace(authored.recipes, recipes=offered)
    files = {moved.get(path, path): data for path, data in authored.artifacts.items()}
    return {rollout.recipes_target(stage_id): recipe.dump(recipes), **files}


def _beside(stage_id: str, path: str, target: Content) -> str:
    return f"artifacts/rollout/{stage_id}/{content.digest(target)[:16]}{PurePosixPath(path).suffix}"
