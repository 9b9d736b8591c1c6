"""SHA-256 of much: by OpenSSL, seven times as fast as Python's own, and 3.5 MB that stay in memory (both measured).

So the agent, which hashes nothing large for days, loads OpenSSL with the first large file and not before
(`without_openssl`). What is short is hashed by `hashlib` as ever.
"""

import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from hashlib import _Hash
    from types import ModuleType


LARGE = 32_000_000
"""Bytes. Python's own takes a sixth of a second for them."""


def sha256(octets: int = LARGE) -> "_Hash":
    """As `hashlib.sha256()`, for so many bytes."""
    if octets >= LARGE:
        modules = cast("dict[str, ModuleType | None]", sys.modules)
        if modules.get("_hashlib", modules) is None:
            modules.pop("_hashlib", None)
        try:
            from _hashlib import openssl_sha256
        except ImportError:  # a Python that was built without it
            pass
        else:
            return openssl_sha256()
    import hashlib

    return hashlib.sha256()


def without_openssl() -> None:
    """From now on `hashlib` has Python's own digests alone, as where there is no OpenSSL, until `sha256` needs that.

    A None in sys.modules makes an import fail (docs, "The module cache").
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    modules.setdefault("_hashlib", None)
