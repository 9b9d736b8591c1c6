"""What the window's pages are made from, as one frozen value; what the policy says to one person now. No Qt."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from app.desktop.card_model import ProgressView
from app.desktop.countdown_text import Countdown
from app.errors import SignpostError
from app.policy.model import Policy, Status, Tool
from app.policy.person import Audience, Person
from app.policy.purl import version_of
from app.policy.recipe import Recipe
from app.policy.verdict import Phase, Verdict, phase_of
from app.setup.place import Installed
from app.setup.updates import update_of
from app.sync.state import SyncState


class Word(enum.Enum):
    """What the policy says to this person of a tool, now."""

    OFF_LIMITS = "off limits"
    SOON = "soon off limits"
    CONDITIONS = "with conditions"
    EXCEPTION = "exception"
    APPROVED = "approved"


WEIGHT = {word: place for place, word in enumerate(Word)}
"""What comes first in a list."""


@dataclass(frozen=True)
class Found:
    """A tool that lies on this computer: the first place it was found at, and in how many more."""

    tool: str
    path: str
    version: str = ""
    others: int = 0


@dataclass(frozen=True)
class Looked:
    """What a look around this computer found of the policy's tools, and when that was. Nothing unlisted is in it."""

    found: tuple[Found, ...]
    at: datetime


@dataclass(frozen=True)
class Situation:
    """What is so. `build` is this machine as recipes call it ("linux-x64"), `looked` None until somebody looked.

    `installed` are the tools Signpost set up, `changed` those of them that IT changed under their version, `progress`
    those it is setting up and how far that is, `failed` those of which the last set-up in this run did not work,
    `removing` those that are taken away, `alerted` those of which an alert of this run can be shown again, `counting`
    those that will be asked to close, and when.
    """

    state: SyncState | None
    person: Person = field(default_factory=Person)
    build: str = ""
    looked: Looked | None = None
    installed: Mapping[str, Installed] = field(default_factory=lambda: MappingProxyType({}))
    changed: frozenset[str] = frozenset()
    progress: Mapping[str, ProgressView] = field(default_factory=lambda: MappingProxyType({}))
    failed: Mapping[str, SignpostError] = field(default_factory=lambda: MappingProxyType({}))
    removing: frozenset[str] = frozenset()
    alerted: frozenset[str] = frozenset()
    counting: Mapping[str, Countdown] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def policy(self) -> Policy | None:
        """The policy in force."""
        return self.state.policy if self.state is not None else None

    def word(self, tool: Tool, now: datetime) -> Word | None:
        """What holds for this person at `now`; None where the policy says nothing to them."""
        phase = phase_of(tool, now)
        if phase not in (Phase.ANNOUNCED, Phase.EFFECTIVE):
            return None
        if tool.applies_to is not None and not Audience(tool.applies_to).includes(self.person):
            return None
        if tool.status is Status.APPROVED:
            return Word.APPROVED if phase is Phase.EFFECTIVE else None
        if self.state is not None and self.state.exceptions.holds(self.person, tool.id, now) is not None:
            return Word.EXCEPTION
        if tool.status is Status.RESTRICTED:
            return Word.CONDITIONS
        return Word.OFF_LIMITS if phase is Phase.EFFECTIVE else Word.SOON

    def found(self, tool_id: str) -> Found | None:
        """Where that tool lies here; None where it was not found."""
        found = self.looked.found if self.looked is not None else ()
        return next((one for one in found if one.tool == tool_id), None)

    def has_update(self, tool_id: str) -> bool:
        """Whether IT wants another version than the one that is set up."""
        installed, offered = self.installed.get(tool_id), self.state.recipes.of(tool_id) if self.state else ()
        if installed is None:
            return False
        return update_of(installed, offered, self.build, lambda one, _: one.tool in self.changed) is not None

    def recipe(self, tool_id: str) -> Recipe | None:
        """How IT sets that tool up on a machine like this; None where it does not."""
        offered = self.state.recipes.of(tool_id) if self.state is not None else ()
        return next((recipe for recipe in offered if self.build in recipe.builds), None)


def grouped(found: list[tuple[str, Verdict]]) -> tuple[Found, ...]:
    """Places and verdicts of a look around, one row a tool."""
    tools: dict[str, Found] = {}
    for path, verdict in found:
        if verdict.tool is None:
            continue
        one = tools.get(verdict.tool.id)
        versions = (version_of(fact.value) for fact in verdict.evidence if fact.value.startswith("pkg:"))
        version = next((version for version in versions if version), "")
        if one is None:
            tools[verdict.tool.id] = Found(verdict.tool.id, path, version)
        else:
            tools[one.tool] = Found(one.tool, one.path, one.version or version, one.others + 1)
    return tuple(tools.values())
