"""What the company is told and is not is said by the policy in force, and each record says what is private in it."""

import json
from typing import get_args

import msgspec
import pytest

from app.desktop import samples
from app.desktop.window.event_title import title
from app.desktop.window.ledger_view import ledger_rows, ledger_words
from app.desktop.window.rows import Row
from app.desktop.window.samples import POLICY
from app.desktop.window.told_view import DETAILS, added, told
from app.desktop.window.welcome_view import welcome_view
from app.desktop.wording import Wording
from app.policy.events import SORTS, Detail, Events, Sort
from app.policy.launch import Launch
from app.policy.person import Person
from app.report.disclosure import Circumstances, disclosed
from app.report.ledger import Entry
from tests.support.events import VERDICT, every

WORDING = Wording(samples.NOW)
URL = "https://siem.example.com/x"
SAID: dict[Sort | Detail, str] = {
    "launches": "when a tool off limits starts",
    "set-ups": "which tools are set up and removed",
    "exceptions": "what becomes of exceptions",
    "inventory": "which tools off limits are installed",
    "agent": "what goes wrong in Signpost",
    "command_line": "the commands they are started with",
    "user": "your account's name",
    "device": "this computer's name",
    "paths": "where their files are",
}


def sentences_of(events: Events | None) -> str:
    return told(msgspec.structs.replace(POLICY, events=events), WORDING)


def test_without_events_nothing_is_told_and_before_a_policy_nothing_is_said() -> None:
    assert told(None, WORDING) == ""
    assert sentences_of(None).startswith("Your company is told none of this.")


def test_by_default_no_detail_is_told() -> None:
    is_told, _, rest = sentences_of(Events(url=URL)).partition(" It is not told: ")
    assert [name for name, said in SAID.items() if said in is_told] == list(SORTS)
    assert [name for name, said in SAID.items() if said in rest] == list(DETAILS)
    assert "Records go to siem.example.com, and stay on this computer for 90 days." in rest


@pytest.mark.parametrize("name", SAID)
def test_each_is_told_when_it_is_asked_for_and_not_otherwise(name: Sort | Detail) -> None:
    sorts = tuple(sort for sort in SORTS if sort == name)
    include = tuple(detail for detail in get_args(Detail) if detail == name)
    is_told, _, rest = sentences_of(Events(url=URL, send=sorts, include=include)).partition(" It is not told: ")
    assert [other for other, said in SAID.items() if said in is_told] == [name]
    assert "what you type or work on" in rest
    assert SAID[name] not in rest


def test_the_page_and_the_welcome_say_it() -> None:
    policy = msgspec.structs.replace(POLICY, events=Events(url=URL, include=("device",)))
    assert "this computer's name. It is not told" in ledger_words(WORDING, policy).note
    assert "this computer's name. It is not told" in welcome_view("Acme", WORDING, policy=policy).lines[-1][2]


def foot(payload: str) -> str:
    _, row = ledger_rows((Entry("1", 1, "sent", "", payload),), {}, WORDING)
    assert isinstance(row, Row)
    return row.foot


@pytest.mark.parametrize("detail", DETAILS)
def test_a_record_says_what_is_private_in_it(detail: Detail) -> None:
    launch = Launch(pid=1, exe="/opt/claude", argv=("claude",))
    around = Circumstances(person=Person("ana", (), "lt-1"), launch=launch, evidence=VERDICT.evidence)
    payload = json.dumps(disclosed(every()["launch"], around, (detail,)))
    assert added(payload) == (detail,)
    assert foot(payload).startswith(f"Your company has this added: {SAID[detail]}.")


def test_a_record_without_any_says_so_and_one_that_is_damaged_stops_nothing() -> None:
    for event in every().values():
        assert foot(json.dumps(event)) == "No file names, commands or prompts are ever in here."
    for damaged in ("", "[]", "{", '{"process": 3}', '{"unmapped": null}', "[" * 100_000):
        assert added(damaged) == ()


def test_every_event_has_a_title_of_its_own() -> None:
    titles = {name: title(json.dumps(event), {}, WORDING) for name, event in every().items()}
    assert not [name for name, said in titles.items() if said.startswith("Record of class") or "{" in said]
    assert titles["updated"] == "Update finished: qoder"
    assert titles["not removed"] == "Could not be removed: qoder"
    assert titles["granted"] == "Exception in force: Claude Code"
