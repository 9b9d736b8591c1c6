"""The two secrets of enrolment: the one-time code a person may have to type, and the token a device sends.

Both are drawn from the system's generator and kept as SHA-256 only. That is enough without salt or stretching, because
neither can be guessed: a code has 125 bits, a token 256 (NIST SP 800-63B, 5.1.2.2: from 112 bits on a plain hash does).
"""

import hashlib
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U (crockford.com/base32.html)."""

_GROUPS, _GROUP = 5, 5
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_TOKEN_BYTES = 32


def new_code() -> str:
    """A one-time code of 125 bits, as it is printed: `7ZK4M-09QXT-…`, five groups of five."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def new_token() -> str:
    """A bearer token of 256 bits (RFC 6750, section 2.1 says which characters it may have)."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def code_hash(typed: str) -> bytes:
    """What is kept of a code. Capitals, dashes and spaces do not matter, O is read as 0, I and L as 1."""
    return hashlib.sha256(typed.upper().translate(_READ_AS).strip().encode()).digest()


def token_hash(token: str) -> bytes:
    """What is kept of a token, or of the number of an attempt."""
    return hashlib.sha256(token.encode()).digest()
