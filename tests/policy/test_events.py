"""What IT is told, as the policy says it: what a client takes, and that it sends nothing it does not understand."""

import json
from typing import Any

import msgspec
import pytest

from app.policy import model
from app.policy.events import SORTS, Events


def load(events: Any) -> Events | None:
    policy = {"format": 1, "version": 1, "published": "2026-07-03T00:00:00Z", "company": {"name": "Acme"}}
    return model.load(json.dumps({**policy, "events": events}).encode()).events


def test_without_a_word_about_it_everything_is_sent_and_no_detail_is_in_it() -> None:
    assert load({"url": "https://siem.acme.example/in"}) == Events(url="https://siem.acme.example/in")
    told = Events(url="https://siem.acme.example:8443/in")
    assert (told.format, told.send, told.include, told.keep_days) == ("ndjson", SORTS, (), 90)
    assert told.host == "siem.acme.example:8443"
    assert msgspec.json.encode(told) == b'{"url":"https://siem.acme.example:8443/in"}'
    assert load(None) is None


def test_a_policy_with_events_is_published_and_read_back_as_it_was() -> None:
    base = {"format": 1, "version": 1, "published": "2026-07-03T00:00:00Z", "company": {"name": "Acme"}}
    events = {"url": "https://siem.acme.example/", "format": "otlp", "send": ["agent"], "include": ["user"]}
    policy = model.load(json.dumps({**base, "events": {**events, "keep_days": 7}}).encode())
    assert policy.events is not None
    assert model.load(model.dump(policy)) == policy


@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://siem.acme.example/"},
        {"url": "https://user@siem.acme.example/"},
        {"url": "https://siem.acme.example/ x"},
        {"url": "https://siem.acme.example/\n"},
        {"url": "https://:443/"},
        {"url": "https://siem.acme.example:0/"},
        {"url": "https://siem.acme.example:99999/"},
        {"url": "https://[::1/"},
        {"url": None},
        {"format": "kafka"},
        {"send": ["launches", "moods"]},
        {"send": ["launches", "launches"]},
        {"include": ["everything"]},
        {"include": ["user", "user"]},
        {"keep_days": 0},
        {"keep_days": 366},
        {"keep_days": True},
        {"sample": 0.1},
    ],
)
def test_what_is_not_understood_whole_sends_nothing(change: dict[str, Any]) -> None:
    assert load({"url": "https://siem.acme.example/"}) is not None
    assert load({"url": "https://siem.acme.example/", **change}) is None


@pytest.mark.parametrize("events", [[], "https://siem.acme.example/", 1, True])
def test_what_is_no_mapping_sends_nothing(events: Any) -> None:
    assert load(events) is None
