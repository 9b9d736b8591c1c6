"""From evidence to verdict: compiled immutable indexes, then identity + policy + person + time.

Cost per launch does not grow with the number of rules: exact facts are looked up, path patterns are found by a part
they share with the path. A verdict carries the rule and evidence that say so; every text shown to a person derives
from it.
"""

import enum
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from app.policy import versions
from app.policy.evidence import NOTHING, RANK, Evidence, Kind, Sought, Strength
from app.policy.exceptions import Exceptions
from app.policy.globs import Globs, glob_to_regex
from app.policy.inherited import Conditions
from app.policy.launch import Launch
from app.policy.model import Policy, Shape, Status, Text, Tool
from app.policy.person import Audience, Person
from app.policy.purl import canonical, version_of

__all__ = ["UNLISTED", "Phase", "PolicyIndex", "Verdict", "glob_to_regex", "phase_of", "without_version"]


class Phase(enum.Enum):
    """Where a tool's status stands at a moment."""

    ANNOUNCED = "announced"
    EFFECTIVE = "effective"
    LIFTED = "lifted"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What follows for one launch. `tool` is None for the unlisted; `rule` is `tool-id/shape`.

    `reason` is the company's, the rule's own where it has one; `exception` is the id of the exception by which the
    person may use the tool all the same, and is not alerted.
    """

    status: Status | None
    tool: Tool | None = None
    phase: Phase | None = None
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()
    reason: Text = {}
    exception: str | None = None

    @property
    def word(self) -> str:
        """`banned`, `restricted`, `approved` or `unlisted`."""
        return self.status.value if self.status else "unlisted"


UNLISTED = Verdict(status=None)

SEVERITY = (Status.BANNED, Status.RESTRICTED, Status.APPROVED)
"""Which status speaks when equally strong evidence names two tools."""

_GRAVER: dict[Status | None, frozenset[Status]] = {
    None: frozenset({Status.BANNED, Status.RESTRICTED}),
    Status.APPROVED: frozenset({Status.BANNED, Status.RESTRICTED}),
    Status.RESTRICTED: frozenset({Status.BANNED}),
    Status.BANNED: frozenset(),
}
"""What would be worse for the person than a status."""

_SIGNING = ("windows", "macos")
"""Platforms whose programs carry signatures. On Linux the package manager checks them, and the file keeps none."""

_NOBODY_KNOWN = Person()


class _Rule(msgspec.Struct, frozen=True):
    tool: Tool
    name: str
    sufficient: bool
    reason: Text
    audience: Audience | None
    versions: versions.Range | None

    def holds(self, fact: Evidence, person: Person) -> bool:
        """Whether a fact that satisfies the rule's condition is in its versions, for a person it is meant for."""
        return (self.versions is None or self.versions.contains(version_of(fact.value))) and (
            self.audience is None or self.audience.includes(person)
        )


class PolicyIndex:
    """One policy compiled for lookups on one platform. Immutable once built; a new policy is a new index.

    `packages` are the canonical purls it speaks of, `sought` is every costly fact that some rule asks for; `variables`
    names the environment variables that rules ask for.
    """

    def __init__(self, policy: Policy, platform: str) -> None:
        self.policy = policy
        self._exact: dict[tuple[Kind, str], list[_Rule]] = {}
        globs: list[tuple[str, _Rule]] = []
        for tool in policy.tools:
            audience = Audience(tool.applies_to) if tool.applies_to is not None else None
            for number, shape in enumerate(tool.match):
                if not shape.platforms or platform in shape.platforms:
                    rule = _Rule(
                        tool,
                        f"{tool.id}/{shape.id or number}",
                        shape.decides,
                        shape.reason or tool.reason,
                        audience,
                        versions.parse(shape.versions) if shape.versions is not None else None,
                    )
                    if shape.path is not None:
                        globs.append((shape.path, rule))
                    else:
                        self._exact.setdefault(_key(shape), []).append(rule)
        self._paths = Globs(globs, ignore_case=platform != "linux")
        self.packages = tuple(value for kind, value in self._exact if kind is Kind.PACKAGE)
        self._inherited = Conditions(value for kind, value in self._exact if kind is Kind.ENVIRONMENT)
        self.variables = self._inherited.names
        self._statuses: dict[Kind, set[Status]] = {}
        for (kind, _), rules in self._exact.items():
            self._statuses.setdefault(kind, set()).update(rule.tool.status for rule in rules)
        self.sought = Sought(
            Kind.HASH in self._statuses,
            Kind.SIGNER in self._statuses and platform in _SIGNING,
            tuple(value for kind, value in self._exact if kind is Kind.MARKER),
            runtimes=bool(globs) or Kind.PACKAGE in self._statuses,
        )

    def rules(self, evidence: Evidence) -> Iterable[_Rule]:
        """The rules whose condition this one fact satisfies, whatever version and person; the weak ones included."""
        if evidence.kind is Kind.PATH:
            return self._paths.matching(evidence.value)
        value = canonical(evidence.value) if evidence.kind is Kind.PACKAGE else evidence.value
        return self._exact.get((evidence.kind, value), ())

    def inherited(self, env: Mapping[str, str]) -> tuple[Evidence, ...]:
        """What a launch's variables say: the conditions of rules that they satisfy, not their values."""
        return tuple(Evidence(Kind.ENVIRONMENT, condition) for condition in self._inherited.holding(env))

    def decide(
        self,
        evidence: Iterable[Evidence],
        now: datetime,
        person: Person | None = None,
        exceptions: Exceptions | None = None,
    ) -> Verdict:
        """What follows from this evidence at `now` (aware) for `person` (default: an unknown one).

        The strongest evidence decides, then the graver status. Tools that are not meant for the person are as good as
        unlisted. A banned or restricted tool that one of `exceptions` allows keeps its status and names the exception.
        """
        person = person or _NOBODY_KNOWN
        facts = sorted(evidence, key=lambda fact: RANK[fact.kind])
        found = [(fact, rule) for fact in facts for rule in self.rules(fact) if rule.holds(fact, person)]
        deciding = [(fact, rule) for fact, rule in found if rule.sufficient]
        if not deciding:
            return UNLISTED
        best, rule = min(deciding, key=lambda pair: (RANK[pair[0].kind], SEVERITY.index(pair[1].tool.status)))
        tool = rule.tool
        support = (best, *(fact for fact, other in found if other.tool is tool and fact is not best))
        phase = phase_of(tool, now)
        status = tool.status if phase in (Phase.ANNOUNCED, Phase.EFFECTIVE) else None
        exempt = exceptions is not None and status in (Status.BANNED, Status.RESTRICTED)
        return Verdict(
            status=status,
            tool=tool,
            phase=phase,
            rule=rule.name,
            evidence=tuple(dict.fromkeys(support)),
            reason=rule.reason,
            exception=exceptions.holds(person, tool.id, now) if exceptions is not None and exempt else None,
        )

    def second_look(self, verdict: Verdict, launch: Launch) -> Sought:
        """The costly facts that could still name a tool, or one that is graver for the person than `verdict` is.

        Only what outweighs the fact that decided can do so: a banned digest inside an approved package is worth a look,
        a banned marker there is not. A weak fact decides nothing here. A warning stays: costly facts come too late to
        have kept it from being shown, so an approval by digest, signer or marker does not reach into what is banned by
        its package or path.
        """
        if not launch.exe or not self.sought:
            return NOTHING
        if verdict.tool is None or verdict.evidence[0].strength is Strength.WEAK:
            return self.sought
        graver = _GRAVER[verdict.status if verdict.exception is None else None]
        decided = RANK[verdict.evidence[0].kind]
        kinds = {
            kind for kind, found in self._statuses.items() if RANK[kind] < decided and not graver.isdisjoint(found)
        }
        return Sought(
            Kind.HASH in kinds,
            Kind.SIGNER in kinds and self.sought.signers,
            self.sought.markers if Kind.MARKER in kinds else (),
        )


def phase_of(tool: Tool, now: datetime) -> Phase | None:
    """Where the tool's status stands at `now`; None before it is announced."""
    if tool.lifted is not None and now >= tool.lifted:
        return Phase.LIFTED
    if tool.effective is None or now >= tool.effective:
        return Phase.EFFECTIVE
    if tool.announced is None or now >= tool.announced:
        return Phase.ANNOUNCED
    return None


def without_version(purl: str) -> str:
    """The purl up to its version, qualifiers and subpath (purl-spec: `@` in a namespace is percent-encoded)."""
    return re.split(r"[@?#]", purl, maxsplit=1)[0]


def _key(shape: Shape) -> tuple[Kind, str]:
    """The fact that satisfies a shape; a path shape has none, it has a pattern."""
    if shape.purl is not None:
        return Kind.PACKAGE, canonical(shape.purl)
    if shape.signer is not None:
        return Kind.SIGNER, shape.signer
    if shape.sha256 is not None:
        return Kind.HASH, shape.sha256
    if shape.marker is not None:
        return Kind.MARKER, shape.marker
    if shape.environment is not None:
        return Kind.ENVIRONMENT, shape.environment
    return Kind.NAME, shape.name or ""
