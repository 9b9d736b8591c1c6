"""The policy: one definition in code, from which decoding, JSON Schema and editor help follow.

A client ignores fields it does not know, so that an old one survives a new policy; but a shape with a *condition* it
does not know is skipped and reported, never half applied. `load` is the only way from bytes to a `Policy`.
"""

import enum
import functools
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from app.errors import SignpostError
from app.policy import inherited, signer, versions
from app.policy.asking import Asking
from app.policy.events import Events
from app.policy.person import Who
from app.policy.purl import TYPES, canonical, type_of

Text = dict[str, str]
"""A text by BCP 47 language tag: `{"en": …, "zh-Hans": …}`."""

ToolId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", description="Lower case, digits, hyphens.")]
Moment = Annotated[datetime, msgspec.Meta(tz=True, description="ISO 8601 with a time zone: 2026-07-10T00:00+08:00.")]
Minutes = Annotated[int, msgspec.Meta(ge=1, le=1440, description="Minutes, up to a day.")]
Platform = Literal["linux", "windows", "macos"]

FORMAT = 1
"""The generation of the document. A client refuses a higher one and keeps the policy it has."""


class PolicyUnreadable(SignpostError):
    """The bytes are no policy this version understands."""

    what = "The policy document cannot be read: {detail}"
    todo = "IT: run `signpost-admin check` and publish again."


class Status(enum.Enum):
    """What the company says of a tool. Everything it does not speak of is unlisted."""

    APPROVED = "approved"
    RESTRICTED = "restricted"
    BANNED = "banned"


class Risk(enum.Enum):
    """The company's own risk class for a tool."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One way to know the tool: exactly one condition, on these platforms.

    `purl` names the owner package (no version), `versions` narrows it to a VERS range (`vers:npm/>=1.0|<2`). `signer`
    is who signed the program, by a signature that the platform finds valid: on Windows the publisher (`Google LLC`, the
    certificate's common name), on macOS the Team ID (`EQHXZ8M8AV`) or, as one team signs many products, Team ID and
    bundle id (`EQHXZ8M8AV/com.google.Chrome`); one exact name, and on Linux nothing has one. `path` is a glob over the
    executable's or script's real path (`~` is any home, `**` any number of folders), `sha256` the file's digest,
    `marker` a text inside the file (a space in it stands for any white space or none; found in UTF-8 and in UTF-16),
    `environment` a variable that the tool leaves to what it starts (`NAME`, or `NAME=glob` over its value), `name` the
    executable's file name. The last two are weak: they count only with `sufficient: true`. A `reason` speaks in place
    of the tool's own.
    """

    id: str = ""
    purl: str | None = None
    versions: str | None = None
    signer: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] | None = None
    path: str | None = None
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | None = None
    marker: Annotated[str, msgspec.Meta(min_length=8, max_length=200)] | None = None
    environment: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] | None = None
    name: str | None = None
    sufficient: bool = False
    platforms: tuple[Platform, ...] = ()
    reason: Text = {}

    CONDITIONS: ClassVar[tuple[str, ...]] = ("sha256", "signer", "purl", "marker", "path", "environment", "name")
    WEAK: ClassVar[tuple[str, ...]] = ("environment", "name")

    def __post_init__(self) -> None:
        """Refuse a shape that would match nothing or mean two things, or whose condition is not understood here."""
        named = [condition for condition in self.CONDITIONS if getattr(self, condition) is not None]
        if len(named) != 1:
            raise ValueError(f"needs exactly one of {', '.join(self.CONDITIONS)}; has {', '.join(named) or 'none'}")
        if self.purl is not None:
            if not canonical(self.purl):
                raise ValueError(f"{self.purl!r} is no package URL")
            if type_of(self.purl) not in TYPES:
                raise ValueError(f"{type_of(self.purl)!r} is no package type known here")
        if self.versions is not None:
            if self.purl is None:
                raise ValueError("versions narrows a purl, and there is none")
            versions.parse(self.versions)
        if self.signer is not None and (wrong := signer.fault(self.signer)):
            raise ValueError(f"signer {wrong}")
        if self.environment is not None and (wrong := inherited.fault(self.environment)):
            raise ValueError(wrong)

    @property
    def decides(self) -> bool:
        """Whether it names the tool by itself."""
        return self.sufficient or all(getattr(self, condition) is None for condition in self.WEAK)


class Skipped(msgspec.Struct, frozen=True):
    """A shape this client could not apply, and why."""

    tool: str
    shape: str
    reason: str


class Tool(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One product the policy speaks of.

    `announced` is when people may first be told (default: at once), `effective` from when the status holds (default: at
    once), `lifted` when it ended; `applies_to` is whom the status is meant for (default: everyone). `close_after` is
    for banned tools: so many minutes after the person was shown the alert it is asked to close (default: never).
    """

    id: ToolId
    name: str
    status: Status
    summary: Text = {}
    category: str = ""
    risk: Risk | None = None
    reason: Text = {}
    conditions: Text = {}
    announced: Moment | None = None
    effective: Moment | None = None
    lifted: Moment | None = None
    alternatives: tuple[ToolId, ...] = ()
    applies_to: Who | None = None
    close_after: Minutes | None = None
    match: tuple[Shape, ...] = ()


class Company(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who speaks: the company's name, the sender on alerts, and the time zone and place its dates are meant in."""

    name: str
    sender: Text = {}
    timezone: str = "UTC"
    place: Text = {}


class Alerts(msgspec.Struct, frozen=True, kw_only=True):
    """How much may be said on one device: over `most_per_hour` alerts within an hour, further ones become one."""

    most_per_hour: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 6


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole document, immutable, swapped whole.

    `exceptions_key` is what the subjects of exceptions are hashed with; empty when there is none. `exception_requests`
    is how people ask for one (default: not through Signpost), `events` what IT is told, and where (default: nothing).
    """

    format: int
    version: int
    published: Moment
    company: Company
    session_minutes: Minutes = 30
    alerts: Alerts = Alerts()
    exceptions_key: str = ""
    exception_requests: Asking | None = None
    events: Events | None = None
    tools: tuple[Tool, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def tool(self, tool_id: str) -> Tool | None:
        """The tool of that id, or None."""
        return next((tool for tool in self.tools if tool.id == tool_id), None)

    @property
    def way_to_ask(self) -> Asking | None:
        """How people ask for an exception, address and all; None: not through Signpost."""
        way = self.exception_requests
        if way is None or way.events is False:
            return way
        return Asking(events=self.events.url) if self.events and "exceptions" in self.events.send else None

    def __post_init__(self) -> None:
        """Refuse what no later reader could make sense of: two tools of one id, an alternative nobody defined."""
        ids = [tool.id for tool in self.tools]
        if len(set(ids)) != len(ids):
            raise ValueError(f"tool {next(i for i in ids if ids.count(i) > 1)!r} is defined twice")
        for tool in self.tools:
            for alternative in tool.alternatives:
                if alternative not in ids:
                    raise ValueError(f"tool {tool.id!r} names the alternative {alternative!r}, which is not defined")


@functools.lru_cache(maxsize=2)  # what came, and what was there before: several parts ask about the same bytes
def load(data: bytes) -> Policy:
    """Decode a published policy. Raises PolicyUnreadable; shapes with unknown conditions end up in `skipped`."""
    try:
        document = msgspec.json.decode(data, type=dict[str, Any])
        generation = document.get("format")
        if not isinstance(generation, int) or generation > FORMAT:
            raise PolicyUnreadable(detail=f"format {generation!r} is newer than this Signpost understands ({FORMAT})")
        document["skipped"] = skipped = []
        for name, kind in (("exception_requests", Asking), ("events", Events)):
            if not _is(document.get(name), kind):
                document[name] = None
        for tool in document.get("tools") or ():
            tool["match"], left_out = _understood(tool) if _is_addressed(tool) else _left_out(tool)
            skipped.extend(left_out)
        return msgspec.convert(document, Policy)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:  # msgspec's are ValueErrors
        raise PolicyUnreadable(detail=str(error)) from error


def _understood(tool: dict[str, Any]) -> tuple[list[Shape], list[dict[str, str]]]:
    """Split the shapes of one raw tool into those this client can apply whole and a report on the rest."""
    shapes: list[Shape] = []
    skipped: list[dict[str, str]] = []
    for number, raw in enumerate(tool.get("match") or ()):
        try:
            shapes.append(msgspec.convert(raw, Shape))
        except msgspec.ValidationError as error:
            name = str(raw.get("id") or number) if isinstance(raw, dict) else str(number)
            skipped.append({"tool": str(tool.get("id")), "shape": name, "reason": str(error)})
    return shapes, skipped


def _is_addressed(tool: dict[str, Any]) -> bool:
    """Whether this client understands whom the tool's status is meant for."""
    return _is(tool.get("applies_to"), Who)


def _is(value: object, kind: type[msgspec.Struct]) -> bool:
    """Whether this client understands it; what is not there needs no understanding."""
    try:
        msgspec.convert(value, kind | None)
    except msgspec.ValidationError:
        return False
    return True


def _left_out(tool: dict[str, Any]) -> tuple[list[Shape], list[dict[str, str]]]:
    """A tool of which nobody knows here whom it is meant for keeps its texts and loses all its shapes."""
    del tool["applies_to"]
    reason = "applies_to has a condition that is not known here"
    return [], [{"tool": str(tool.get("id")), "shape": "*", "reason": reason}]


def dump(policy: Policy) -> bytes:
    """The published form: canonical JSON (sorted keys), so that the same policy is always the same bytes."""
    return msgspec.json.encode(policy, order="sorted")
