"""How people ask IT for an exception: by mail, or at an https address that takes the request. Part of the policy."""

from typing import Annotated

import msgspec

from app.policy.address import Https, host_of

Mail = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.!#$*+/=^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}$(?!\n)")]
"""A mail address of the plain kind (RFC 5321, 4.1.2): nothing that a `mailto:` link (RFC 6068) reads as its own."""


class Asking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where requests go: exactly one of a mail address and a webhook.

    `mail` opens the person's own mail program; `webhook` gets the request as one OCSF event (JSON) by POST.
    """

    mail: Mail | None = None
    webhook: Https | None = None

    def __post_init__(self) -> None:
        """Refuse two ways, none, and an address that leads nowhere."""
        if (self.mail is None) == (self.webhook is None):
            raise ValueError("exception_requests needs exactly one of mail, webhook")
        if self.webhook is not None:
            try:
                host_of(self.webhook)
            except ValueError as error:
                raise ValueError(f"webhook {error}") from error

    @property
    def host(self) -> str:
        """Who gets the request, as a person would name it: the mail address, or the webhook's host."""
        return self.mail or host_of(self.webhook or "")
