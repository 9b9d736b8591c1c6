"""Whether metadata that somebody else prepared may be signed at all: nothing in it that no sentence would tell.

Keys, thresholds and contents are told in words before a person signs. What this program never makes itself (another
delegation, a date far away, a path out of the repository) is refused, whoever asks.
"""

from datetime import datetime, timedelta
from typing import Any

from app.admin.roles import DELEGATED, lifetime, wear
from app.admin.tufapi import Root, Targets

_SLACK = timedelta(days=1)
"""Clocks of two desks differ."""


def misfit(role: str, signed: Any, now: datetime) -> str:
    """Why this next version of a role cannot be signed, or ""."""
    if wear(role, signed.expires, now) == "expired":
        return f"its {role} ran out at {signed.expires:%Y-%m-%d} while it waited"
    if signed.expires > now + lifetime(role) + _SLACK:
        return f"its {role} would be valid until {signed.expires:%Y-%m-%d}, longer than {lifetime(role).days} days"
    if role == "root":
        return "" if isinstance(signed, Root) and signed.consistent_snapshot else "its root is of another kind"
    if not isinstance(signed, Targets):
        return f"its {role} is of another kind"
    return _delegator(signed) if role == "targets" else _contents(role, signed)


def _delegator(signed: Targets) -> str:
    delegations = signed.delegations
    roles = (delegations.roles if delegations else None) or {}
    if signed.targets or list(roles) != list(DELEGATED) or (delegations and delegations.succinct_roles):
        return "its targets delegates to others than policy and artifacts"
    for name, role in roles.items():
        if role.name != name or not role.terminating or role.path_hash_prefixes or role.paths != DELEGATED[name]:
            return f"its targets lets {name} speak for something else"
    return ""


def _contents(role: str, signed: Targets) -> str:
    if signed.delegations is not None:
        return f"its {role} delegates to others"
    for path in signed.targets:
        parts = path.split("/")
        if any(part in ("", ".", "..") or not part.isprintable() or "\\" in part or ":" in part for part in parts):
            return f"its {role} names the file {path!r}, which cannot be one of the repository"
    return ""
