"""One launch judged to the end, as the agent does it, but at once: cheap evidence, then the bytes where it takes them.

The agent puts the second look off to a worker thread; whoever asks here waits for the answer.
"""

import threading
from collections.abc import Callable
from datetime import datetime

import msgspec

from app.host.clock import Clock
from app.identify.identify import Identifier
from app.policy.evidence import Evidence
from app.policy.exceptions import NONE, Exceptions
from app.policy.launch import Launch
from app.policy.model import Policy, Status
from app.policy.person import Person
from app.policy.recipe import Recipes
from app.policy.verdict import PolicyIndex, Verdict


class Judged(msgspec.Struct, frozen=True):
    """A launch with all that was found out about it, and what follows."""

    launch: Launch
    evidence: tuple[Evidence, ...]
    verdict: Verdict


class Opened(msgspec.Struct, frozen=True):
    """A policy as it is tried: the document, and the exceptions and recipes that came with it."""

    policy: Policy
    exceptions: Exceptions = NONE
    recipes: Recipes = Recipes(format=1)


class Judge:
    """Judges launches by one policy on one platform, for one person, as if it were the clock's time.

    `variables` names the environment variables that its rules ask for.
    """

    def __init__(self, opened: Opened, platform: str, clock: Clock, person: Person | None = None) -> None:
        self.policy, self.clock = opened.policy, clock
        self._person, self._exceptions = person, opened.exceptions
        self._index = PolicyIndex(opened.policy, platform)
        self.variables = self._index.variables
        self._identifier = Identifier(self._index.packages)

    def judge(self, launch: Launch, cancel: threading.Event | None = None) -> Judged:
        """What the launch is and what follows. Reads whole files when the policy has rules about their bytes."""
        judged = self.glance(launch)
        return self.look_closer(judged, cancel) if self.is_open(judged) else judged

    def glance(self, launch: Launch) -> Judged:
        """What names, places, package metadata and inherited variables say."""
        return self._by(launch, (*self._identifier.evidence(launch), *self._index.inherited(launch.env)))

    def is_open(self, judged: Judged) -> bool:
        """Whether costly facts could still say more (`Agent.saw` asks the same)."""
        return self._identifier.has_more(judged.launch, self._index.second_look(judged.verdict, judged.launch))

    def look_closer(self, judged: Judged, cancel: threading.Event | None = None) -> Judged:
        """The same launch with the costly facts that could still say more."""
        sought = self._index.second_look(judged.verdict, judged.launch)
        more = self._identifier.costly(judged.launch, sought, cancel)
        return self._by(judged.launch, (*self.glance(judged.launch).evidence, *more))

    def of_facts(self, launch: Launch, evidence: tuple[Evidence, ...]) -> Judged:
        """What follows from facts that were found by other means."""
        return self._by(launch, evidence)

    def allowed_until(self, verdict: Verdict) -> datetime | None:
        """Until when an exception lets the person use the tool all the same; None where there is none."""
        if verdict.exception is None or verdict.tool is None or self._person is None:
            return None
        return self._exceptions.lasting(self._person, self.clock()).get(verdict.tool.id)

    def _by(self, launch: Launch, evidence: tuple[Evidence, ...]) -> Judged:
        return Judged(launch, evidence, self._index.decide(evidence, self.clock(), self._person, self._exceptions))


Speaks = Callable[[Verdict], bool]


def is_against(verdict: Verdict) -> bool:
    """Whether the company says anything against the tool, also where an exception lets the person use it."""
    return verdict.status in (Status.BANNED, Status.RESTRICTED)


def warns(verdict: Verdict) -> bool:
    """Whether the company says anything against the person's use of the tool."""
    return is_against(verdict) and verdict.exception is None


def is_listed(verdict: Verdict) -> bool:
    """Whether some rule of the policy means it, whatever follows."""
    return verdict.tool is not None
