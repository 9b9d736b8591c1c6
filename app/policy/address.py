"""An https address that the policy has something sent to. Part of the policy."""

from typing import TYPE_CHECKING, Annotated

import msgspec

if TYPE_CHECKING:
    from urllib.parse import SplitResult

Https = Annotated[str, msgspec.Meta(pattern=r"^https://[^\s\x00-\x1f\x7f\"<>\\@]+$(?!\n)", max_length=500)]
"""No user name and no password: they would travel with the policy. Whether it leads anywhere, `host_of` says."""


def host_of(url: str) -> str:
    """Host and port as written: whom a person would name. Raises ValueError where the address leads nowhere."""
    parts = _parsed(url)  # raises ValueError, and so does a port that is none
    if not parts.hostname or parts.port == 0:
        raise ValueError("names no host")
    return parts.netloc


def _parsed(url: str) -> "SplitResult":
    from urllib.parse import urlsplit  # 4 ms that most starts never need

    return urlsplit(url)
