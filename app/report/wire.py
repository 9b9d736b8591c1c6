"""Events as a receiver wants them: OCSF lines, Splunk's HTTP Event Collector, OTLP/HTTP with JSON. Pure.

Each event's bytes are inside exactly as the ledger shows them. Sources: docs.splunk.com, "Format events for HTTP Event
Collector"; opentelemetry.io/docs/specs/otlp (JSON Protobuf Encoding: 64-bit numbers are text) and
opentelemetry-proto/logs/v1/logs.proto.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import msgspec

from app import __version__
from app.policy.events import Format
from app.report.outbox import Parcel

_PATHS: Mapping[Format, str] = {"ndjson": "/", "splunk-hec": "/services/collector/event", "otlp": "/v1/logs"}
"""Where a receiver listens whose address has no path."""

_SEVERITY_NUMBER = {1: 9, 2: 10, 3: 13, 4: 17, 5: 21, 6: 24}
"""OCSF's severity as a SeverityNumber of OpenTelemetry: INFO, INFO2, WARN, ERROR, FATAL, FATAL4."""

SCHEMES: Mapping[Format, str] = {"ndjson": "Bearer", "splunk-hec": "Splunk", "otlp": "Bearer"}
"""How the token is announced in `Authorization`."""


class _Head(msgspec.Struct):
    """What an envelope says of an event."""

    time: int
    class_uid: int
    severity_id: int = 1


def address(url: str, form: Format) -> str:
    """Where events are posted."""
    parts = urlsplit(url)
    return url if parts.path not in ("", "/") else urlunsplit(parts._replace(path=_PATHS[form]))


def enveloped(form: Format, parcels: Sequence[Parcel]) -> tuple[bytes, str]:
    """The body that carries these events, and its media type."""
    if form == "ndjson":
        return b"".join(one.payload + b"\n" for one in parcels), "application/x-ndjson"
    if form == "splunk-hec":
        return b"\n".join(msgspec.json.encode(_for_splunk(one)) for one in parcels), "application/json"
    scope = {"name": "signpost", "version": __version__}
    resource = {"attributes": [_attribute("service.name", "signpost"), _attribute("service.version", __version__)]}
    logs = [{"scope": scope, "logRecords": [_log_record(one) for one in parcels]}]
    return msgspec.json.encode({"resourceLogs": [{"resource": resource, "scopeLogs": logs}]}), "application/json"


def _head(parcel: Parcel) -> _Head:
    """Of an event that a damaged file gave back, nothing: the receiver says what it thinks of it."""
    try:
        return msgspec.json.decode(parcel.payload, type=_Head)
    except (ValueError, RecursionError):  # msgspec's are ValueErrors
        return _Head(0, 0)


def _for_splunk(parcel: Parcel) -> dict[str, Any]:
    head = _head(parcel)
    return {
        "time": head.time / 1000,
        "source": "signpost",
        "sourcetype": "signpost:ocsf",
        "fields": {"uid": parcel.uid},
        "event": msgspec.Raw(parcel.payload),
    }


def _log_record(parcel: Parcel) -> dict[str, Any]:
    head = _head(parcel)
    nanoseconds = str(head.time * 1_000_000)
    return {
        "timeUnixNano": nanoseconds,
        "observedTimeUnixNano": nanoseconds,
        "severityNumber": _SEVERITY_NUMBER.get(head.severity_id, 0),
        "eventName": f"ocsf.{head.class_uid}",
        "attributes": [_attribute("log.record.uid", parcel.uid)],
        "body": {"stringValue": parcel.payload.decode("utf-8", "replace")},
    }


def _attribute(key: str, value: str) -> dict[str, Any]:
    return {"key": key, "value": {"stringValue": value}}
