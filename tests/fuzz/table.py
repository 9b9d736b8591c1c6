"""The table of targets: every parser of outside bytes, by name."""

from collections.abc import Mapping

from tests.fuzz.target import Target
from tests.fuzz.targets import (
    admin,
    archives,
    carryover,
    desktop,
    identify,
    packages,
    policy,
    programs,
    report,
    setup,
    state,
    sync,
    watch,
)


def table() -> Mapping[str, Target]:
    """All targets, each name once."""
    found: dict[str, Target] = {}
    for target in (
        *policy.targets(),
        *sync.targets(),
        *watch.TARGETS,
        *identify.targets(),
        *archives.TARGETS,
        *packages.TARGETS,
        *state.TARGETS,
        *carryover.TARGETS,
        *setup.targets(),
        *admin.targets(),
        *programs.TARGETS,
        *report.TARGETS,
        *desktop.TARGETS,
    ):
        if target.name in found:
            raise ValueError(f"two targets are called {target.name}")
        found[target.name] = target
    return found
