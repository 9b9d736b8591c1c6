"""One refresh: from a repository that TUF trusts to a whole, validated policy, with recipes, locks and exceptions."""

from app.host.clock import Clock
from app.policy import exceptions, model, recipe, rollout
from app.sync import errors, stages
from app.sync.stages import POLICY, RECIPES, Place
from app.sync.store import LastGood
from app.sync.trusted import Trusted

ARTIFACTS = "artifacts/"

_LARGEST = {POLICY: 8_000_000, RECIPES: 8_000_000, rollout.TARGET: 2_000_000}
_LARGEST_STAGED = 8_000_000
_LARGEST_ARTIFACT = 32_000_000
_LARGEST_EXCEPTIONS = 4_000_000
_MOST_ARTIFACTS = 200


class Refresh:
    """One attempt to bring the policy that is signed for this `place` here, with the exceptions that can concern it."""

    def __init__(self, trusted: Trusted, place: Place) -> None:
        self._trusted, self._place = trusted, place

    def fetch(self, before: LastGood | None, now: Clock) -> LastGood:
        """Verify and download what changed since `before`, validate all of it, and return it whole.

        The proof is left to the caller, who owns the folder. Raises TrustTrouble, NetworkTrouble, PolicyUnreadable,
        RecipesUnreadable, and OSError from TUF's working copy.
        """
        self._trusted.refresh()
        chosen = stages.choose(self._target, before, self._place)
        if chosen.policy is None:
            raise errors.NothingPublished(host=self._trusted.host, file=POLICY)
        recipes = stages.recipes(self._target, chosen.staged, before.recipes if before else b"")
        key = model.load(chosen.policy).exceptions_key
        exempt = self._exceptions(key, chosen.staged, before.exceptions if before else {})
        have = before.artifacts if before else {}
        artifacts = {path: self._artifact(path, have.get(path, b"")) for path in _locks(recipes)}
        return LastGood(
            verified_at=now(),
            policy=chosen.policy,
            recipes=recipes,
            artifacts=artifacts,
            exceptions=exempt,
            rollout=chosen.rollout,
            staged=chosen.staged,
            ignored=chosen.ignored,
        )

    def _target(self, path: str, have: bytes) -> bytes | None:
        return self._trusted.target(path, have, _largest(path))

    def _exceptions(self, key: str, staged: str, have: dict[str, bytes]) -> dict[str, bytes]:
        """The documents this person's subjects lie in; those nobody is exempt in are not there at all."""
        usual = exceptions.targets(key, self._place.person)
        paths = [rollout.exceptions_target(staged, path) for path in usual]
        asked = {path: self._target(path, have.get(path, b"")) for path in paths}
        found = {path: data for path, data in asked.items() if data is not None}
        exceptions.load(key, found)
        return found

    def _artifact(self, path: str, have: bytes) -> bytes:
        if not path.startswith(ARTIFACTS):  # any other path would be vouched for by another role
            raise recipe.RecipesUnreadable(detail=f"the lock {path!r} is not below {ARTIFACTS}")
        found = self._target(path, have)
        if found is None:
            raise errors.NothingPublished(host=self._trusted.host, file=path)
        return found


def _largest(path: str) -> int:
    """How many bytes a target may have."""
    if path.startswith(rollout.FOLDER):
        return _LARGEST_STAGED
    return _LARGEST.get(path, _LARGEST_ARTIFACT if path.startswith(ARTIFACTS) else _LARGEST_EXCEPTIONS)


def _locks(recipes: bytes) -> list[str]:
    """The lock files that the recipes name. Raises RecipesUnreadable."""
    if not recipes:
        return []
    found = {path for some in recipe.load(recipes).recipes.values() for one in some for path in recipe.locks_of(one)}
    if len(found) > _MOST_ARTIFACTS:
        raise recipe.RecipesUnreadable(detail=f"it names {len(found)} lock files, at most {_MOST_ARTIFACTS} are read")
    return sorted(found)
