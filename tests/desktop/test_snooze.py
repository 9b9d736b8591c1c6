"""Quiet about a tool: asked for on the card, said with a way back on the card and in the tray's menu."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.alerts.silence import Choice, Silence
from app.desktop import samples
from app.desktop.alert_page import AlertPage
from app.desktop.card_model import AlertView, SnoozedView
from app.desktop.desktop import Desktop
from app.desktop.page import SNOOZES
from app.desktop.snooze_card import moment, snoozes
from app.desktop.snoozed_page import SnoozedPage
from app.desktop.wording import Wording
from tests.desktop.conftest import Wishes

HOUR = Silence("claude-code", samples.NOW, samples.NOW + timedelta(hours=1))
WORDING = Wording(samples.NOW, zone=samples.BERLIN)


@pytest.fixture
def page(qtbot: QtBot, desktop: Desktop) -> AlertPage:
    """The alert's page on the screen."""
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, AlertView))
    assert desktop.deck.card is not None
    assert isinstance(desktop.deck.card.page, AlertPage)
    return desktop.deck.card.page


def undo_entries(desktop: Desktop) -> list[str]:
    return [entry.text for entry in desktop._entries() if entry.text.endswith("undo")]


def test_every_choice_asks_for_its_own(page: AlertPage, wishes: Wishes) -> None:
    assert set(SNOOZES) == set(Choice)
    assert page.snooze is not None
    assert all(button.isHidden() for button in page.choices)
    page.snooze.click()
    assert [button.text() for button in page.choices if button.isVisible()] == ["For 1 hour", "For today"]
    for button in page.choices:
        button.click()
    assert wishes.made == [("snooze hour", "claude-code"), ("snooze today", "claude-code")]
    page.snooze.click()
    assert all(button.isHidden() for button in page.choices)


def test_the_card_says_until_when_and_takes_it_back(
    qtbot: QtBot, desktop: Desktop, page: AlertPage, wishes: Wishes
) -> None:
    page.choices[0].click()
    assert desktop.presenter.unanswered == set()
    desktop.silenced((HOUR,))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, SnoozedView))
    assert undo_entries(desktop) == [f"Quiet about Claude Code until {moment(HOUR.until, desktop._wording())}: undo"]
    card = desktop.deck.card
    assert card is not None
    assert isinstance(card.page, SnoozedPage)
    card.page.undo.click()
    assert wishes.made[-1] == ("unsnooze", "claude-code")
    assert desktop.deck.view is None
    desktop.silenced(())
    qtbot.waitUntil(lambda: undo_entries(desktop) == [])


def test_what_was_taken_back_on_the_card_comes_back_as_a_card(
    qtbot: QtBot, desktop: Desktop, page: AlertPage, no_daemon: Callable[[str], None]
) -> None:
    page.choices[0].click()
    desktop.silenced((HOUR,))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, SnoozedView))
    assert desktop.deck.card is not None
    assert isinstance(desktop.deck.card.page, SnoozedPage)
    no_daemon("xfce4-notifyd")
    desktop.deck.card.page.undo.click()
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, AlertView))


def test_it_goes_by_itself_and_the_way_back_stays_in_the_menu(
    qtbot: QtBot, desktop: Desktop, page: AlertPage, wishes: Wishes
) -> None:
    page.choices[1].click()
    desktop.silenced((HOUR,))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, SnoozedView))
    assert desktop.deck.card is not None
    assert isinstance(desktop.deck.card.page, SnoozedPage)
    desktop.deck.card.page.stay.setInterval(1)
    qtbot.waitUntil(lambda: desktop.deck.view is None)
    next(entry.press for entry in desktop._entries() if entry.text.endswith("undo"))()  # type: ignore[misc]
    assert wishes.made[-1] == ("unsnooze", "claude-code")


@pytest.mark.usefixtures("page")
def test_a_quiet_that_began_elsewhere_or_ended_changes_no_other_card(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.silenced((HOUR,))
    qtbot.waitUntil(lambda: bool(undo_entries(desktop)))
    assert isinstance(desktop.deck.view, AlertView)
    desktop.presenter._snoozing = "claude-code"
    desktop.silenced((HOUR,))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, SnoozedView))
    desktop.silenced(())
    qtbot.waitUntil(lambda: desktop.deck.view is None)


def test_before_a_deadline_it_is_offered_by_its_day() -> None:
    coming = msgspec.structs.replace(samples.CLAUDE_CODE, effective=samples.NOW + timedelta(days=5))
    offered = snoozes(coming, samples.COMPANY, WORDING)
    assert offered[-1] == (Choice.DEADLINE, "Until Monday 20 July")


def test_the_moment_names_the_day_unless_it_is_today() -> None:
    assert moment(samples.NOW + timedelta(hours=1), WORDING) == "10:42"
    assert moment(samples.NOW + timedelta(days=1), WORDING) == "Thursday 16 July, 09:42"
