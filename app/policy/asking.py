"""How people ask IT for an exception: by mail, or at an https address that takes the request. Part of the policy."""

from typing import TYPE_CHECKING, Annotated

import msgspec

if TYPE_CHECKING:
    from urllib.parse import SplitResult

Mail = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.!#$*+/=^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}$(?!\n)")]
"""A mail address of the plain kind (RFC 5321, 4.1.2): nothing that a `mailto:` link (RFC 6068) reads as its own."""

Webhook = Annotated[str, msgspec.Meta(pattern=r"^https://[^\s\x00-\x1f\x7f\"<>\\@]+$(?!\n)", max_length=500)]


class Asking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where requests go: exactly one of a mail address and a webhook.

    `mail` opens the person's own mail program; `webhook` gets the request as one OCSF event (JSON) by POST.
    """

    mail: Mail | None = None
    webhook: Webhook | None = None

    def __post_init__(self) -> None:
        """Refuse two ways, none, and an address that leads nowhere."""
        if (self.mail is None) == (self.webhook is None):
            raise ValueError("exception_requests needs exactly one of mail, webhook")
        if self.webhook is not None:
            parts = _parsed(self.webhook)  # raises ValueError, and so does a port that is none
            if not parts.hostname or parts.port == 0:
                raise ValueError("webhook names no host")

    @property
    def host(self) -> str:
        """Who gets the request, as a person would name it: the mail address, or the webhook's host."""
        return self.mail or _parsed(self.webhook or "").netloc


def _parsed(url: str) -> "SplitResult":
    from urllib.parse import urlsplit  # 4 ms that most starts never need

    return urlsplit(url)
