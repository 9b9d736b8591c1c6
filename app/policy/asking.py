"""How people ask IT for an exception: by mail, at an https address, or as an event. Part of the policy."""

from typing import Annotated

import msgspec

from app.policy.address import Https, host_of

Mail = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.!#$*+/=^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}$(?!\n)")]
"""A mail address of the plain kind (RFC 5321, 4.1.2): nothing that a `mailto:` link (RFC 6068) reads as its own."""


class Asking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where requests go: exactly one of a mail address, a webhook, and the receiver of events.

    `mail` opens the person's own mail program; `webhook` gets the request as one OCSF event (JSON) by POST; with
    `events: true` it goes with the other events. A request that was made has that receiver's address in its place.
    """

    mail: Mail | None = None
    webhook: Https | None = None
    events: bool | Https = False

    def __post_init__(self) -> None:
        """Refuse two ways, none, and an address that leads nowhere."""
        if sum((self.mail is not None, self.webhook is not None, self.events is not False)) != 1:
            raise ValueError("exception_requests needs exactly one of mail, webhook, events")
        if self.webhook is not None:
            try:
                host_of(self.webhook)
            except ValueError as error:
                raise ValueError(f"webhook {error}") from error

    @property
    def host(self) -> str:
        """Who gets the request, as a person would name it: the mail address, or the host of the address."""
        address = self.events if isinstance(self.events, str) else ""
        return self.mail or host_of(self.webhook or address)
