"""The window's long lists: exact payloads, search, days, keyboard, export, and thousands of rows."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.controls import Button
from app.desktop.desktop import Desktop
from app.desktop.theme import Theme, made_look
from app.desktop.window.activity import ActivityPane
from app.desktop.window.activity_view import activity_rows
from app.desktop.window.destination import Destination
from app.desktop.window.event_title import title
from app.desktop.window.export import exported
from app.desktop.window.ledger import LedgerPane
from app.desktop.window.ledger_view import ledger_rows, ledger_words
from app.desktop.window.row_list import RowList
from app.desktop.window.row_model import PORTION
from app.desktop.window.rows import Caption, More, Row, matching
from app.desktop.window.samples import POLICY, STATE, happenings, ledger_entries
from app.desktop.window.samples import installed as samples_installed
from app.desktop.wording import Wording
from app.host.paths import Paths
from app.report import ocsf
from app.report.activity import Activity
from app.report.happening import Facts, Happening, Kind
from app.report.ledger import Entry, Ledger
from app.setup.place import Place
from tests.desktop.conftest import Wishes

WORDING = Wording(now=samples.NOW, zone=samples.BERLIN)
NAMES = {"claude-code": "Claude Code", "qoder": "Qoder CLI"}


def some(count: int) -> tuple[Caption | Row, ...]:
    rows = [Row(f"{number}", "", f"Row {number}", "note", "09:42", code=f'{{"n":{number}}}') for number in range(count)]
    return (Caption("Today"), *rows)


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    made = RowList(Theme(fixed=made_look(dark=False, cjk=False)), "Records", "Copy", "Copied")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_row_says_what_happened_and_days_are_captions() -> None:
    found = ledger_rows(ledger_entries(), NAMES, WORDING)
    assert [item.text if isinstance(item, Caption) else item.title for item in found] == [
        "Today",
        "Set-up finished: Qoder CLI",
        "Alert: Claude Code",
        "Yesterday",
        "Set-up stopped: Qoder CLI",
        "Alert: Claude Code",
    ]
    marks = [item.mark.text for item in found if isinstance(item, Row) and item.mark is not None]
    assert marks == ["Waiting", "Sent", "Withheld", "Sent"]


@pytest.mark.parametrize("payload", ["", "[]", "null", "{", '{"class_uid": [1]}', "[" * 100_000, '{"unmapped": 1}'])
def test_a_record_that_nobody_can_read_is_still_a_row(payload: str) -> None:
    entry = Entry("1", 0, "lost", "who knows\u202e", payload)
    caption, row = ledger_rows((entry,), NAMES, WORDING)
    assert isinstance(row, Row)
    assert row.code == payload
    assert "\u202e" not in row.note
    assert title(payload, NAMES, WORDING).startswith("Record of class")
    assert isinstance(caption, Caption)


def test_what_unfolds_is_the_stored_payload_byte_for_byte(rows: RowList) -> None:
    entries = ledger_entries()
    rows.show_items(ledger_rows(entries, NAMES, WORDING))
    rows.fold(1)
    panel = rows.panel(2)
    assert panel is not None
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == entries[0].payload
    assert panel.copy.text() == "Copied"
    rows.fold(1)
    assert not isinstance(rows.rows.item(2), More)


def test_the_keyboard_goes_unfolds_and_comes_back(rows: RowList) -> None:
    rows.show_items(some(30))
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    rows.setCurrentIndex(rows.rows.index(1))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert isinstance(rows.rows.item(2), More)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 3, "what is unfolded is no stop of its own"
    QTest.keyClick(rows, Qt.Key.Key_Up)
    QTest.keyClick(rows, Qt.Key.Key_Left)
    assert rows.rows.rowCount() == 31
    QTest.keyClick(rows, Qt.Key.Key_Right)
    assert rows.rows.rowCount() == 32
    spoken = QAccessible.queryAccessibleInterface(rows).child(1)
    assert spoken.text(QAccessible.Text.Name) == "Row 0. note. 09:42"


def test_a_click_unfolds_and_what_is_unfolded_outlives_news(rows: RowList) -> None:
    rows.show_items(some(5))
    place = rows.visualRect(rows.rows.index(2)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert isinstance(rows.rows.item(3), More)
    rows.show_items((*some(5), Row("new", "", "New", "", "09:43")))
    assert isinstance(rows.rows.item(3), More)
    assert rows.panel(3) is not None


def test_thousands_of_rows_are_handed_over_in_portions(qtbot: QtBot, rows: RowList) -> None:
    rows.show_items(some(20_000))
    assert rows.rows.rowCount() <= 2 * PORTION

    def reached(count: int) -> bool:
        rows.scrollToBottom()
        return rows.rows.rowCount() > count

    for portions in range(1, 4):
        qtbot.waitUntil(partial(reached, portions * PORTION))
    assert rows.rows.shown == some(20_000)


def test_searching_keeps_only_days_that_have_something() -> None:
    items = (Caption("a"), *some(3)[1:], Caption("b"), Row("x", "", "Other", "Thing", "10:00", kind="k"), Caption("c"))
    assert matching(items, "oth THING") == items[4:6]
    assert matching(items, "", lambda row: row.kind == "k") == items[4:6]
    assert matching(items, "nowhere") == ()
    assert matching(items, '"n":2') == (items[0], items[3])


def test_exports_hold_everything_and_start_no_formula() -> None:
    entries = ledger_entries()
    evil = Row("e", "", "=cmd|'/C calc'!A0", "+1", "09:00", at="2026-07-15T09:00:00+02:00")
    items = (*ledger_rows(entries, NAMES, WORDING), evil)
    told = json.loads(exported(items, ".json"))
    assert [one["payload"] for one in told][:4] == [entry.payload for entry in entries]
    assert told[-1]["title"] == evil.title
    cells = list(csv.DictReader(io.StringIO(exported(items, ".csv").decode("utf-8-sig"))))
    assert [one["payload"] for one in cells][:4] == [entry.payload for entry in entries]
    assert cells[-1]["title"] == "'=cmd|'/C calc'!A0"
    assert cells[-1]["note"] == "'+1"


def test_the_page_searches_and_says_when_there_is_nothing(qtbot: QtBot) -> None:
    pane = LedgerPane(Theme(fixed=made_look(dark=False, cjk=False)), ledger_words(WORDING))
    qtbot.addWidget(pane)
    pane.resize(800, 600)
    pane.show()
    pane.show_ledger((), ())
    assert not pane.export_button.isEnabled()
    assert not pane.list.isVisible()
    pane.show_ledger((), ledger_rows(ledger_entries(), NAMES, WORDING))
    assert pane.list.isVisible()
    pane.search.setText("qoder finished")
    qtbot.waitUntil(lambda: len(pane.shown) == 2)
    pane.search.setText("no such thing")
    qtbot.waitUntil(lambda: pane.shown == ())
    assert not pane.list.isVisible()


@pytest.fixture
def desktop(wishes: Wishes, paths: Paths) -> Iterator[Desktop]:
    made = Desktop("en", now=lambda: samples.NOW, paths=paths)
    made.wire(wishes.callbacks())
    made.open()
    yield made
    made.close()


def test_the_real_ledger_is_read_beside_the_screen_and_exported(
    qtbot: QtBot, desktop: Desktop, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(paths.state / "ledger.db")
    verdict = samples.alert().verdict
    for minute in range(3):
        at = samples.NOW - timedelta(minutes=minute)
        ledger.record(ocsf.banned_launch(POLICY, verdict, samples.CLAUDE_CODE, at, f"s-{minute}"))
    desktop.open_window(Destination.LEDGER)
    presenter = desktop.windows.window
    assert presenter is not None
    pane = presenter.window.panes[Destination.LEDGER]
    assert isinstance(pane, LedgerPane)
    qtbot.waitUntil(lambda: len(pane.shown) == 4)
    ledger.record(ocsf.set_up("qoder", "1.1.52", samples.NOW + timedelta(minutes=1)))
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: len(pane.shown) == 5)
    stored = [entry.payload for entry in ledger.entries()]
    ledger.close()
    target = tmp_path / "out.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    pane.export_button.click()
    qtbot.waitUntil(target.exists)
    assert [one["payload"] for one in json.loads(target.read_bytes())] == stored
    qtbot.waitUntil(lambda: pane.export_button.accessibleName() == "Saved")


def test_what_is_allowed_on_conditions_is_not_called_off_limits() -> None:
    facts = Facts(name="Gemini CLI", status="restricted", phase="effective")
    _, row = activity_rows((Happening(at=0, kind=Kind.ALERT, tool="gemini", facts=facts),), {}, WORDING)
    assert isinstance(row, Row)
    assert row.title == "Alert: Gemini CLI has conditions"


def test_what_happened_is_told_in_sentences() -> None:
    found = [row for row in activity_rows(happenings(), {"qoder": "1.1.52"}, WORDING) if isinstance(row, Row)]
    assert [row.title for row in found] == [
        "Qoder CLI is ready",
        "You chose: set up Qoder CLI",
        "Alert: Claude Code is off limits",
        "Qoder CLI was not set up",
        "Alert: Claude Code is off limits",
        "You chose: not now, for Claude Code",
        "Alert: Claude Code will be off limits",
        "New policy from Acme, version 42",
    ]
    assert [row.about for row in found if row.action] == ["qoder"], "only what is still there can be undone"
    assert any("pkg:npm" in sentence or "package" in sentence for sentence in found[2].text)
    assert activity_rows(happenings(), {}, WORDING)[1] == replace(found[0], action="")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_happening_has_its_sentence(kind: Kind) -> None:
    _, row = activity_rows((Happening(at=0, kind=kind, tool="qoder", facts=Facts(name="Qoder")),), {}, WORDING)
    assert isinstance(row, Row)
    assert row.title not in ("", "Qoder")


def test_undo_in_activity_removes_the_tool(qtbot: QtBot, desktop: Desktop, wishes: Wishes, paths: Paths) -> None:
    installed = samples_installed("qoder", "1.1.52", "qodercli")
    place = Place(paths, "qoder")
    place.folder.mkdir(parents=True)
    place.write(installed)
    activity = Activity(paths.state / "activity.db")
    for one in reversed(happenings()):
        activity.write(one)
    activity.close()
    desktop.policy_state(STATE)
    desktop.open_window(Destination.ACTIVITY)
    presenter = desktop.windows.window
    assert presenter is not None
    pane = presenter.window.panes[Destination.ACTIVITY]
    assert isinstance(pane, ActivityPane)
    qtbot.waitUntil(lambda: any(isinstance(row, Row) and row.action for row in pane.shown))
    pane.list.fold(1)
    panel = pane.list.panel(2)
    assert panel is not None
    next(one for one in panel.findChildren(Button) if one.text() == "Undo: remove Qoder CLI").click()
    assert wishes.made == [("remove", "qoder")]
    place.record.unlink()
    desktop.changed("qoder")
    qtbot.waitUntil(lambda: not any(isinstance(row, Row) and row.action for row in pane.shown))
    pane.segments.choose("policy")
    assert [row.title for row in pane.shown if isinstance(row, Row)] == ["New policy from Acme, version 42"]


def test_a_ledger_that_cannot_be_read_is_said(qtbot: QtBot, desktop: Desktop, paths: Paths) -> None:
    paths.state.mkdir(parents=True)
    (paths.state / "ledger.db").write_bytes(b"no database at all, by any means" * 99)
    desktop.open_window(Destination.LEDGER)
    qtbot.waitUntil(lambda: desktop.deck.view is not None)
    QApplication.processEvents()
    assert "cannot be used" in str(desktop.deck.view)
