"""What changes about who may sign: keys and thresholds of two states of a repository, in words."""

from collections.abc import Iterator

from app.admin.repository import SignedRepository
from app.admin.roles import DELEGATED, ROLES
from app.admin.tufapi import Root, Targets


def keychanges(before: SignedRepository, after: SignedRepository) -> Iterator[str]:
    """A sentence for each role whose keys or threshold differ."""
    for role in ROLES:
        old, new = _delegation(before, role), _delegation(after, role)
        if new is None or old == new:
            continue
        threshold, keyids = new
        if old is None:
            names = ", ".join(sorted(map(after.signers.name, keyids)))
            yield f"{role}: {threshold} of {len(keyids)} keys sign: {names}"
            continue
        parts = [f"{threshold} of {len(keyids)} keys sign (before: {old[0]} of {len(old[1])})"]
        parts += [f"{after.signers.name(keyid)} leaves" for keyid in sorted(old[1] - keyids)]
        parts += [f"{after.signers.name(keyid)} comes" for keyid in sorted(keyids - old[1])]
        yield f"{role}: {'; '.join(parts)}"


def _delegation(repository: SignedRepository, role: str) -> tuple[int, frozenset[str]] | None:
    """Threshold and key ids; None before there are any."""
    delegator: Root | Targets = repository.targets() if role in DELEGATED else repository.root()
    if not delegator.version:
        return None
    delegated = delegator.get_delegated_role(role)
    return delegated.threshold, frozenset(delegated.keyids)
