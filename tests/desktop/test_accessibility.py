"""Every page of the window for people who don't see it or use no mouse: names and roles on the bus, all within Tab.

The cards' own are in test_card; here is the window, and that a language that is chosen is spoken at once.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.card_model import AlertView, FailedView, ProgressView
from app.desktop.controls import Button
from app.desktop.desktop import Desktop
from app.desktop.text import Text
from app.desktop.theme import made_look
from app.desktop.window import gallery
from app.desktop.window.window import Window
from app.desktop.wording import Wording
from app.setup.errors import RegistryUnreachable
from app.setup.plan import Progress, State
from tests.support.desktop import Person, Widget
from tests.support.product import ROOT

ENGLISH = Wording(now=samples.NOW, zone=samples.BERLIN, home="/home/lin")
PAGES = gallery.pages(ENGLISH)
PRESSED = ("push button", "button", "toggle button", "check box", "radio button", "combo box")
BUTTON = QAccessible.Role.PushButton
FIRST = sorted(name for name in PAGES if "-" not in name)


@pytest.fixture
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Window]:
    """One page of the window, on the screen, with the keyboard."""
    destination, situation = PAGES[request.param]
    made = gallery.window(destination, situation, ENGLISH, made_look(dark=False, cjk=False))
    made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    made.come()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def on_the_bus(qtbot: QtBot, person: Person) -> list[Widget]:
    """What this very process shows on the accessibility bus: it has to answer while it waits."""
    found: list[Widget] = []
    asking = threading.Thread(target=lambda: found.extend(person.widgets(own=True)))
    asking.start()
    qtbot.waitUntil(lambda: not asking.is_alive(), timeout=60_000)
    return found


@pytest.mark.parametrize("window", FIRST, indirect=True)
def test_what_can_be_pressed_or_filled_in_has_a_name_on_the_bus(qtbot: QtBot, window: Window, person: Person) -> None:
    found = on_the_bus(qtbot, person)
    assert window.accessibleName() in {one.name for one in found}
    pressed = [one for one in found if one.role in PRESSED]
    assert [one for one in pressed if not one.name] == []
    names = {one.name for one in pressed}
    lists = window.findChildren(QAbstractItemView)
    # Qt shows of a list its rows alone. What unfolded is told with its row, its buttons are reached by Tab (below).
    unfolded = {one for view in lists for one in view.findChildren(Button)}
    shown = {one.accessibleName() for one in set(window.findChildren(Button)) - unfolded if one.isVisible()}
    assert shown <= names
    for one in unfolded:
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface is not None
        assert (interface.role(), interface.text(QAccessible.Text.Name)) == (BUTTON, one.accessibleName())
    for view in lists:
        told = " ".join(_descriptions(view))
        assert all(text.text() in told for text in view.findChildren(Text))
    for field in window.findChildren(QLineEdit):
        assert any(one.name == field.accessibleName() and one.role in ("text", "entry") for one in found)
    for view in lists:
        rows = [str(view.model().index(number, 0).data()) for number in range(view.model().rowCount())]
        assert {row for row in rows if row} <= {one.name for one in found}
    heading = window.panes[window.current].heading.text()
    assert any(one.name == heading and one.role == "label" for one in found)


def _descriptions(view: QAbstractItemView) -> Iterator[str]:
    """What a screen reader tells of each row besides its name."""
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface is not None
    for number in range(view.model().rowCount()):
        cell = interface.child(number)
        assert cell is not None
        yield cell.text(QAccessible.Text.Description)


@pytest.mark.parametrize("window", sorted(PAGES), indirect=True)
def test_tab_reaches_everything_that_can_be_pressed_or_filled_in(window: Window) -> None:
    wanted = {
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, Button | QLineEdit | QAbstractItemView) and one.isVisible() and one.isEnabled()
    }
    wanted = {one for one in wanted if not isinstance(one.parentWidget(), QAbstractItemView)}
    reached: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is None or reached.count(focused) < 2:
        if focused is not None:
            reached.append(focused)
        QTest.keyClick(window, Qt.Key.Key_Tab)
        assert len(reached) < 300
    missed = {one.accessibleName() for one in wanted - set(reached)}
    assert missed == set()


def test_a_chosen_language_is_spoken_at_once(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: desktop.presenter.known.last is not None)
    desktop.presenter.show_last()
    card = desktop.deck.card
    assert card is not None
    for language, title in (
        ("de", "Claude Code ist bei Acme nicht mehr erlaubt"),
        ("ja", "Claude Code は Acme では使用できません"),
        ("en", "Claude Code is off limits at Acme"),
    ):
        desktop.speak(language)
        assert isinstance(desktop.deck.view, AlertView)
        assert (desktop.deck.view.title, card.accessibleName()) == (title, title)
    desktop.speak("zh-TW")
    assert "結束 Signpost" in {entry.text for entry in desktop._entries()}
    desktop.setup(Progress(tool="qoder", state=State.DOWNLOADING, done_bytes=1, total_bytes=2))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, ProgressView))
    desktop.speak("de")
    assert isinstance(desktop.deck.view, ProgressView)
    assert desktop.deck.view.phase == "Wird geladen"
    desktop.setup_failed("qoder", RegistryUnreachable(tool="Qoder", registry="", code="ENOTFOUND"))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, FailedView))
    desktop.speak("en")
    assert isinstance(desktop.deck.view, FailedView)
    assert desktop.deck.view.retry == "Try again"


_AT_TWICE_THE_DENSITY = """
from PySide6.QtWidgets import QApplication
from app.desktop import samples
from app.desktop.gallery import shown_card, wording
from app.desktop.language import Language
from app.desktop.theme import made_look
from app.desktop.window.gallery import pages, window
from tests.support.fitting import misfits
application = QApplication([])
assert application.devicePixelRatio() == 2.0
look = made_look(dark=False, cjk=False)
with Language.forced(application, "en-XA") as language:
    said = wording(language)
    for name, view in samples.cards(said).items():
        print(*(f"{name}: {problem}" for problem in misfits(shown_card(name, view, look))), sep="\\n", end="")
    for name, (destination, situation) in pages(said).items():
        shown = window(destination, situation, said, look)
        shown.show()
        print(*(f"{name}: {problem}" for problem in misfits(shown)), sep="\\n", end="")
"""


def test_it_fits_on_a_screen_of_twice_the_density() -> None:
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    done = subprocess.run(
        [sys.executable, "-c", _AT_TWICE_THE_DENSITY],
        cwd=ROOT,
        env=variables,
        check=False,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
