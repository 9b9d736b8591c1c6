"""The one table of settings: name, type, who may set it and what it is for.

Templates for device management, schemas and README's table are generated from it (`app.admin.rollout`).
"""

from datetime import time
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

import msgspec

SHORTEST_POLL, LONGEST_POLL = 1, 86_400
"""Seconds between two looks for a new policy, at least and at most."""


def _says(text: str, *, machine: bool = False, secret: bool = False) -> msgspec.Meta:
    return msgspec.Meta(description=text, extra={"machine": machine, "secret": secret})


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One layer of configuration, and the table: None: this layer says nothing.

    Whom rules are for, who this computer is and whom it trusts on the network only the machine may state (`machine`).
    """

    url: Annotated[str | None, _says("Address of the company's policy (https).")] = None
    root: Annotated[str | None, _says("Trusted root metadata: the path of its file, or the JSON itself.")] = None
    poll_seconds: Annotated[
        Annotated[int, msgspec.Meta(ge=SHORTEST_POLL, le=LONGEST_POLL)] | None,
        _says("How often to look for a new policy, in seconds."),
    ] = None
    npm: Annotated[str | None, _says("Path of npm; otherwise the one that PATH finds.")] = None
    npm_registry: Annotated[str | None, _says("npm registry that set-ups get packages from.", machine=True)] = None
    uv: Annotated[str | None, _says("Path of uv; otherwise the one that PATH finds.")] = None
    pypi_index: Annotated[str | None, _says("Python package index that set-ups use.", machine=True)] = None
    language: Annotated[str | None, _says("Language of the windows (BCP 47), for example zh-CN.")] = None
    terminal_notice: Annotated[
        bool | None, _says("Say a line on the terminal of programs that nobody at the screen started.")
    ] = None
    quiet_from: Annotated[time | None, _says("Alerts wait from this time, for example 18:00:00.")] = None
    quiet_until: Annotated[time | None, _says("Alerts wait until this time, for example 09:00:00.")] = None
    quiet_days: Annotated[
        tuple[Annotated[int, msgspec.Meta(ge=1, le=7)], ...] | None, _says("Days of quiet: 1 is Monday, 7 is Sunday.")
    ] = None
    groups: Annotated[
        tuple[str, ...] | None, _says("The company's groups of this computer's person.", machine=True)
    ] = None
    device: Annotated[str | None, _says("Name of this computer in the company's inventory.", machine=True)] = None
    enrol_url: Annotated[str | None, _says("Where to get a token for the policy's host (https).", machine=True)] = None
    enrol_code: Annotated[str | None, _says("What this computer enrols with. A secret.", machine=True, secret=True)] = (
        None
    )
    token: Annotated[str | None, _says("Token for the policy's host. A secret.", machine=True, secret=True)] = None
    events_url: Annotated[str | None, _says("Receiver of events (https) that events_token is for.", machine=True)] = (
        None
    )
    events_token: Annotated[
        str | None, _says("Token for the receiver of events. A secret.", machine=True, secret=True)
    ] = None
    proxy: Annotated[str | None, _says("Address of the proxy (http or https).", machine=True)] = None
    no_proxy: Annotated[tuple[str, ...] | None, _says("Hosts that are reached without it.", machine=True)] = None
    ca_bundle: Annotated[str | None, _says("File of certificates to trust besides the system's.", machine=True)] = None


Value = str | int | bool | time | tuple[str, ...] | tuple[int, ...]
"""What a layer says of one setting."""


class Kind(Enum):
    """What a value is; outside TOML a time is text (ISO 8601)."""

    TEXT = "text"
    NUMBER = "number"
    SWITCH = "yes or no"
    TIME = "time"
    TEXTS = "list of texts"
    NUMBERS = "list of numbers"


class Setting(msgspec.Struct, frozen=True):
    """A row. `machine`: only the machine's configuration may set it. `text`: what it is for, in English."""

    name: str
    kind: Kind
    machine: bool
    secret: bool
    text: str


_KINDS: dict[Any, Kind] = {str: Kind.TEXT, int: Kind.NUMBER, bool: Kind.SWITCH, time: Kind.TIME}


def _row(name: str, declared: Any) -> Setting:
    said, about = get_args(declared)[:2]
    of = get_args(said)[0]
    of = get_args(of)[0] if get_origin(of) is Annotated else of
    kind = _KINDS.get(of) or (Kind.TEXTS if get_args(of)[0] is str else Kind.NUMBERS)
    return Setting(name, kind, about.extra["machine"], about.extra["secret"], about.description)


TABLE = tuple(_row(name, declared) for name, declared in Settings.__annotations__.items())
MACHINE_ONLY = tuple(row.name for row in TABLE if row.machine)
