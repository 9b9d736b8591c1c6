"""What the company is told and is not is said by the policy in force, and each record says what is private in it."""

import json
from typing import get_args

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.text import Text
from app.desktop.theme import Theme, made_look
from app.desktop.window.event_title import title
from app.desktop.window.ledger import LedgerPane
from app.desktop.window.ledger_view import ledger_rows, ledger_words
from app.desktop.window.rows import Row
from app.desktop.window.samples import POLICY
from app.desktop.window.told_view import DETAILS, Told, added, told
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
    "launches": "starts of tools off limits",
    "set-ups": "set-ups and removals",
    "exceptions": "exceptions",
    "inventory": "installed tools off limits",
    "agent": "faults of Signpost",
    "command_line": "the commands they start with",
    "user": "your account's name",
    "device": "this computer's name",
    "paths": "where files are",
}


def sentences_of(events: Events | None) -> str:
    found = told(msgspec.structs.replace(POLICY, events=events), WORDING)
    return f"{found.sentences} {found.where}"


def test_without_events_nothing_is_told_and_before_a_policy_nothing_is_said() -> None:
    assert told(None, WORDING) == Told()
    for nothing in (None, Events(url=URL, send=(), include=("user",))):
        assert sentences_of(nothing).startswith("Your company is told none of this.")


def test_by_default_no_detail_is_told() -> None:
    is_told, _, rest = sentences_of(Events(url=URL)).partition(" It is not told: ")
    assert [name for name, said in SAID.items() if said in is_told] == list(SORTS)
    assert [name for name, said in SAID.items() if said in rest] == list(DETAILS)
    assert "Records go to siem.example.com, and stay on this computer for 90 days." in rest


@pytest.mark.parametrize("name", SAID)
def test_each_is_told_when_it_is_asked_for_and_not_otherwise(name: Sort | Detail) -> None:
    sorts: tuple[Sort, ...] = tuple(sort for sort in SORTS if sort == name) or ("agent",)
    include = tuple(detail for detail in get_args(Detail) if detail == name)
    is_told, _, rest = sentences_of(Events(url=URL, send=sorts, include=include)).partition(" It is not told: ")
    assert {other for other, said in SAID.items() if said in is_told} == {name, *sorts}
    assert "what you type or work on" in rest
    assert SAID[name] not in rest


def test_the_welcome_says_it_once_there_is_a_policy() -> None:
    policy = msgspec.structs.replace(POLICY, events=Events(url=URL, include=("device",)))
    assert "this computer's name. It is not told" in welcome_view("Acme", WORDING, policy=policy).lines[-1][2]
    assert welcome_view("Acme", WORDING).lines[-1][2] == "All that IT gets is listed under What IT sees."


def test_the_page_says_it_in_lists_where_there_is_room_and_in_its_note_where_not(qtbot: QtBot) -> None:
    policy = msgspec.structs.replace(POLICY, events=Events(url=URL, include=("device",)))
    pane = LedgerPane(Theme(fixed=made_look(dark=False, cjk=False)), ledger_words(WORDING))
    qtbot.addWidget(pane)
    pane.resize(800, 720)
    pane.show()
    before = shown(pane)
    pane.tell(told(policy, WORDING))
    qtbot.waitUntil(lambda: "Your company is told" in shown(pane))
    assert "Your company is told" not in before
    assert [text for text in shown(pane) if text.endswith("this computer's name")]
    assert "It is not told" not in pane.note.text()
    pane.resize(800, 520)
    qtbot.waitUntil(lambda: "It is not told: the commands they start with" in pane.note.text())
    assert "Your company is told" not in shown(pane)


def shown(pane: LedgerPane) -> set[str]:
    """The texts in sight."""
    return {text.text() for text in pane.findChildren(Text) if text.isVisible()}


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
