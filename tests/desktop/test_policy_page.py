"""The full policy on a page of its own: what applies to this person, with dates and texts; and the next check."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.desktop import Desktop
from app.desktop.window.controls import Link
from app.desktop.window.destination import OFFERED, Destination
from app.desktop.window.policy import PolicyPane
from app.desktop.window.policy_text import checked_line
from app.desktop.window.policy_view import policy_rows
from app.desktop.window.rows import Caption, Row
from app.desktop.window.samples import POLICY, STATE, TOOLS, situations
from app.desktop.window.situation import Situation
from app.desktop.wording import Wording
from app.host.paths import Paths
from app.policy.model import Policy, Status, Tool
from app.policy.person import Who
from tests.desktop.conftest import Wishes

WORDING = Wording(samples.NOW, zone=samples.BERLIN)
USUAL = situations()[""]


def of(*tools: Tool) -> Situation:
    """The usual situation with other tools in the policy."""
    policy = msgspec.structs.replace(POLICY, tools=tools)
    return replace(USUAL, state=msgspec.structs.replace(STATE, policy=policy))


def said(situation: Situation) -> list[str]:
    return [one.text if isinstance(one, Caption) else one.title for one in policy_rows(situation, WORDING)]


def row(situation: Situation, title: str) -> Row:
    return next(one for one in policy_rows(situation, WORDING) if isinstance(one, Row) and one.title == title)


def test_every_tool_under_what_is_said_of_it() -> None:
    assert said(USUAL) == [
        *("Off limits", "Claude Code", "Soon off limits", "FileHop", "With conditions", "DBeaver"),
        *("Approved", "Bruno", "KeePassXC", "Nextcloud", "Qoder CLI", "Visual Studio Code"),
    ]


def test_all_dates_and_texts_are_there() -> None:
    claude = row(of(msgspec.structs.replace(samples.CLAUDE_CODE, close_after=10), *TOOLS[1:]), "Claude Code")
    assert claude.note == "Since Friday 10 July, 5 days ago"
    assert claude.text == (
        "00:00 in Hangzhou, Thursday 18:00 your time",
        "Reason: Source code stays on systems Acme has reviewed.",
        "Risk: High",
        "Instead: Qoder CLI",
        "It is asked to close 10 minutes after you saw the alert.",
    )
    assert "Condition: Test databases only." in row(USUAL, "DBeaver").text


def test_what_is_not_for_this_person_or_not_to_be_told_yet_is_not_there() -> None:
    others = Tool(id="others", name="Others", status=Status.BANNED, applies_to=Who(groups=("another",)))
    later = samples.NOW + timedelta(days=3)
    secret = Tool(id="secret", name="Secret", status=Status.BANNED, announced=later, effective=later)
    over = Tool(id="over", name="Over", status=Status.BANNED, lifted=samples.NOW - timedelta(days=1))
    assert said(of(others, secret, over, samples.QODER)) == ["Approved", "Qoder"]
    assert policy_rows(situations()["never"], WORDING) == ()


def test_outside_text_is_plain() -> None:
    tool = Tool(id="x", name="X\u202eevil\n", status=Status.BANNED, reason={"en": "<b>one</b>\ntwo"})
    shown = row(of(tool), "Xevil")
    assert shown.text == ("Reason: <b>one</b> two",)


@pytest.fixture
def desktop(wishes: Wishes, paths: Paths) -> Iterator[Desktop]:
    made = Desktop("en", now=lambda: samples.NOW, paths=paths)
    made.wire(wishes.callbacks())
    made.open()
    made.policy_state(STATE)
    yield made
    made.close()


def opened(qtbot: QtBot, desktop: Desktop) -> PolicyPane:
    """The page, by the link in the Overview."""
    qtbot.waitUntil(lambda: desktop.presenter.known.policy is not None)
    desktop.open_window(Destination.OVERVIEW)
    presenter = desktop.windows.window
    assert presenter is not None
    (link,) = presenter.window.panes[Destination.OVERVIEW].findChildren(Link)
    assert link.text() == "See the full policy"
    link.click()
    pane = presenter.window.panes[Destination.POLICY]
    assert isinstance(pane, PolicyPane)
    assert pane.isVisible()
    return pane


def titles(pane: PolicyPane) -> list[str]:
    return [one.title for one in pane.shown if isinstance(one, Row)]


def test_the_overview_leads_there_and_stays_marked(qtbot: QtBot, desktop: Desktop) -> None:
    pane = opened(qtbot, desktop)
    assert pane.heading.text() == "Acme tool policy, version 42"
    presenter = desktop.windows.window
    assert presenter is not None
    items = presenter.window.sidebar.items
    assert tuple(items) == OFFERED
    assert Destination.POLICY not in OFFERED
    assert [one for one, item in items.items() if item.isChecked()] == [Destination.OVERVIEW]
    items[Destination.OVERVIEW].click()
    assert presenter.window.current is Destination.OVERVIEW


def test_what_is_sought_stays_until_the_policy_says_otherwise(qtbot: QtBot, desktop: Desktop) -> None:
    pane = opened(qtbot, desktop)
    pane.search.setText("file")
    qtbot.waitUntil(lambda: titles(pane) == ["FileHop", "KeePassXC", "Nextcloud"])
    policy: Policy = msgspec.structs.replace(POLICY, version=43, tools=TOOLS[:5])
    desktop.policy_state(msgspec.structs.replace(STATE, policy=policy, version=43))
    qtbot.waitUntil(lambda: titles(pane) == ["FileHop", "Nextcloud"])
    assert pane.heading.text() == "Acme tool policy, version 43"


def test_it_can_be_taken_along(qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "policy.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    opened(qtbot, desktop).export_button.click()
    qtbot.waitUntil(file.exists)
    assert "Claude Code" in json.dumps(json.loads(file.read_text("utf-8")))


def checked(next_at: datetime | None) -> str:
    return checked_line(msgspec.structs.replace(STATE, next_at=next_at), WORDING)


def test_when_it_is_checked_next() -> None:
    now = samples.NOW
    assert checked(None) == "Checked 2 minutes ago"
    assert checked(now + timedelta(minutes=3)) == "Checked 2 minutes ago, next in 3 min"
    assert checked(now + timedelta(minutes=2, seconds=1)) == "Checked 2 minutes ago, next in 3 min"
    assert checked(now + timedelta(seconds=40)) == "Checked 2 minutes ago, next in a minute"
    assert checked(now - timedelta(minutes=3)) == "Checked 2 minutes ago", "asleep, or the clock was set"
    assert checked_line(None, WORDING) == ""
