"""Software Inventory Info (5020): a banned or restricted tool lies on this computer, or does no longer."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from app.policy.model import Policy, Tool
from app.policy.purl import version_of
from app.report.ocsf.event import OTHER, UNTOLD_DEVICE, Class, Event, event

if TYPE_CHECKING:
    from app.policy.verdict import Phase

_COLLECT = 2
_APPLICATION = 1


def installed(
    policy: Policy, tool: Tool, phase: "Phase | None", version: str, purls: Iterable[str], at: datetime
) -> Event:
    """It was found, for the first time or in another version ("": nobody can tell which).

    `package` wants name and version both, so there is one only where a purl says them.
    """
    packages = sorted(set(purls))
    versioned = next((purl for purl in packages if version_of(purl)), None)
    found = event(
        Class.SOFTWARE_INVENTORY,
        _COLLECT,
        at,
        device=dict(UNTOLD_DEVICE),
        product=_product(tool, version),
        unmapped={
            "tool": tool.id,
            "status": tool.status.value,
            "phase": phase.value if phase is not None else "",
            "purl": packages,
            "policy_version": policy.version,
        },
    )
    if versioned is not None:
        package = {"name": tool.name, "version": version_of(versioned), "purl": versioned, "type_id": _APPLICATION}
        found["package"] = package
    return found


def gone(policy: Policy, tool: Tool, version: str, at: datetime) -> Event:
    """It was told of before, and lies here no longer. OCSF has no activity for that."""
    return event(
        Class.SOFTWARE_INVENTORY,
        OTHER,
        at,
        activity_name="Gone",
        device=dict(UNTOLD_DEVICE),
        product=_product(tool, version),
        unmapped={"tool": tool.id, "status": tool.status.value, "policy_version": policy.version},
    )


def _product(tool: Tool, version: str) -> Event:
    return {"uid": tool.id, "name": tool.name, **({"version": version} if version else {})}
