"""`tests:` in the YAML: what the policy is meant to say of a launch, tried each time the policy is checked.

A test gives evidence, which works on every machine, or a launch, whose files are looked at where they are on this one.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from app.admin.draft import Draft, items, moment
from app.admin.problems import Location, Problem, error, warning
from app.admin.schema import meant
from app.host.platform import system
from app.identify.identify import Identifier
from app.policy.evidence import Evidence, Kind
from app.policy.exceptions import ExceptionId, Exceptions
from app.policy.launch import Launch
from app.policy.model import Moment, Platform, Policy, ToolId
from app.policy.person import Person, Subject
from app.policy.verdict import PolicyIndex, Verdict

_KINDS = {
    "sha256": Kind.HASH,
    "signer": Kind.SIGNER,
    "purl": Kind.PACKAGE,
    "marker": Kind.MARKER,
    "path": Kind.PATH,
    "name": Kind.NAME,
}


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence, by the names that shapes have; a purl with its version, a variable with its value (`NAME=value`)."""

    sha256: str | None = None
    signer: str | None = None
    purl: str | None = None
    marker: str | None = None
    path: str | None = None
    environment: str | None = None
    name: str | None = None

    def evidence(self, index: PolicyIndex) -> tuple[Evidence, ...]:
        """The same as the facts a launch would have."""
        facts = tuple(Evidence(kind, getattr(self, name)) for name, kind in _KINDS.items() if getattr(self, name))
        name, _, value = (self.environment or "").partition("=")
        return (*facts, *index.inherited({name: value}))


class Started(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A launch on this machine; `~` is the author's home. `argv` begins with the program (default: `exe` alone)."""

    exe: str
    argv: tuple[str, ...] = ()
    cwd: str = "/"
    env: dict[str, str] = {}

    def launch(self) -> Launch | None:
        """The launch; None when its program is not on this machine."""
        try:
            exe = Path(self.exe).expanduser().resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            return None
        home = str(Path("~").expanduser())
        argv = tuple(home + word[1:] if word.startswith("~/") else word for word in self.argv or (str(exe),))
        folder = home + self.cwd[1:] if self.cwd.startswith("~") else self.cwd
        return Launch(pid=0, exe=str(exe), argv=argv, cwd=folder, env=self.env)


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has to follow; what is left out does not matter."""

    verdict: Literal["banned", "restricted", "approved", "unlisted"] | None = None
    tool: ToolId | None = None
    phase: Literal["announced", "effective", "lifted"] | None = None
    rule: str | None = None
    exception: ExceptionId | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One test: evidence or a launch, when (default: now), who (default: unknown), where, and what has to follow."""

    evidence: Facts | None = None
    launch: Started | None = None
    at: Moment | None = None
    user: Subject | None = None
    groups: tuple[Subject, ...] = ()
    device: Subject | None = None
    platform: Platform = "linux"
    expect: Expected

    @property
    def person(self) -> Person:
        """Who starts it."""
        return Person(self.user or "", self.groups, self.device or "")


def errors(draft: Draft) -> Iterator[Problem]:
    """What is wrong with the tests themselves, beyond the schema."""
    tools = [tool_id for tool_id, _ in draft.tools()]
    for path, case in _cases(draft):
        given = [name for name in ("evidence", "launch") if case.get(name)]
        if len(given) != 1:
            yield error(path, "needs exactly one of evidence, launch")
        if isinstance(case.get("expect"), dict):
            tool = case["expect"].get("tool")
            if not case["expect"]:
                yield error((*path, "expect"), "expects nothing, so it cannot fail", at_key=True)
            if isinstance(tool, str) and tool not in tools:
                yield error((*path, "expect", "tool"), f"{tool!r} is not defined under tools{meant(tool, tools)}")
        try:
            moment(case.get("at"))
        except ValueError as wrong:
            yield error((*path, "at"), str(wrong))


def failures(draft: Draft, policy: Policy, held: Exceptions) -> Iterator[Problem]:
    """Try every test of a checked document against the policy made of it; each difference is an error."""
    indexes: dict[str, PolicyIndex] = {}
    identifier = Identifier(PolicyIndex(policy, system()).packages)
    for path, raw in _cases(draft):
        case = msgspec.convert({**raw, "at": moment(raw.get("at"))}, Case)
        at = case.at or draft.now
        index = indexes.get(case.platform) or PolicyIndex(policy, case.platform)
        indexes[case.platform] = index
        verdict = _verdict(case, index, identifier, at, held)
        if verdict is None:
            yield warning((*path, "launch"), "was not tried: its exe is not on this machine", at_key=True)
        else:
            yield from _differences(path, case.expect, verdict)


def _verdict(case: Case, index: PolicyIndex, identifier: Identifier, at: datetime, held: Exceptions) -> Verdict | None:
    if case.launch is None:
        return index.decide(case.evidence.evidence(index) if case.evidence else (), at, case.person, held)
    launch = case.launch.launch()
    if launch is None:
        return None
    left = index.inherited(launch.env)
    verdict = index.decide((*identifier.evidence(launch), *left), at, case.person, held)
    sought = index.second_look(verdict, launch)
    if not sought:
        return verdict
    more = identifier.costly(launch, sought)
    return index.decide((*identifier.evidence(launch), *left, *more), at, case.person, held)


def _differences(path: Location, expected: Expected, verdict: Verdict) -> Iterator[Problem]:
    came = {
        "verdict": verdict.word,
        "tool": verdict.tool.id if verdict.tool else None,
        "phase": verdict.phase.value if verdict.phase else None,
        "rule": verdict.rule or None,
        "exception": verdict.exception,
    }
    why = f" (by {verdict.rule})" if verdict.rule else ""
    for field, is_ in came.items():
        wanted = getattr(expected, field)
        if wanted is not None and wanted != is_:
            yield error((*path, "expect", field), f"the test fails: it is {is_ or 'none'}, not {wanted}{why}")


def _cases(draft: Draft) -> Iterator[tuple[Location, dict[str, Any]]]:
    for number, case in enumerate(items(draft.value.get("tests"))):
        if isinstance(case, dict):
            yield ("tests", number), case
