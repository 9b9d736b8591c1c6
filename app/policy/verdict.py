"""From evidence to verdict: compiled immutable indexes, then identity + policy + time.

Cost per launch does not grow with the number of rules except for path patterns, which are looked up by their last
literal part. A verdict carries the rule and evidence that say so; every text shown to a person derives from it.
"""

import enum
import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from app.policy.evidence import PRECEDENCE, Evidence, Kind
from app.policy.model import Policy, Shape, Status, Tool


class Phase(enum.Enum):
    """Where a tool's status stands at a moment."""

    ANNOUNCED = "announced"
    EFFECTIVE = "effective"
    LIFTED = "lifted"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What follows for one launch. `tool` is None for the unlisted; `rule` is `tool-id/shape`."""

    status: Status | None
    tool: Tool | None = None
    phase: Phase | None = None
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def word(self) -> str:
        """`banned`, `restricted`, `approved` or `unlisted`."""
        return self.status.value if self.status else "unlisted"


UNLISTED = Verdict(status=None)

_SEVERITY = (Status.BANNED, Status.RESTRICTED, Status.APPROVED)
"""Which status speaks when equally strong evidence names two tools."""


class _Rule(msgspec.Struct, frozen=True):
    tool: Tool
    name: str
    sufficient: bool
    pattern: re.Pattern[str] | None = None


class PolicyIndex:
    """One policy compiled for lookups on one platform. Immutable once built; a new policy is a new index."""

    def __init__(self, policy: Policy, platform: str) -> None:
        self.policy = policy
        self._exact: dict[tuple[Kind, str], list[_Rule]] = {}
        self._paths: dict[str, list[_Rule]] = {}
        for tool in policy.tools:
            for number, shape in enumerate(tool.match):
                if not shape.platforms or platform in shape.platforms:
                    self._add(tool, shape, f"{tool.id}/{shape.id or number}")
        self.wants_hashes = any(kind is Kind.HASH for kind, _ in self._exact)

    def _add(self, tool: Tool, shape: Shape, name: str) -> None:
        rule = _Rule(tool, name, sufficient=shape.name is None or shape.sufficient)
        if shape.purl is not None:
            self._exact.setdefault((Kind.PACKAGE, without_version(shape.purl)), []).append(rule)
        elif shape.sha256 is not None:
            self._exact.setdefault((Kind.HASH, shape.sha256), []).append(rule)
        elif shape.name is not None:
            self._exact.setdefault((Kind.NAME, shape.name), []).append(rule)
        elif shape.path is not None:
            pattern = re.compile(glob_to_regex(shape.path))
            key = _last_literal(shape.path)
            self._paths.setdefault(key, []).append(msgspec.structs.replace(rule, pattern=pattern))

    def rules(self, evidence: Evidence) -> Iterable[_Rule]:
        """The rules this one fact satisfies, the weak ones included."""
        if evidence.kind is Kind.PATH:
            for part in {"", *re.split(r"[/\\]", evidence.value)}:
                for rule in self._paths.get(part, ()):
                    if rule.pattern is not None and rule.pattern.fullmatch(evidence.value):
                        yield rule
        else:
            value = without_version(evidence.value) if evidence.kind is Kind.PACKAGE else evidence.value
            yield from self._exact.get((evidence.kind, value), ())

    def decide(self, evidence: Iterable[Evidence], now: datetime) -> Verdict:
        """What follows from this evidence at `now` (aware): strongest evidence first, then the graver status."""
        facts = sorted(evidence, key=lambda fact: PRECEDENCE.index(fact.kind))
        found = [(fact, rule) for fact in facts for rule in self.rules(fact)]
        deciding = [(fact, rule) for fact, rule in found if rule.sufficient]
        if not deciding:
            return UNLISTED
        best, rule = min(
            deciding, key=lambda pair: (PRECEDENCE.index(pair[0].kind), _SEVERITY.index(pair[1].tool.status))
        )
        tool = rule.tool
        support = (best, *(fact for fact, other in found if other.tool is tool and fact is not best))
        phase = phase_of(tool, now)
        spoken_of = phase in (Phase.ANNOUNCED, Phase.EFFECTIVE)
        return Verdict(
            status=tool.status if spoken_of else None,
            tool=tool,
            phase=phase,
            rule=rule.name,
            evidence=tuple(dict.fromkeys(support)),
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


def glob_to_regex(glob: str) -> str:
    """Translate a path glob: `~` is any home folder, `**` any folders, `*` and `?` stay within one."""
    tokens = re.split(r"(^~|\*\*/|\*\*|\*|\?)", glob.replace("\\", "/"))
    return "".join(_GLOB.get(token, re.escape(token)) for token in tokens)


_GLOB = {"~": r"(?:/home/[^/]+|/root|/Users/[^/]+|[A-Za-z]:/Users/[^/]+)", "**/": r"(?:.*/)?", "**": r".*"}
_GLOB |= {"*": r"[^/]*", "?": r"[^/]"}


def _last_literal(glob: str) -> str:
    """The last part of the pattern without a wildcard, under which it is indexed; "" when there is none."""
    for part in reversed(glob.replace("\\", "/").split("/")):
        if part and part != "~" and not any(character in part for character in "*?"):
            return part
    return ""
