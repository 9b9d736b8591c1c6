"""Exceptions: who may use a tool all the same, until when; published so that no laptop learns who else is exempt.

A subject (`user:ana`) is published only as HMAC-SHA256 (RFC 2104) under a key that belongs to the policy, and lies in
one of 256 documents by the first byte of that hash. A client fetches the few documents its own person's subjects lie
in. Names, group names and IT's reasons are in none of them. What remains: whoever has the key can test a name they
guess, so this hides a list, not the answer about a single name.
"""

import functools
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from app.policy.model import FORMAT, Moment, PolicyUnreadable, ToolId
from app.policy.person import Person

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
ExceptionId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")]


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """One exception for one subject: which tool, until when (aware, exclusive), and its id in IT's document."""

    subject: Digest
    tool: ToolId
    until: Moment
    id: ExceptionId


class _Bucket(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    exceptions: tuple[Granted, ...] = ()


class Exceptions:
    """The exceptions this machine holds. Immutable; equal when they say the same."""

    def __init__(self, key: str = "", granted: Iterable[Granted] = ()) -> None:
        self._key = key
        self._granted = tuple(granted)
        self._by_subject: dict[tuple[str, str], list[Granted]] = {}
        for one in self._granted:
            self._by_subject.setdefault((one.subject, one.tool), []).append(one)

    @property
    def granted(self) -> tuple[Granted, ...]:
        """All of them, for comparing."""
        return self._granted

    def holds(self, person: Person, tool: str, now: datetime) -> str | None:
        """The id of the exception that lets this person use that tool at `now` (aware); None when there is none."""
        if not self._by_subject:
            return None
        found = [
            one
            for subject in digests(self._key, person)
            for one in self._by_subject.get((subject, tool), ())
            if now < one.until
        ]
        return max(found, key=lambda one: (one.until, one.id)).id if found else None

    def lasting(self, person: Person, now: datetime) -> dict[str, datetime]:
        """The tools this person may use all the same at `now` (aware), each with the latest moment it ends."""
        mine = set(digests(self._key, person)) if self._granted else set()
        ends: dict[str, datetime] = {}
        for one in self._granted:
            if one.subject in mine and now < one.until:
                ends[one.tool] = max(one.until, ends.get(one.tool, one.until))
        return ends

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exceptions) and (self._key, self._granted) == (other._key, other._granted)

    def __hash__(self) -> int:
        return hash((self._key, self._granted))


NONE = Exceptions()
"""Nobody is exempt."""


def digest(key: str, subject: str) -> str:
    """The keyed hash of one subject; `key` as the policy states it."""
    import hmac  # loads OpenSSL, 4 ms, which a policy without exceptions need not wait for

    return hmac.digest(key.encode(), subject.encode("utf-8", "surrogatepass"), "sha256").hex()


@functools.lru_cache(maxsize=64)
def digests(key: str, person: Person) -> tuple[str, ...]:
    """The keyed hashes of everything the person can be named by."""
    return tuple(digest(key, subject) for subject in person.subjects())


def target(subject: str) -> str:
    """The published document a subject's exceptions lie in, given its keyed hash: `exceptions/3f.json`."""
    return f"exceptions/{subject[:2]}.json"


def targets(key: str, person: Person) -> tuple[str, ...]:
    """The documents that can concern this person; none when the policy has no exceptions (an empty key)."""
    return tuple(dict.fromkeys(target(subject) for subject in digests(key, person))) if key else ()


def dump(granted: Iterable[Granted]) -> dict[str, bytes]:
    """The published documents by target path: canonical JSON, so that the same exceptions are always the same bytes."""
    buckets: dict[str, set[Granted]] = {}
    for one in granted:
        buckets.setdefault(target(one.subject), set()).add(one)
    return {
        path: msgspec.json.encode(
            _Bucket(format=FORMAT, exceptions=tuple(sorted(some, key=msgspec.structs.astuple))), order="sorted"
        )
        for path, some in sorted(buckets.items())
    }


def load(key: str, documents: Mapping[str, bytes]) -> Exceptions:
    """Decode published documents by target path. Raises PolicyUnreadable."""
    granted: list[Granted] = []
    for path, data in sorted(documents.items()):
        try:
            bucket = msgspec.json.decode(data, type=_Bucket)
        except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors; not all of text that is no UTF-8
            raise PolicyUnreadable(detail=f"{path}: {error}") from error
        if bucket.format > FORMAT:
            raise PolicyUnreadable(detail=f"{path}: format {bucket.format} is newer than {FORMAT}")
        granted += bucket.exceptions
    return Exceptions(key, granted)
