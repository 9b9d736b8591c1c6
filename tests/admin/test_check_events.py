"""`check` and `diff` about the events that a policy asks for."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from app.admin.cli import commands
from app.admin.diff import diff
from app.admin.edition import Edition
from app.policy.events import Events
from app.policy.model import Company, Policy, load

POLICY = "company: {name: Acme}\ntools: {}\n"


def said(folder: Path, section: str) -> list[tuple[str, str, str]]:
    """Where, how bad, what."""
    path = folder / "policy.yaml"
    path.write_text(POLICY + section + "\n")
    done = CliRunner().invoke(commands, ["check", str(path), "--json", "--now", "2026-07-15T00:00Z"])
    return [(one["path"], one["severity"], one["message"]) for one in json.loads(done.stdout)["problems"]]


def test_events_that_are_right_are_taken(tmp_path: Path) -> None:
    whole = "events: {url: 'https://siem.acme.example/in', format: otlp, send: [agent], include: [user], keep_days: 7}"
    assert said(tmp_path, whole) == []
    assert said(tmp_path, "events: {url: 'https://siem.acme.example/in'}") == []


@pytest.mark.parametrize(
    ("fields", "path", "words"),
    [
        ("format: otlp", "events", "lacks url"),
        ("url: 'http://siem.acme.example/'", "events.url", "write an address that begins with https://"),
        ("url: 'https://:8443/'", "events.url", "names no host"),
        ("url: 'https://siem.acme.example/#a'", "events.url", "has a fragment"),
        ("url: 'https://a.example/', format: hec", "events.format", "not one of ndjson, otlp, splunk-hec"),
        ("url: 'https://a.example/', sends: []", "events.sends", 'did you mean "send"'),
        ("url: 'https://a.example/', send: [launchs]", "events.send[0]", 'did you mean "launches"'),
        ("url: 'https://a.example/', include: [user, user]", "events.include[1]", "'user' is named twice"),
        ("url: 'https://a.example/', keep_days: 400", "events.keep_days", "more than 365"),
    ],
)
def test_what_is_wrong_has_its_place_and_a_word(tmp_path: Path, fields: str, path: str, words: str) -> None:
    found = said(tmp_path, f"events: {{{fields}}}")
    assert [(where, how) for where, how, _ in found] == [(path, "error")]
    assert words in found[0][2]


def test_nothing_to_send_is_doubtful(tmp_path: Path) -> None:
    found = said(tmp_path, "events: {url: 'https://a.example/', send: []}")
    assert found == [("events.send", "warning", "names nothing, so nothing is sent")]


def test_a_webhook_that_leads_nowhere_is_told_in_its_place(tmp_path: Path) -> None:
    found = said(tmp_path, "exception_requests: {webhook: 'https://:8443/'}")
    assert found == [("exception_requests.webhook", "error", "names no host")]


EVENTS = "events: {url: 'https://siem.acme.example/in'"


def test_requests_can_go_with_the_other_events(tmp_path: Path) -> None:
    assert said(tmp_path, EVENTS + "}\nexception_requests: {events: true}") == []


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("exception_requests: {events: true}", "needs events, which say where they go"),
        (EVENTS + ", send: [launches]}\nexception_requests: {events: true}", "needs exceptions under events.send"),
        (EVENTS + "}\nexception_requests: {events: 'https://siem.acme.example/in'}", "is true; the address is"),
        (EVENTS + "}\nexception_requests: {events: false}", "needs exactly one of mail, webhook, events"),
        (EVENTS + "}\nexception_requests: {events: true, mail: it@acme.example}", "needs exactly one of mail"),
    ],
)
def test_requests_as_events_need_events(tmp_path: Path, section: str, words: str) -> None:
    found = said(tmp_path, section)
    assert len(found) == 1
    assert words in found[0][2]


def test_diff_tells_what_leaves_each_computer() -> None:
    base = {"format": 1, "version": 1, "published": "2026-07-03T00:00:00Z", "company": {"name": "Acme"}}
    quiet = load(json.dumps(base).encode())
    told = Events(url="https://siem.acme.example/in", send=("launches", "agent"), include=("user",))
    changes = diff(edition(quiet), edition(msgspec.structs.replace(quiet, events=told)))
    assert [one.said for one in changes] == [
        "events nothing -> launches, agent to https://siem.acme.example/in as ndjson, with user; kept 90 days"
    ]


def edition(policy: Policy) -> Edition:
    assert policy.company == Company(name="Acme")
    return Edition(policy=policy)
