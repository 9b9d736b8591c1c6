"""Envelopes as the receivers' own definitions have them, and what each answer means."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from google.protobuf.json_format import Parse
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from app.policy.events import Format
from app.report.answer import LONGEST_RETRY_AFTER, Answer, Meaning, retry_after, understood
from app.report.ledger import exact
from app.report.outbox import Parcel
from app.report.wire import address, enveloped
from tests.support.events import every

NOW = datetime(2026, 7, 15, 9, 42, tzinfo=UTC)
PARCELS = tuple(Parcel(event["metadata"]["uid"], exact(event)) for event in every().values())


def test_lines_are_the_payloads_and_nothing_else() -> None:
    body, kind = enveloped("ndjson", PARCELS)
    assert body.splitlines() == [parcel.payload for parcel in PARCELS]
    assert body.endswith(b"}\n")
    assert kind == "application/x-ndjson"


def test_splunks_envelope_holds_the_time_in_seconds_the_key_and_the_event() -> None:
    body, kind = enveloped("splunk-hec", PARCELS)
    decoder, rest, found = json.JSONDecoder(), body.decode(), []
    while rest.strip():  # objects one after the other, as Splunk takes them
        one, end = decoder.raw_decode(rest.lstrip())
        rest = rest.lstrip()[end:]
        found.append(one)
    assert kind == "application/json"
    for parcel, one in zip(PARCELS, found, strict=True):
        assert set(one) == {"time", "source", "sourcetype", "fields", "event"}
        assert one["event"] == json.loads(parcel.payload)
        assert round(one["time"] * 1000) == one["event"]["time"]
        assert one["fields"] == {"uid": parcel.uid}
        assert parcel.payload in body


def test_opentelemetrys_own_definition_reads_our_log_records_strictly() -> None:
    body, kind = enveloped("otlp", PARCELS)
    request = Parse(body, ExportLogsServiceRequest(), ignore_unknown_fields=False)
    (resource,) = request.resource_logs
    (scope,) = resource.scope_logs
    assert kind == "application/json"
    assert {one.key: one.value.string_value for one in resource.resource.attributes}["service.name"] == "signpost"
    assert len(scope.log_records) == len(PARCELS)
    for parcel, record in zip(PARCELS, scope.log_records, strict=True):
        event = json.loads(parcel.payload)
        assert record.time_unix_nano == event["time"] * 1_000_000
        assert record.body.string_value.encode() == parcel.payload
        assert record.event_name == f"ocsf.{event['class_uid']}"
        assert 1 <= record.severity_number <= 24
        assert {one.key: one.value.string_value for one in record.attributes} == {"log.record.uid": parcel.uid}


@pytest.mark.parametrize(
    ("url", "form", "posted"),
    [
        ("https://a.example", "splunk-hec", "https://a.example/services/collector/event"),
        ("https://a.example:8088/", "splunk-hec", "https://a.example:8088/services/collector/event"),
        ("https://a.example/", "otlp", "https://a.example/v1/logs"),
        ("https://a.example/own/v1/logs?tenant=1", "otlp", "https://a.example/own/v1/logs?tenant=1"),
        ("https://a.example?x=1", "ndjson", "https://a.example/?x=1"),
        ("https://a.example/in", "ndjson", "https://a.example/in"),
    ],
)
def test_an_address_without_a_path_gets_the_formats_own(url: str, form: Format, posted: str) -> None:
    assert address(url, form) == posted


BUSY = b'{"text":"Server is busy","code":9}'


@pytest.mark.parametrize(
    ("form", "status", "headers", "body", "meant"),
    [
        ("ndjson", 200, {}, b"", Answer(Meaning.TAKEN, "200")),
        ("ndjson", 204, {}, b"", Answer(Meaning.TAKEN, "204")),
        ("ndjson", 202, {}, b"<html>", Answer(Meaning.TAKEN, "202")),
        ("ndjson", 301, {}, b"", Answer(Meaning.NO_RECEIVER, "answer 301")),
        ("ndjson", 307, {}, b"", Answer(Meaning.NO_RECEIVER, "answer 307")),
        ("ndjson", 400, {}, b"", Answer(Meaning.SPLIT, "400")),
        ("ndjson", 413, {}, b"", Answer(Meaning.SPLIT, "413")),
        ("ndjson", 422, {}, b"", Answer(Meaning.SPLIT, "422")),
        ("ndjson", 401, {}, b"", Answer(Meaning.NO_TOKEN, "401")),
        ("ndjson", 403, {}, b"", Answer(Meaning.NO_TOKEN, "403")),
        ("ndjson", 404, {}, b"", Answer(Meaning.NO_RECEIVER, "answer 404")),
        ("ndjson", 415, {}, b"", Answer(Meaning.UNCOMPRESSED, "415")),
        ("ndjson", 408, {}, b"", Answer(Meaning.BUSY, "408")),
        ("ndjson", 429, {"Retry-After": "7"}, b"", Answer(Meaning.BUSY, "429", 7.0)),
        ("ndjson", 500, {}, b"", Answer(Meaning.BUSY, "500")),
        ("splunk-hec", 200, {}, b'{"text":"Success","code":0}', Answer(Meaning.TAKEN, "200")),
        ("splunk-hec", 200, {}, b"<html>", Answer(Meaning.NO_RECEIVER, "it does not answer as Splunk does")),
        ("splunk-hec", 200, {}, BUSY, Answer(Meaning.NO_RECEIVER, "it does not answer as Splunk does")),
        ("splunk-hec", 503, {}, BUSY, Answer(Meaning.BUSY, "503, code 9")),
        ("splunk-hec", 403, {}, b'{"text":"Invalid token","code":4}', Answer(Meaning.NO_TOKEN, "403, code 4")),
        ("splunk-hec", 400, {}, b'{"text":"Invalid data format","code":6}', Answer(Meaning.SPLIT, "400, code 6")),
        ("splunk-hec", 400, {}, b'{"code":7}', Answer(Meaning.NO_RECEIVER, "400, code 7")),
        ("splunk-hec", 400, {}, b'{"code":10}', Answer(Meaning.NO_RECEIVER, "400, code 10")),
        ("otlp", 200, {}, b"{}", Answer(Meaning.TAKEN, "200")),
        ("otlp", 200, {}, b"", Answer(Meaning.TAKEN, "200")),
        ("otlp", 200, {}, b'{"partialSuccess":{}}', Answer(Meaning.TAKEN, "200")),
        ("otlp", 200, {}, b'{"partialSuccess":{"errorMessage":"careful"}}', Answer(Meaning.TAKEN, "200")),
        (
            "otlp",
            200,
            {},
            b'{"partialSuccess":{"rejectedLogRecords":"3"}}',
            Answer(Meaning.TAKEN, "200", None, 3),
        ),
        ("otlp", 200, {}, b"[", Answer(Meaning.NO_RECEIVER, "it does not answer as OTLP does")),
        ("otlp", 503, {"Retry-After": "2"}, b"", Answer(Meaning.BUSY, "503", 2.0)),
        ("otlp", 502, {}, b"", Answer(Meaning.BUSY, "502")),
        ("otlp", 500, {}, b"", Answer(Meaning.BUSY, "500", LONGEST_RETRY_AFTER)),
    ],
)
def test_every_answer_means_something(
    form: Format, status: int, headers: dict[str, str], body: bytes, meant: Answer
) -> None:
    assert understood(form, status, headers, body, NOW) == meant


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("86400", LONGEST_RETRY_AFTER),
        ("9" * 400, LONGEST_RETRY_AFTER),
        ("Wed, 15 Jul 2026 09:43:00 GMT", 60.0),
        ("Wed, 15 Jul 2026 09:41:00 GMT", 0.0),
        ("Wed, 15 Jul 2099 09:41:00 GMT", LONGEST_RETRY_AFTER),
        ("Wednesday, 15-Jul-26 09:43:00 GMT", 60.0),
        ("-1", None),
        ("soon", None),
        ("", None),
        ("1e3", None),
        ("٣", None),
    ],
)
def test_both_forms_of_retry_after_are_honoured_and_capped(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=60) | st.datetimes().map(lambda at: at.strftime("%a, %d %b %Y %H:%M:%S GMT")))
def test_no_retry_after_is_longer_than_an_hour_or_negative(value: str) -> None:
    found = retry_after(value, NOW + timedelta(days=1))
    assert found is None or 0.0 <= found <= LONGEST_RETRY_AFTER


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=20), inner, max_size=3),
)


@given(
    st.sampled_from(["ndjson", "splunk-hec", "otlp"]),
    st.integers(100, 599),
    st.binary(max_size=200)
    | st.dictionaries(st.sampled_from(["code", "partialSuccess", "x"]), _JSON).map(lambda one: json.dumps(one).encode())
    | st.just(b"[" * 100_000),
)
def test_whatever_a_receiver_says_it_means_something(form: Format, status: int, body: bytes) -> None:
    meant = understood(form, status, {}, body, NOW)
    assert meant.rejected >= 0
    assert (meant.meaning is Meaning.TAKEN) <= (200 <= status < 300)
