"""Which of the signed policies is this device's: everybody's, or the one that a staged roll-out brings it first."""

from collections.abc import Callable

import msgspec

from app.errors import SignpostError
from app.policy import model, rollout
from app.policy.person import Person
from app.policy.rollout import Rollout, RolloutIgnored
from app.sync.errors import TooLarge
from app.sync.store import LastGood

POLICY = "policy.json"
RECIPES = "artifacts/recipes.json"

Target = Callable[[str, bytes], bytes | None]
"""The verified bytes of a target, given those that are here already; None: there is no such target."""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The policy of this device (None: none is published), with what led to it as `LastGood` keeps it."""

    policy: bytes | None
    rollout: bytes = b""
    staged: str = ""
    ignored: str = ""


class Place(msgspec.Struct, frozen=True):
    """Who decides: this machine's person and its stable key. The key is asked for only where a percentage decides."""

    person: Person = Person()
    device_key: Callable[[], str] = str

    def includes(self, found: Rollout) -> bool:
        """Whether this device is in that roll-out."""
        return found.includes(self.person, "") or (found.percent > 0 and found.includes(self.person, self.device_key()))


def choose(target: Target, before: LastGood | None, place: Place) -> Chosen:
    """The policy that holds here. A roll-out that cannot be used leaves everybody's policy, and says why.

    Raises what `target` raises, but for a document of the roll-out that is too large.
    """
    have = before.policy if before else b""
    said = b""
    try:
        said = target(rollout.TARGET, before.rollout if before else b"") or b""
        found = rollout.load(said) if said else None
        if found is not None and place.includes(found):
            return Chosen(policy=_staged(target, found, have), rollout=said, staged=found.id)
    except (RolloutIgnored, TooLarge) as error:
        detail = error.facts["detail"] if isinstance(error, RolloutIgnored) else error.happened
        return Chosen(policy=target(POLICY, have), rollout=said, ignored=str(detail))
    return Chosen(policy=target(POLICY, have), rollout=said)


def _staged(target: Target, found: Rollout, have: bytes) -> bytes:
    policy = target(found.policy, have)
    if policy is None:
        raise RolloutIgnored(detail=f"{found.policy} is not published")
    try:
        model.load(policy)
    except SignpostError as error:
        raise RolloutIgnored(detail=f"{found.policy}: {error.happened}") from error
    return policy


def recipes(target: Target, staged: str, have: bytes) -> bytes:
    """The recipes that go with the policy: those of the roll-out where it brings its own, else everybody's."""
    own = target(rollout.recipes_target(staged), have) if staged else None
    return own if own is not None else target(RECIPES, have) or b""


def targets_of(stored: LastGood, is_signed: Callable[[str], bool]) -> dict[str, bytes]:
    """Everything that `stored` holds, by the target path it was fetched from. Raises RolloutIgnored."""
    policy, recipes = POLICY, RECIPES
    if stored.staged:
        policy = rollout.load(stored.rollout).policy
        own = rollout.recipes_target(stored.staged)
        recipes = own if is_signed(own) else RECIPES
    held = {policy: stored.policy, recipes: stored.recipes, rollout.TARGET: stored.rollout}
    return {path: data for path, data in held.items() if data} | stored.artifacts | stored.exceptions
