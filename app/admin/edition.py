"""Everything that applies at one moment, for comparing: the policy, its exceptions, its recipes and their files."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.admin import authoring, content, exempt, stages
from app.admin.authoring import Authored
from app.admin.content import Content
from app.admin.errors import RepositoryDamaged
from app.admin.publish import POLICY_TARGET
from app.admin.repository import SignedRepository
from app.admin.roles import ARTIFACTS_ROLE, POLICY_ROLE
from app.admin.stages import Stage
from app.policy import exceptions, model, recipe
from app.policy.exceptions import Granted
from app.policy.model import FORMAT, Policy, PolicyUnreadable
from app.policy.recipe import Recipes, RecipesUnreadable


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One policy with what belongs to it; `policy` is None before the first publish.

    `files` holds digests by target path; `key` is what the subjects of exceptions are hashed by, `names` whom each
    exception is for, where that is known. `stage` is the roll-out beside it.
    """

    policy: Policy | None = None
    recipes: Recipes = Recipes(format=FORMAT)
    files: Mapping[str, str] = {}
    exceptions: tuple[Granted, ...] = ()
    key: str = ""
    names: Mapping[str, str] = {}
    stage: "Staged | None" = None


class Staged(msgspec.Struct, frozen=True, kw_only=True):
    """A roll-out: its id, a sentence of its terms, and what applies within it."""

    id: str
    said: str
    edition: Edition


def signed(repository: SignedRepository) -> Edition:
    """What the repository has staged, else published. Raises RepositoryDamaged."""
    texts, artifacts = repository.published(POLICY_ROLE), repository.published(ARTIFACTS_ROLE)
    try:
        recipes = stages.recipes_in(artifacts, stages.RECIPES_TARGET)
        policy = model.load(texts[POLICY_TARGET]) if POLICY_TARGET in texts else None
        files, running = _digests(artifacts), stages.running(repository)
        subjects = {path: data for path, data in texts.items() if path.startswith("exceptions/")}
        staged = _within(running, recipes, files) if running is not None else None
        return _edition(policy, recipes, files, subjects, staged)
    except (PolicyUnreadable, RecipesUnreadable) as error:
        raise RepositoryDamaged(path=repository.folder, detail=error.happened) from error


def _within(stage: Stage, recipes: bytes | None, files: Mapping[str, str]) -> Staged:
    subjects = {path: stage.texts[path] for path in stage.exception_paths()}
    own = stage.recipes if stage.recipes is not None else recipes
    return Staged(id=stage.rollout.id, said=str(stage), edition=_edition(stage.policy, own, files, subjects))


def _edition(
    policy: Policy | None,
    recipes: bytes | None,
    digests: Mapping[str, str],
    subjects: Mapping[str, bytes],
    stage: Staged | None = None,
) -> Edition:
    return Edition(
        policy=policy,
        recipes=recipe.load(recipes) if recipes else Recipes(format=FORMAT),
        files=digests,
        exceptions=exceptions.load("", subjects).granted,
        key=policy.exceptions_key if policy else "",
        stage=stage,
    )


def authored(document: Authored, like: Edition, now: datetime) -> Edition:
    """What an authored document would be once published at `now` after `like`, whose key its subjects are hashed by."""
    key = (like.policy.exceptions_key if like.policy else "") or authoring.HERE
    return Edition(
        policy=document.policy,
        recipes=document.recipes,
        files=_digests(document.artifact_targets()),
        exceptions=tuple(exempt.granted((one for one in document.exceptions if now < one.until), key)),
        key=key,
        stage=like.stage,
        names={one.id: ", ".join(one.who.subjects()) for one in document.exceptions},
    )


def _digests(contents: Mapping[str, Content]) -> dict[str, str]:
    return {path: content.digest(one) for path, one in contents.items()}
