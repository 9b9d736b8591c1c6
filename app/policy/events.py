"""What IT is told of this computer, where and in which form. Part of the policy; without it nothing is sent.

A client that does not understand it whole sends nothing: what a later version calls less may be more to this one.
"""

from typing import Annotated, Literal, get_args

import msgspec

from app.policy.address import Https, host_of

Format = Literal["ndjson", "splunk-hec", "otlp"]
Sort = Literal["launches", "set-ups", "exceptions", "inventory", "agent"]
Detail = Literal["command_line", "user", "device", "paths"]

SORTS: tuple[Sort, ...] = get_args(Sort)
KEPT_DAYS = 90


class Events(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Events go to `url`, each computer with its own token, over https only.

    `format`: OCSF events one a line (`ndjson`), the same in the envelope of Splunk's HTTP Event Collector
    (`splunk-hec`), or as log records of OpenTelemetry (`otlp`, OTLP/HTTP with JSON). `send` is which events: launches
    of banned and restricted tools, set-ups, requests for exceptions, what of such tools is installed, and what the
    agent says of itself (default: all). `include` adds what is in none of them otherwise: command lines, the account's
    name, the computer's name, paths (default: none). `keep_days` is how long a computer keeps its own copy.
    """

    url: Https
    format: Format = "ndjson"
    send: tuple[Sort, ...] = SORTS
    include: tuple[Detail, ...] = ()
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=365, description="Days, up to a year.")] = KEPT_DAYS

    def __post_init__(self) -> None:
        """Refuse an address that leads nowhere, and one thing named twice: it may be a slip for another."""
        try:
            host_of(self.url)
        except ValueError as error:
            raise ValueError(f"url {error}") from error
        for name, some in (("send", self.send), ("include", self.include)):
            if len(set(some)) != len(some):
                raise ValueError(f"{name} names something twice")

    @property
    def host(self) -> str:
        """Who gets them, as a person would name it."""
        return host_of(self.url)


def kept_days(events: Events | None) -> int:
    """How many days a computer keeps its own copy; what a policy says that sends nothing, too."""
    return events.keep_days if events is not None else KEPT_DAYS
