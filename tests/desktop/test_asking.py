"""Asking for an exception: on the card, by keyboard, by mail; what came of it; the word that there is one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.asking.request import LONGEST_REASON, NotAskable, Request, Stage, Step, ask
from app.asking.store import Asked
from app.desktop import samples
from app.desktop.alert_page import AlertPage
from app.desktop.ask_card import Asks, ask_button, ask_view, asked_view, mail
from app.desktop.ask_page import AskedPage, AskPage
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import AskedView, AskView, FailedView
from app.desktop.desktop import Desktop
from app.desktop.notice import DEFAULT, Notice, Pressed
from app.desktop.notices import Announcement
from app.desktop.page import Page
from app.desktop.wording import Wording
from app.policy.asking import Asking
from app.policy.person import Person
from app.sync.state import SyncState

WORDING = Wording(samples.NOW, zone=samples.BERLIN)
WEBHOOK = samples.ASKS.way
LIN = Person(user="lin", device="LT-0417")


class Asker:
    """Stands for the runtime: makes requests, remembers what was taken back."""

    def __init__(self) -> None:
        self.way: Asking = WEBHOOK
        self.made: list[Request] = []
        self.taken_back: list[str] = []
        self.refuses = False

    def ask(self, tool: str, reason: str, until: datetime) -> Request:
        if self.refuses:
            raise NotAskable(detail="you asked already")
        now = until - timedelta(days=1)
        made = ask(tool, "Claude Code", reason, until, now, self.way)
        made = made.after(Step.SEND) if self.way.mail else made
        self.made.append(made)
        return made


@pytest.fixture
def asker() -> Asker:
    return Asker()


Start = Callable[[Asking], AlertPage]


@pytest.fixture
def start(qtbot: QtBot, desktop: Desktop, asker: Asker, state: SyncState) -> Start:
    """Puts the alert on the screen of somebody who can ask that way."""

    def begin(way: Asking) -> AlertPage:
        asker.way = way
        assert state.policy is not None
        desktop.wire(Callbacks(on_ask=asker.ask, on_take_back=asker.taken_back.append), LIN)
        made = msgspec.structs.replace(state.policy, exception_requests=way)
        desktop.policy_state(msgspec.structs.replace(state, policy=made))
        desktop.alert(samples.alert())
        qtbot.waitUntil(lambda: desktop.presenter.known.last is not None)
        desktop.presenter.show_last()
        return page_of(desktop, AlertPage)

    return begin


P = TypeVar("P", bound=Page)


def page_of(desktop: Desktop, kind: type[P]) -> P:
    card = desktop.deck.card
    assert card is not None
    assert isinstance(card.page, kind)
    return card.page


def open_ask_page(desktop: Desktop, start: Start, way: Asking = WEBHOOK) -> AskPage:
    alert = start(way)
    assert alert.ask is not None
    alert.ask.click()
    return page_of(desktop, AskPage)


def test_asked_on_the_card_and_taken_back(qtbot: QtBot, desktop: Desktop, asker: Asker, start: Start) -> None:
    page = open_ask_page(desktop, start)
    assert not page.send.isEnabled()
    page.field.setPlainText("  A customer's\nproject  ")
    assert page.send.isEnabled()
    page.terms.segments["week"].click()
    page.send.click()
    (made,) = asker.made
    assert (made.tool, made.reason) == ("claude-code", "A customer's project")
    days = (made.until - desktop._wording().now).total_seconds() / 86400
    assert 6.9 < days <= 7
    asked = page_of(desktop, AskedPage)
    assert asked.undo is not None
    desktop.asked(Asked(requests=(made.after(Step.SEND),)))
    granted = asked_view(made.after(Step.SEND), desktop._wording())
    qtbot.waitUntil(lambda: desktop.deck.view == granted)
    again = page_of(desktop, AskedPage)
    assert again.undo is not None
    again.undo.click()
    assert asker.taken_back == ["claude-code"]
    assert desktop.deck.view is None


def test_back_leads_to_the_alert_and_what_was_asked_is_shown_again(
    qtbot: QtBot, desktop: Desktop, asker: Asker, start: Start
) -> None:
    page = open_ask_page(desktop, start)
    page.back.click()
    alert = page_of(desktop, AlertPage)
    made = asker.ask("claude-code", "why", samples.NOW)
    desktop.asked(Asked(requests=(made,)))
    qtbot.waitUntil(lambda: desktop.presenter.known.asked.of("claude-code") is not None)
    assert alert.ask is not None
    alert.ask.click()
    assert isinstance(desktop.deck.view, AskedView)


def test_by_keyboard_alone(desktop: Desktop, asker: Asker, start: Start) -> None:
    page = open_ask_page(desktop, start)
    assert page.reading[1] is page.field
    QTest.keyClicks(page.field, "because")
    QTest.keyClick(page.field, Qt.Key.Key_Tab)
    assert page.field.toPlainText() == "because"
    QTest.keyClick(page.send, Qt.Key.Key_Return)
    assert [one.reason for one in asker.made] == ["because"]


def test_no_more_than_may_be_sent(desktop: Desktop, start: Start) -> None:
    page = open_ask_page(desktop, start)
    page.field.setPlainText("x" * (LONGEST_REASON + 7))
    assert len(page.field.toPlainText()) == LONGEST_REASON


def test_what_was_held_is_asked_again_in_the_same_words(
    qtbot: QtBot, desktop: Desktop, asker: Asker, start: Start
) -> None:
    alert = start(WEBHOOK)
    made = asker.ask("claude-code", "A customer's project", samples.NOW)
    desktop.asked(Asked(requests=(made.after(Step.HOLD),)))
    qtbot.waitUntil(lambda: desktop.presenter.known.asked.of("claude-code") is not None)
    assert alert.ask is not None
    alert.ask.click()
    page = page_of(desktop, AskPage)
    assert page.field.words == "A customer's project"
    assert page.send.isEnabled()
    held = asked_view(made.after(Step.HOLD), WORDING)
    assert (held.undo, "Ask again" in held.note) == ("", True)


def test_a_mail_opens_in_the_persons_own_program(desktop: Desktop, start: Start) -> None:
    opened: list[str] = []

    def take(link: str) -> bool:
        opened.append(link)
        return True

    desktop.presenter.asking._open = take
    page = open_ask_page(desktop, start, samples.BY_MAIL)
    page.field.setPlainText("why")
    page.send.click()
    (link,) = opened
    assert link.startswith("mailto:it-security@acme.example?subject=")
    assert "device%3A%20LT-0417" in link
    assert isinstance(desktop.deck.view, AskedView)
    assert "Send the mail" in desktop.deck.view.note


def test_without_a_mail_program_the_address_is_said(desktop: Desktop, start: Start) -> None:
    desktop.presenter.asking._open = lambda _: False
    page = open_ask_page(desktop, start, samples.BY_MAIL)
    page.field.setPlainText("why")
    page.send.click()
    said = desktop.presenter.said.gone("problem not-askable")
    assert isinstance(said, FailedView)
    assert "it-security@acme.example" in said.note


def test_what_cannot_be_asked_is_said_and_the_words_stay(desktop: Desktop, asker: Asker, start: Start) -> None:
    page = open_ask_page(desktop, start)
    asker.refuses = True
    page.field.setPlainText("why")
    page.send.click()
    assert page_of(desktop, AskPage).field.toPlainText() == "why"


def test_the_good_news_is_said_in_words_and_opens_its_card(qtbot: QtBot, desktop: Desktop, start: Start) -> None:
    alert = start(WEBHOOK)
    alert.later.click()
    said: list[tuple[str, str]] = []

    def keep(announcement: Announcement) -> None:
        notice, view = announcement() or pytest.fail("nothing was said")
        said.append((notice.summary, notice.body))
        desktop.deck.present(view)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desktop.presenter.said, "say", keep)
        desktop.allowed(samples.CLAUDE_CODE, samples.NOW + timedelta(days=30))
        qtbot.waitUntil(lambda: bool(said))
    summary, body = said[0]
    assert summary == "You may use Claude Code"
    assert "until Friday 14 August" in body
    page_of(desktop, AskedPage).leave.click()
    assert desktop.deck.view is None


def test_the_day_before_it_ends_is_said_with_day_and_time(qtbot: QtBot, desktop: Desktop, start: Start) -> None:
    start(WEBHOOK)
    said: list[tuple[str, str]] = []

    def keep(announcement: Announcement) -> None:
        notice, _ = announcement() or pytest.fail("nothing was said")
        said.append((notice.summary, notice.body))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desktop.presenter.said, "say", keep)
        desktop.ending(samples.CLAUDE_CODE, samples.NOW + timedelta(hours=20))
        qtbot.waitUntil(lambda: bool(said))
    summary, body = said[0]
    assert summary == "Your exception for Claude Code ends soon"
    assert body.startswith("It ends on Thursday 16 July at ")


def _said_of_a_wish(qtbot: QtBot, desktop: Desktop, reason: str) -> Notice:
    """The command line, or the tool that is off limits itself, wants IT asked."""
    said: list[Notice] = []
    say = desktop.presenter.said.say

    def keep(announcement: Announcement) -> None:
        notice, _ = announcement() or pytest.fail("nothing was said")
        said.append(notice)
        say(announcement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desktop.presenter.said, "say", keep)
        desktop.wished(samples.CLAUDE_CODE, reason)
        qtbot.waitUntil(lambda: bool(said))
    desktop.presenter.outcome(Pressed(said[0].key, DEFAULT))
    return said[0]


def test_what_was_prepared_on_the_command_line_is_sent_by_the_person_alone(
    qtbot: QtBot, desktop: Desktop, asker: Asker, start: Start
) -> None:
    start(WEBHOOK).later.click()
    notice = _said_of_a_wish(qtbot, desktop, "My manager agrees")
    assert notice.body == "Prepared on the command line. Nothing is sent until you send it yourself."
    page = page_of(desktop, AskPage)
    assert (page.field.words, asker.made) == ("My manager agrees", [])
    page.back.click()
    assert (desktop.deck.view, asker.made) == (None, [])
    _said_of_a_wish(qtbot, desktop, "My manager agrees")
    page_of(desktop, AskPage).send.click()
    assert [one.reason for one in asker.made] == ["My manager agrees"]


def test_a_request_is_taken_back_by_the_person_alone(
    qtbot: QtBot, desktop: Desktop, asker: Asker, start: Start
) -> None:
    start(WEBHOOK).later.click()
    desktop.asked(Asked(requests=(asker.ask("claude-code", "why", samples.NOW),)))
    _said_of_a_wish(qtbot, desktop, "")
    assert asker.taken_back == []
    undo = page_of(desktop, AskedPage).undo
    assert undo is not None
    undo.click()
    assert asker.taken_back == ["claude-code"]


def test_the_words_a_person_is_writing_are_never_exchanged(qtbot: QtBot, desktop: Desktop, start: Start) -> None:
    page = open_ask_page(desktop, start)
    page.field.setPlainText("mine")
    arrived: list[object] = []
    desktop._bridge.arrived.connect(arrived.append)
    desktop.wished(samples.CLAUDE_CODE, "somebody else's")
    qtbot.waitUntil(lambda: bool(arrived))
    assert "wished claude-code" not in desktop.presenter.said
    assert page_of(desktop, AskPage).field.toPlainText() == "mine"


def test_nobody_to_ask_no_button() -> None:
    assert ask_button(None, WORDING) == ""
    asked = Asks(WEBHOOK, LIN, samples.REQUEST)
    assert ask_button(asked, WORDING) == "Exception asked for"
    over = Asks(WEBHOOK, LIN, samples.REQUEST.after(Step.GRANT).after(Step.END))
    assert ask_button(over, WORDING) == "Ask for an exception"


def test_what_it_sees_is_said_before() -> None:
    view = ask_view(samples.CLAUDE_CODE, "s", samples.ASKS, WORDING)
    assert isinstance(view, AskView)
    assert "lin, LT-0417" in view.facts[0].value
    nameless = ask_view(samples.CLAUDE_CODE, "s", replace(samples.ASKS, person=Person()), WORDING)
    assert nameless.facts[0].value == "Your reason and the date."


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_its_words(stage: Stage) -> None:
    view = asked_view(msgspec.structs.replace(samples.REQUEST, stage=stage), WORDING)
    assert bool(view.undo) == (stage in (Stage.WAITING, Stage.SENT))
    assert view.note.startswith("Until Friday 14 August.")


def test_the_mail_says_who_and_until_when() -> None:
    link = mail(msgspec.structs.replace(samples.REQUEST, way=samples.BY_MAIL), LIN, WORDING)
    assert "user%3A%20lin" in link
    assert "until%3A%202026-08-14" in link
