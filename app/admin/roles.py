"""The roles of a repository: who may say what, with how many keys, for how long.

`root` names the keys of all others and stays offline. `targets` only delegates: texts and dates to `policy`, recipes
and their files to `artifacts`. `snapshot` and `timestamp` are online: they vouch for freshness, not for content.
"""

from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from app.admin.errors import RoleUnusable

POLICY_ROLE: Final = "policy"
ARTIFACTS_ROLE: Final = "artifacts"
Wear = Literal["valid", "soon", "expired"]

TOP_LEVEL = ("root", "targets", "snapshot", "timestamp")
ONLINE = ("snapshot", "timestamp")
"""What is signed every day by a job, so that its keys cannot lie in a drawer."""

DELEGATED = {
    POLICY_ROLE: ["policy.json", "exceptions/*", "rollout.json", "rollout/*"],
    ARTIFACTS_ROLE: ["artifacts/*", "artifacts/*/*", "artifacts/*/*/*"],
}
"""Which targets each delegated role may speak for. `*` does not cross a slash (TUF 4.5)."""

ROLES = (*TOP_LEVEL, *DELEGATED)
OFFLINE = ("root", "targets", *DELEGATED)
"""What people sign, in the order in which one names the keys of the next."""

LIFETIME = {"root": timedelta(days=365), "snapshot": timedelta(days=30), "timestamp": timedelta(days=7)}
TARGETS_LIFETIME = timedelta(days=90)
MOST_KEYS = 20


class Quorum(msgspec.Struct, frozen=True):
    """How many keys a role has and how many of them have to sign."""

    threshold: int
    keys: int

    def __str__(self) -> str:
        return f"{self.threshold} of {self.keys}"


DEFAULT = {
    "root": Quorum(2, 3),
    "targets": Quorum(1, 1),
    "snapshot": Quorum(1, 1),
    "timestamp": Quorum(1, 1),
    POLICY_ROLE: Quorum(1, 1),
    ARTIFACTS_ROLE: Quorum(2, 2),
}


def lifetime(role: str) -> timedelta:
    """For how long a signature of the role is valid."""
    return LIFETIME.get(role, TARGETS_LIFETIME)


def wear(role: str, expires: datetime, now: datetime) -> Wear:
    """How a role's date stands: `soon` is when less than a quarter of its lifetime is left."""
    if expires <= now:
        return "expired"
    return "soon" if expires - now < lifetime(role) / 4 else "valid"


def role_of(text: str) -> str:
    """A role by its name. Raises RoleUnusable."""
    if text not in ROLES:
        raise RoleUnusable(given=text, detail=f"the roles are {', '.join(ROLES)}")
    return text


def quorum_of(text: str) -> tuple[str, Quorum]:
    """`artifacts=2/3`: a role of which 2 of 3 keys sign. Raises RoleUnusable."""
    name, _, numbers = text.partition("=")
    role = role_of(name)
    threshold, slash, keys = numbers.partition("/")
    if not (slash and threshold.isdecimal() and keys.isdecimal()):
        raise RoleUnusable(given=text, detail=f"write it like {role}=2/3, for 2 of 3 keys")
    quorum = Quorum(int(threshold), int(keys))
    if not 1 <= quorum.threshold <= quorum.keys <= MOST_KEYS:
        raise RoleUnusable(given=text, detail=f"1 to {MOST_KEYS} keys, of which at least one and at most all sign")
    return role, quorum
