"""With a compositor the card is soft and its shadow takes no clicks; without one it is square and has none."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.desktop import samples, x11
from app.desktop.card import Card
from app.desktop.placement import Corner
from app.desktop.theme import Theme
from app.desktop.tokens import SHADOW_MARGIN
from app.desktop.wording import Wording
from tests.support.desktop import Person, program

WORK = QRect(0, 0, 1280, 1024)
BAN = samples.cards(Wording(now=samples.NOW))["ban"]


@pytest.fixture
def compositor(person: Person, qtbot: QtBot) -> Iterator[None]:
    person.start("xcompmgr", program("xcompmgr"))
    qtbot.waitUntil(x11.compositing)
    yield
    person.end("xcompmgr")
    qtbot.waitUntil(lambda: not x11.compositing())


def test_without_a_compositor_there_is_no_shadow(qtbot: QtBot) -> None:
    assert not x11.compositing()
    card = Card(Theme(), Corner(WORK))
    qtbot.addWidget(card)
    card.present(BAN, asked=False)
    qtbot.waitExposed(card)
    assert card.width() == 420
    assert not card.moves


def test_clicks_on_the_shadow_reach_what_lies_beneath(qtbot: QtBot, person: Person, compositor: None) -> None:
    del compositor
    beneath = QPushButton("beneath")
    qtbot.addWidget(beneath)
    beneath.setGeometry(700, 300, 560, 700)
    beneath.show()
    qtbot.waitExposed(beneath)
    card = Card(Theme(), Corner(WORK))
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.painted):
        card.present(BAN, asked=False)
    assert card.width() == 420 + 2 * SHADOW_MARGIN
    qtbot.waitUntil(lambda: card.windowOpacity() == 1.0)
    card.settle()
    person.xdotool("mousemove", str(card.x() + 10), str(card.y() + 200))
    qtbot.waitUntil(beneath.underMouse)
    with qtbot.waitSignal(beneath.clicked):
        person.xdotool("click", "1")
    person.xdotool("mousemove", str(card.x() + 60), str(card.y() + 200))
    qtbot.waitUntil(card.underMouse)


def test_it_fades_and_slides_in_and_out_unless_stillness_is_wished_for(qtbot: QtBot, compositor: None) -> None:
    del compositor
    theme = Theme()
    card = Card(theme, Corner(WORK))
    card.present(BAN, asked=False)
    assert card.windowOpacity() < 1.0
    qtbot.waitUntil(lambda: card.windowOpacity() == 1.0)
    with qtbot.waitSignal(card.destroyed):
        card.leave()
    theme.keep_still(True)
    still = Card(theme, Corner(WORK))
    qtbot.addWidget(still)
    still.present(BAN, asked=False)
    assert still.windowOpacity() == 1.0
    assert not still.moves
