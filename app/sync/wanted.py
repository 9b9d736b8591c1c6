"""A large file that is to be fetched: what is signed of it, and where it is."""

from collections.abc import Callable

import msgspec

OnBytes = Callable[[int, int | None], None]
"""Takes the bytes that are here, and how many there will be."""


class Signed(msgspec.Struct, frozen=True):
    """What the artifacts role says of a target: its length in bytes and its SHA-256 in hex, "" where it says none."""

    length: int
    sha256: str


class Wanted(msgspec.Struct, frozen=True):
    """What is signed of a file: its target path, its address, its length and its SHA-256 in hex."""

    target: str
    url: str
    length: int
    sha256: str
