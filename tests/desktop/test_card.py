"""The card: every text whole in every look, the keyboard alone, names for screen readers, the focus left alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.alert_page import AlertPage
from app.desktop.card import Card
from app.desktop.card_model import AlertView, CardView, FailedView, ProgressView
from app.desktop.controls import Button
from app.desktop.gallery import shown_card
from app.desktop.language import Language
from app.desktop.page import Action, Page
from app.desktop.placement import Corner, corner_nearest
from app.desktop.setup_pages import FailedPage, ProgressPage
from app.desktop.text import Text
from app.desktop.theme import Theme, made_look
from app.desktop.tile import OVERHANG
from app.desktop.wording import Wording
from tests.support.desktop import Person, wait_until

WORK = QRect(0, 0, 1280, 1024)
ENGLISH = Wording(now=samples.NOW, zone=samples.BERLIN)
NAMES = sorted(samples.cards(ENGLISH))


@pytest.fixture
def card(qapp: QApplication) -> Iterator[Card]:
    made = Card(Theme(), Corner(WORK))
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()  # the unmapping has to reach the X server before the next test clicks


def present(qtbot: QtBot, card: Card, view: CardView, *, asked: bool = False) -> None:
    card.present(view, asked=asked)
    qtbot.waitExposed(card)
    card.settle()


def ban() -> AlertView:
    view = samples.cards(ENGLISH)["ban"]
    assert isinstance(view, AlertView)
    return view


def active(person: Person) -> int:
    """The window that the window manager has made active; 0 for none."""
    return int(person.xdotool("getactivewindow", check=False) or 0)


def has_keyboard(qtbot: QtBot, card: Card, person: Person) -> None:
    """Wait until X and Qt agree that the keyboard is the card's, with its title first."""
    qtbot.waitUntil(lambda: int(person.focused() or 0) == int(card.winId()))
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Text))


def primary(page: Page | None) -> Button:
    assert isinstance(page, AlertPage)
    assert page.offer is not None
    assert page.offer.button is not None
    return page.offer.button


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tag", ["en", "zh_CN"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_cut_off_or_covered(qtbot: QtBot, qapp: QApplication, name: str, tag: str, scale: float) -> None:
    with Language.forced(qapp, tag) as language:
        assert language.translated == (tag != "en")
        view = samples.cards(language.wording(samples.NOW))[name]
        look = made_look(dark=False, cjk=language.cjk, scale=scale)
        card = Card(Theme(fixed=look), Corner(QRect(0, 0, 1280, 2000)), compositing=False)
        qtbot.addWidget(card)
        card.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        card.present(view, asked=False)
        assert card.page is not None
        if isinstance(card.page, AlertPage | FailedPage):
            card.page.unfold()
        card.settle()
        qapp.sendPostedEvents()
        for text in card.findChildren(Text):
            assert text.height() >= text.heightForWidth(text.width()), text.text()
            assert text.width() >= min(text.natural_width(), 24), text.text()
        for button in card.findChildren(Button):
            assert button.width() >= button.sizeHint().width(), button.text()
        everything: list[Text | Button] = [*card.findChildren(Text), *card.findChildren(Button)]
        shown = [one for one in everything if one.isVisible() and one.text()]
        boxes = [(one, QRect(one.mapTo(card, QPoint()), one.size())) for one in shown]
        assert all(card.rect().contains(box) for _, box in boxes)
        overlaps = [
            (one.text(), other.text())
            for number, (one, box) in enumerate(boxes)
            for other, second in boxes[number + 1 :]
            if box.intersects(second)
        ]
        assert overlaps == []


def test_it_never_grows_beyond_four_fifths_of_the_work_area(qtbot: QtBot) -> None:
    card = Card(Theme(fixed=made_look(dark=False, cjk=False)), Corner(QRect(0, 0, 800, 500)))
    qtbot.addWidget(card)
    card.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    card.present(ban(), asked=False)
    card.settle()
    assert card.page is not None
    assert card.page.height() <= 400
    assert card.page.scrolled is not None
    assert card.page.scrolled.verticalScrollBar().maximum() > 0
    QTest.keyClick(card, Qt.Key.Key_PageDown)
    assert card.page.scrolled.verticalScrollBar().value() > 0
    assert isinstance(card.page, AlertPage)
    why = card.page.why
    why.click()
    qtbot.waitUntil(lambda: not why.visibleRegion().isEmpty() and card.page is not None)
    qtbot.waitUntil(lambda: why.mapTo(card, QPoint()).y() < 260)


@pytest.mark.parametrize(
    ("tray", "right", "bottom"),
    [
        (QRect(1200, 1000, 22, 22), True, True),
        (QRect(1200, 2, 22, 22), True, False),
        (QRect(10, 1000, 22, 22), False, True),
        (QRect(), True, True),
    ],
)
def test_it_keeps_to_the_corner_nearest_the_tray(tray: QRect, right: bool, bottom: bool) -> None:
    corner = corner_nearest(WORK, tray)
    assert (corner.right, corner.bottom) == (right, bottom)
    placed = corner.place(QSize(420, 300))
    assert WORK.adjusted(16, 16, -16, -16).contains(placed)


def test_it_reports_its_first_paint_once(qtbot: QtBot, card: Card) -> None:
    with qtbot.waitSignal(card.painted):
        card.present(ban(), asked=False)
    painted: list[bool] = []
    card.painted.connect(lambda: painted.append(True))
    card.repaint()
    assert painted == []


def test_a_person_who_types_keeps_the_keyboard(qtbot: QtBot, card: Card, person: Person) -> None:
    editor = QLineEdit()
    qtbot.addWidget(editor)
    editor.setWindowTitle("the person's editor")
    editor.show()
    qtbot.waitActive(editor)
    wait_until(lambda: active(person) == int(editor.winId()), "the editor's focus")
    present(qtbot, card, ban())
    person.xdotool("type", "abc")
    qtbot.waitUntil(lambda: editor.text() == "abc")
    assert active(person) == int(editor.winId())
    assert int(person.focused()) != int(card.winId())
    assert card.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    card.show_view(samples.cards(ENGLISH)["progress"])
    card.settle()
    person.xdotool("type", "d")
    qtbot.waitUntil(lambda: editor.text() == "abcd")


def test_asked_for_it_takes_the_keyboard_and_can_be_used_without_a_mouse(
    qtbot: QtBot, card: Card, person: Person
) -> None:
    acted: list[Action] = []
    card.acted.connect(lambda action, _: acted.append(action))
    present(qtbot, card, ban(), asked=True)
    has_keyboard(qtbot, card, person)
    page = card.page
    assert isinstance(page, AlertPage)
    button = primary(page)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.reading[0])
    person.xdotool("key", "Tab")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button)
    person.xdotool("key", "Return")
    qtbot.waitUntil(lambda: acted == [Action.SET_UP])
    person.xdotool("key", "Tab", "space")
    qtbot.waitUntil(lambda: page.why.unfolded)
    person.xdotool("key", "Tab", "Tab", "Return")
    qtbot.waitUntil(lambda: acted == [Action.SET_UP, Action.LATER])
    person.xdotool("key", "Escape")
    qtbot.waitUntil(lambda: acted == [Action.SET_UP, Action.LATER, Action.CLOSE])


def test_a_click_beside_the_buttons_asks_for_it(qtbot: QtBot, card: Card, person: Person) -> None:
    present(qtbot, card, ban())
    middle = card.mapToGlobal(card.rect().center())
    person.click(middle.x(), middle.y())
    qtbot.waitActive(card)


def test_the_mouse_presses_its_buttons(qtbot: QtBot, card: Card, person: Person) -> None:
    acted: list[Action] = []
    card.acted.connect(lambda action, _: acted.append(action))
    present(qtbot, card, ban())
    button = primary(card.page)
    at = button.mapToGlobal(button.rect().center())
    person.xdotool("mousemove", "1", "1", "mousemove", str(at.x()), str(at.y()))
    qtbot.waitUntil(button.underMouse)
    person.xdotool("click", "1")
    qtbot.waitUntil(lambda: acted == [Action.SET_UP])
    assert not card.isActiveWindow(), "pressing a button is no wish for the keyboard"


@pytest.mark.parametrize("name", NAMES)
def test_screen_readers_find_names_and_roles(qtbot: QtBot, card: Card, name: str) -> None:
    view = samples.cards(ENGLISH)[name]
    present(qtbot, card, view)
    assert card.accessibleName() == view.title
    assert card.page is not None
    for button in card.findChildren(Button):
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface is not None
        chosen = button.isCheckable()  # one of several, which a reader tells as a box that is checked or not
        assert interface.role() == (QAccessible.Role.CheckBox if chosen else QAccessible.Role.PushButton)
        assert interface.text(QAccessible.Text.Name)
    title = QAccessible.queryAccessibleInterface(card.page.reading[0])
    assert title is not None
    assert title.text(QAccessible.Text.Name) == view.title
    if isinstance(card.page, ProgressPage):
        bar = QAccessible.queryAccessibleInterface(card.page.bar)
        assert bar is not None
        assert bar.role() == QAccessible.Role.ProgressBar


def test_its_buttons_are_on_the_accessibility_bus(qtbot: QtBot, card: Card, person: Person) -> None:
    import threading

    present(qtbot, card, ban())
    found: list[str] = []
    # The question goes to this very process, which has to answer while it waits.
    asking = threading.Thread(
        target=lambda: found.extend(one.name for one in person.widgets(own=True) if one.role == "push button")
    )
    asking.start()
    qtbot.waitUntil(lambda: not asking.is_alive(), timeout=20_000)
    assert {"Set up Qoder", "Not now", "Why do we think so?"} <= set(found)


def test_progress_moves_on_in_place_and_says_that_it_is_ending(qtbot: QtBot, card: Card) -> None:
    view = samples.cards(ENGLISH)["progress"]
    assert isinstance(view, ProgressView)
    present(qtbot, card, view)
    page = card.page
    assert isinstance(page, ProgressPage)
    card.show_view(replace(view, fraction=0.9, amount="84.0 of 93.0 MB"))
    assert card.page is page
    assert page.bar.value() == 900
    card.show_view(replace(view, fraction=None))
    assert (page.bar.minimum(), page.bar.maximum()) == (0, 0)
    acted: list[Action] = []
    card.acted.connect(lambda action, _: acted.append(action))
    page.cancel.click()
    assert acted == [Action.CANCEL]
    assert not page.cancel.isEnabled()
    assert page.cancel.accessibleName() == "Cancelling"


def test_a_failure_unfolds_its_detail(qtbot: QtBot, card: Card) -> None:
    view = samples.cards(ENGLISH)["failed"]
    assert isinstance(view, FailedView)
    present(qtbot, card, view)
    page = card.page
    assert isinstance(page, FailedPage)
    before = card.height()
    page.more.click()
    card.settle()
    assert card.height() > before
    assert "registry-unreachable" in [text.text() for text in card.findChildren(Text) if text.isVisible()]


def test_a_change_of_looks_rebuilds_what_is_shown(qtbot: QtBot) -> None:
    theme = Theme()
    card = Card(theme, Corner(WORK))
    qtbot.addWidget(card)
    present(qtbot, card, ban())
    page = card.page
    theme.look = made_look(dark=True, cjk=False)
    theme.changed.emit()
    assert card.page is not page
    assert card.grab().toImage().pixelColor(card.width() // 2, card.height() // 2).lightness() < 100


def test_keyboard_focus_gets_a_ring(qtbot: QtBot, card: Card, person: Person) -> None:
    present(qtbot, card, ban(), asked=True)
    button = primary(card.page)
    has_keyboard(qtbot, card, person)
    person.xdotool("key", "Tab")
    qtbot.waitUntil(button.hasFocus)
    ring: QWidget = card._ring
    assert ring.isVisible()
    assert QRect(ring.mapToGlobal(QPoint()), ring.size()).contains(QRect(button.mapToGlobal(QPoint()), button.size()))


def test_the_command_of_what_is_ready_can_be_copied(qtbot: QtBot) -> None:
    view = samples.cards(Wording(now=samples.NOW))["ban-already-set-up"]
    card = shown_card("ban-already-set-up", view, made_look(dark=False, cjk=False))
    qtbot.addWidget(card)
    assert isinstance(card.page, AlertPage)
    assert card.page.offer is not None
    assert card.page.offer.copy is not None
    assert card.page.offer.copy in card.page.reading
    card.page.offer.copy.click()
    assert QGuiApplication.clipboard().text() == "qodercli"
    assert card.page.offer.copy.text() == "Copied"


@pytest.mark.parametrize(("scale", "edge"), [(1.0, 40), (1.25, 50), (2.0, 60)])
def test_tiles_grow_with_the_text_as_icons_do(qtbot: QtBot, scale: float, edge: int) -> None:
    view = samples.cards(Wording(now=samples.NOW))["ban"]
    card = shown_card("ban", view, made_look(dark=False, cjk=False, scale=scale))
    qtbot.addWidget(card)
    assert isinstance(card.page, AlertPage)
    assert card.page.tile.width() == edge + OVERHANG
