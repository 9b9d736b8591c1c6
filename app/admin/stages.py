"""The staged roll-out a repository holds, if any: what it is for, and which of the published targets are its own."""

import contextlib
from collections.abc import Mapping

import msgspec

from app.admin.content import Content, LargeFile
from app.admin.errors import RepositoryDamaged
from app.admin.repository import SignedRepository
from app.admin.roles import ARTIFACTS_ROLE, POLICY_ROLE
from app.errors import SignpostError
from app.policy import model, recipe, rollout
from app.policy.model import Policy
from app.policy.recipe import RecipesUnreadable
from app.policy.rollout import Rollout

RECIPES_TARGET = "artifacts/recipes.json"


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """For whom: `percent` (0 to 100, hundredths count) of all devices, and these groups and devices."""

    percent: float = 0.0
    groups: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """`5% of the devices, the group pilot`."""
        said = [f"{self.percent:g}% of the devices"] if self.percent else []
        for thing, names in (("group", self.groups), ("device", self.devices)):
            if names:
                said.append(f"the {thing}{'s' if len(names) > 1 else ''} {', '.join(names)}")
        return ", ".join(said) or "nobody"


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A roll-out under way: what is signed of it, its policy, and its targets by role.

    `recipes` is None where those of everybody apply.
    """

    rollout: Rollout
    policy: Policy
    texts: dict[str, bytes]
    artifacts: dict[str, Content]
    recipes: bytes | None = None

    @property
    def terms(self) -> Terms:
        """For whom it is."""
        return Terms(percent=self.rollout.percent, groups=self.rollout.groups, devices=self.rollout.devices)

    def exception_paths(self) -> list[str]:
        """The targets that hold the exceptions of its policy."""
        prefix = f"{rollout.FOLDER}{self.rollout.id}."
        return [path for path in self.texts if path.startswith(prefix) and path != self.rollout.policy]

    def as_json(self) -> dict[str, object]:
        """Which policy is for whom, for machines."""
        return {"id": self.rollout.id, "version": self.policy.version, **msgspec.structs.asdict(self.terms)}

    def __str__(self) -> str:
        """`2026-11-25-codex: version 8 for 5% of the devices, the group pilot`."""
        return f"{self.rollout.id}: version {self.policy.version} for {self.terms}"


def running(repository: SignedRepository) -> Stage | None:
    """The roll-out under way; None when there is none. Raises RepositoryDamaged."""
    texts = {path: data for path, data in repository.published(POLICY_ROLE).items() if _is_staged(path)}
    if rollout.TARGET not in texts:
        return None
    artifacts = repository.published(ARTIFACTS_ROLE)
    try:
        terms = rollout.load(texts[rollout.TARGET])
        policy = model.load(texts[terms.policy])
        recipes = recipes_in(artifacts, rollout.recipes_target(terms.id))
        return Stage(
            rollout=terms,
            policy=policy,
            texts=texts,
            artifacts=_of_recipes(rollout.recipes_target(terms.id), artifacts),
            recipes=recipes,
        )
    except (SignpostError, KeyError) as error:
        detail = error.happened if isinstance(error, SignpostError) else f"{error} is missing"
        raise RepositoryDamaged(path=repository.folder, detail=detail) from error


def everybodys_texts(repository: SignedRepository) -> dict[str, bytes]:
    """What the policy role signs for everybody. Raises RepositoryDamaged."""
    return {path: data for path, data in repository.published(POLICY_ROLE).items() if not _is_staged(path)}


def everybodys_artifacts(repository: SignedRepository) -> dict[str, Content]:
    """What the artifacts role signs for everybody: the recipes and the locks they name. Raises RepositoryDamaged."""
    artifacts = repository.published(ARTIFACTS_ROLE)
    try:
        return _of_recipes(RECIPES_TARGET, artifacts)
    except (SignpostError, KeyError) as error:
        raise RepositoryDamaged(path=repository.folder, detail=f"its recipes cannot be used: {error}") from error


def highest_version(repository: SignedRepository) -> int:
    """The highest version any policy had so far, roll-outs that were withdrawn included: no number means two things."""
    found = [0]
    for path in (repository.public / "targets" / rollout.FOLDER).glob("*.json"):
        with contextlib.suppress(OSError, ValueError, RecursionError):
            found.append(msgspec.json.decode(path.read_bytes(), type=_Versioned).version)
    return max(found)


def _is_staged(path: str) -> bool:
    return path == rollout.TARGET or path.startswith(rollout.FOLDER)


def _of_recipes(target: str, artifacts: Mapping[str, Content]) -> dict[str, Content]:
    """The recipes under that target, with the files they name. Raises RecipesUnreadable, KeyError."""
    recipes = recipes_in(artifacts, target)
    if recipes is None:
        return {}
    offered = [one for some in recipe.load(recipes).recipes.values() for one in some]
    files = {path for one in offered for path in (*recipe.locks_of(one), *recipe.artifacts_of(one))}
    return {target: recipes, **{path: artifacts[path] for path in sorted(files)}}


def recipes_in(artifacts: Mapping[str, Content], target: str) -> bytes | None:
    """The recipes of that target path; None where there are none. Raises RecipesUnreadable."""
    found = artifacts.get(target)
    if isinstance(found, LargeFile):
        raise RecipesUnreadable(detail=f"{target} has {found.length} bytes")
    return found


class _Versioned(msgspec.Struct, frozen=True):
    version: int = 0
