"""What a receiver's answer means for the events that were sent. Pure.

| answer | what follows |
| --- | --- |
| 2xx, as the format words it | they are sent |
| 400, 413, 422 | the batch is split, to find what is not accepted |
| 401, 403 | they wait; tried again seldom |
| 408, 425, 429, 5xx | they wait; tried again after `Retry-After`, else ever more seldom |
| 415 to a compressed body | the same at once, uncompressed |
| anything else, redirects too | they wait; tried again seldom |

Sources: RFC 9110, sections 10.2.3 and 15; Splunk, "Troubleshoot HTTP Event Collector", possible error codes; OTLP
1.9, "OTLP/HTTP Response" (there 500 must not be retried: it is tried seldom, as nothing is given up here).
"""

import enum
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from app.policy.events import Format

LONGEST_RETRY_AFTER = 3600.0
"""Seconds. A receiver that asks for more is asked again after an hour."""


class Meaning(enum.Enum):
    """What an answer means."""

    TAKEN = "taken"
    SPLIT = "split"
    """One of them, or each, is not accepted."""
    NO_TOKEN = "no-token"  # noqa: S105 - no secret
    BUSY = "busy"
    UNCOMPRESSED = "uncompressed"
    NO_RECEIVER = "no-receiver"


class Answer(msgspec.Struct, frozen=True):
    """`said` is what to tell of it; `after` seconds from now it may be tried again (None: it said nothing of that).

    `rejected`: of what was taken, so many were not, and nobody says which (OTLP's partial success).
    """

    meaning: Meaning
    said: str
    after: float | None = None
    rejected: int = 0


class _Splunk(msgspec.Struct):
    code: int


class _Partial(msgspec.Struct, rename="camel"):
    rejected_log_records: int | str = 0
    error_message: str = ""


class _Otlp(msgspec.Struct, rename="camel"):
    partial_success: _Partial | None = None


_SPLIT = frozenset({400, 413, 422})
_LATER = frozenset({408, 425, 429})
_SPLUNK_MISSET = frozenset({7, 10, 11, 14, 16})
"""Codes with 400 that no other choice of events heals: a wrong index, a channel that is wanted."""


def understood(form: Format, status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> Answer:
    """What that answer to some events means; `body` may be cut off."""
    said = str(status)
    if 200 <= status < 300:
        return _taken(form, said, body)
    code = _splunk_code(body) if form == "splunk-hec" else None
    said = said if code is None else f"{status}, code {code}"
    if status in _SPLIT:
        return Answer(Meaning.NO_RECEIVER if code in _SPLUNK_MISSET else Meaning.SPLIT, said)
    if status in (401, 403):
        return Answer(Meaning.NO_TOKEN, said)
    if status in _LATER or status >= 500:
        after = retry_after(headers.get("Retry-After", ""), now)
        slow = form == "otlp" and status not in (429, 502, 503, 504)
        return Answer(Meaning.BUSY, said, LONGEST_RETRY_AFTER if slow else after)
    if status == 415:
        return Answer(Meaning.UNCOMPRESSED, said)
    return Answer(Meaning.NO_RECEIVER, f"answer {said}")


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait (RFC 9110, 10.2.3: a number of them, or a date), an hour at most; None: it does not say."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(min(int(value[:9]), LONGEST_RETRY_AFTER)) if len(value) < 10 else LONGEST_RETRY_AFTER
    from email.utils import parsedate_to_datetime

    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return min(LONGEST_RETRY_AFTER, max(0.0, (at - now).total_seconds()))


def _taken(form: Format, said: str, body: bytes) -> Answer:
    if form == "splunk-hec" and _splunk_code(body) != 0:
        return Answer(Meaning.NO_RECEIVER, "it does not answer as Splunk does")
    if form == "otlp":
        return _taken_by_otlp(said, body)
    return Answer(Meaning.TAKEN, said)


def _taken_by_otlp(said: str, body: bytes) -> Answer:
    try:
        partial = msgspec.json.decode(body or b"{}", type=_Otlp).partial_success
        rejected = int(partial.rejected_log_records) if partial is not None else 0
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return Answer(Meaning.NO_RECEIVER, "it does not answer as OTLP does")
    return Answer(Meaning.TAKEN, said, rejected=max(0, rejected))


def _splunk_code(body: bytes) -> int | None:
    try:
        return msgspec.json.decode(body, type=_Splunk).code
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
