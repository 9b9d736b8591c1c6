"""Which banned and restricted tools lie on this computer, told to IT where the policy asks: on change, once a day.

The look is that of `around`: a process of its own at low priority, a few seconds. Without `inventory` in the policy's
`events.send` there is none. What was told is remembered by tool and version in a small file, so that the next look
tells what changed and nothing else.
"""

import contextlib
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.errors import SignpostError
from app.host import clock, platform
from app.host.clock import Clock
from app.host.files import content, write_durably
from app.host.paths import Paths, own_folder
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.model import Moment, Policy, Status
from app.policy.person import Person
from app.policy.purl import version_of
from app.policy.verdict import Phase, PolicyIndex
from app.runtime.disclosing import Tell

if TYPE_CHECKING:
    from app.runtime.around import Lying

EVERY = timedelta(days=1)
FILE = "inventory.json"


class Told(msgspec.Struct, frozen=True):
    """When this computer was looked through last, and what that receiver was told lies here: versions by tool."""

    at: Moment | None = None
    receiver: str = ""
    tools: dict[str, tuple[str, ...]] = {}


class Found(msgspec.Struct, frozen=True):
    """A tool off limits in one version ("": nobody can tell which), and where."""

    tool: str
    version: str
    phase: Phase | None
    path: str
    evidence: tuple[Evidence, ...]


class Inventory:
    """`tell` takes events, `note` why a look failed: nobody is bothered by that. One thread looks."""

    def __init__(
        self, paths: Paths, person: Person, tell: Tell, note: Callable[[SignpostError], None], now: Clock = clock.now
    ) -> None:
        self._paths, self._person, self._tell, self._note, self._now = paths, person, tell, note, now
        self._file = paths.state / FILE
        self._next: datetime | None = None

    def is_due(self, policy: Policy | None) -> bool:
        """Whether it is time for a look. Costs nothing where the policy does not ask for it."""
        if policy is None or policy.events is None or "inventory" not in policy.events.send:
            return False
        now = self._now()
        return self._next is None or not now < self._next <= now + EVERY  # a clock set back makes nobody wait for years

    def look(self, policy: Policy, cancel: threading.Event) -> None:
        """Look, and tell what changed since the last time; for a worker. Raises DiskFull, NotWritable."""
        from app.runtime.around import Asked, LookFailed, look_around

        now, told = self._now(), _read(self._file)
        if policy.events is None or not self.is_due(policy):
            return
        if told.receiver != policy.events.url:
            told = Told()  # another receiver was told nothing
        if told.at is not None and told.at <= now < told.at + EVERY:
            self._next = told.at + EVERY
            return
        self._next = now + EVERY
        try:
            asked = Asked(policy, self._person, str(self._paths.home))
            lying = look_around(asked, own_folder(self._paths.runtime), cancel)
        except LookFailed as error:
            self._note(error)
            return
        if not cancel.is_set():
            self._tell_changes(policy, self._off_limits(policy, lying), told, now)

    def _off_limits(self, policy: Policy, lying: "Iterable[Lying]") -> list[Found]:
        """Of all that lies here what is banned or restricted for this person, each tool and version once."""
        index, now = PolicyIndex(policy, platform.system()), self._now()
        found: dict[tuple[str, str], Found] = {}
        for one in lying:
            verdict = index.decide(one.evidence, now, self._person)
            if verdict.tool is not None and verdict.status in (Status.BANNED, Status.RESTRICTED):
                version = next((version for fact in verdict.evidence if (version := _version(fact))), "")
                made = Found(verdict.tool.id, version, verdict.phase, one.path, verdict.evidence)
                found.setdefault((made.tool, made.version), made)
        return list(found.values())

    def _tell_changes(self, policy: Policy, found: list[Found], told: Told, now: datetime) -> None:
        from app.report import ocsf

        for one in found:
            tool = policy.tool(one.tool)
            if tool is not None and one.version not in told.tools.get(one.tool, ()):
                purls = [fact.value for fact in one.evidence if fact.value.startswith("pkg:")]
                event = ocsf.installed(policy, tool, one.phase, one.version, purls, now)
                self._tell(event, Launch(pid=0, exe=one.path), one.evidence)
        lies = {(one.tool, one.version) for one in found}
        for tool_id, versions in told.tools.items():
            tool = policy.tool(tool_id)
            for version in versions:
                if tool is not None and (tool_id, version) not in lies:
                    self._tell(ocsf.gone(policy, tool, version, now))
        tools: dict[str, tuple[str, ...]] = {}
        for tool_id, version in sorted(lies):
            tools[tool_id] = (*tools.get(tool_id, ()), version)
        receiver = policy.events.url if policy.events is not None else ""
        own_folder(self._file.parent)
        write_durably(self._file, msgspec.json.encode(Told(now, receiver, tools)))


def _read(file: Path) -> Told:
    """What was told; nothing where the file is not there or damaged: then it is told anew."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        return msgspec.json.decode(content(file), type=Told)
    return Told()


def _version(fact: Evidence) -> str:
    return version_of(fact.value) if fact.kind is Kind.PACKAGE else ""
