"""The window: opened and freed, gone through by keyboard alone, whole in every look, mirrored where one reads so."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop import glyphs, samples
from app.desktop.controls import Button
from app.desktop.desktop import Desktop
from app.desktop.focus_ring import FocusRing
from app.desktop.language import Language
from app.desktop.text import Text
from app.desktop.theme import Look, Theme, made_look
from app.desktop.tile import PathAcross, Tile
from app.desktop.tokens import WINDOW_LEAST, WINDOW_SIZE
from app.desktop.window import gallery
from app.desktop.window.box import Box
from app.desktop.window.destination import Destination
from app.desktop.window.overview import Overview
from app.desktop.window.presenter import WindowPresenter
from app.desktop.window.reading import InstalledRead, Reading
from app.desktop.window.window import Window
from app.desktop.wording import Wording
from app.host.paths import Paths
from app.sync.state import SyncState
from tests.desktop.conftest import Wishes

ENGLISH = Wording(now=samples.NOW, zone=samples.BERLIN, home="/home/lin")
PAGES = gallery.pages(ENGLISH)


@pytest.fixture
def desktop(qtbot: QtBot, wishes: Wishes, state: SyncState, paths: Paths) -> Iterator[Desktop]:
    """The product's desktop, in English, with the policy in force, below a home of its own."""
    made = Desktop("en", now=lambda: samples.NOW, paths=paths)
    made.wire(wishes.callbacks())
    made.open()
    made.policy_state(state)
    qtbot.waitUntil(lambda: made.presenter.known.state is not None)
    yield made
    made.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(qtbot: QtBot, desktop: Desktop) -> WindowPresenter:
    """The window, opened as the tray's menu does it."""
    press = next(entry.press for entry in desktop._entries() if entry.text == "Open Signpost")
    assert press is not None
    press()
    presenter = desktop.windows.window
    assert presenter is not None
    qtbot.waitExposed(presenter.window)
    return presenter


def test_an_answer_that_is_on_its_way_finds_nobody_once_the_window_is_closed(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reading, "installed", lambda *_: None)  # its answers would come between ours
    presenter = opened(qtbot, desktop)
    read = presenter._reading
    read._read.emit(InstalledRead({}, frozenset({"seen"})))
    qtbot.waitUntil(lambda: presenter._situation.changed == {"seen"})
    read._read.emit(InstalledRead({}, frozenset({"too late"})))
    presenter.close()
    QApplication.processEvents()
    assert presenter._situation.changed == {"seen"}


def heading(presenter: WindowPresenter | None) -> str:
    assert presenter is not None
    return presenter.window.panes[presenter.window.current].heading.text()


def page(name: str, look: Look, wording: Wording, size: tuple[int, int]) -> Window:
    destination, situation = PAGES[name]
    window = gallery.window(destination, situation, wording, look)
    window.resize(QSize(*size))
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    return window


def test_it_opens_from_the_tray_says_how_things_stand_and_is_freed(qtbot: QtBot, desktop: Desktop) -> None:
    presenter = opened(qtbot, desktop)
    assert heading(presenter) == "All in order"
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: heading(desktop.windows.window) == "One thing to sort out")
    gone = weakref.ref(presenter.window.panes[Destination.OVERVIEW])
    with qtbot.waitSignal(presenter.closed):
        presenter.window.close()
    del presenter
    assert desktop.windows.window is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None, "closed windows hold no memory"
    opened(qtbot, desktop)


def test_closed_windows_leave_no_trace_at_the_cards(qtbot: QtBot, desktop: Desktop) -> None:
    """Nobody sees them, but they come with every window: in a year of them a few megabytes."""
    traces = []
    for _ in range(3):
        opened(qtbot, desktop).close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        traces.append(weakref.getweakrefcount(desktop.presenter))
    assert traces[0] == traces[-1]


@pytest.mark.parametrize("size", [WINDOW_SIZE, WINDOW_LEAST])
@pytest.mark.usefixtures("qapp")
def test_the_way_leads_from_tile_to_tile(size: tuple[int, int]) -> None:
    shown = page("overview", made_look(dark=False, cjk=False), ENGLISH, size)
    path = shown.findChild(PathAcross)
    assert path is not None
    old, new = shown.findChildren(Tile)[:2]
    tops = {one.mapTo(shown, QPoint(0, 0)).y() for one in (old, path, new)}
    assert len(tops) == 1, "both tiles and the path between them stand on one line"
    shown.close()


def test_the_ring_goes_when_the_pointer_is_used(qtbot: QtBot, desktop: Desktop) -> None:
    window = opened(qtbot, desktop).window
    ring = window.findChild(FocusRing)
    assert ring is not None
    QTest.keyClick(window, Qt.Key.Key_Tab)
    QTest.keyClick(window, Qt.Key.Key_Tab)
    qtbot.waitUntil(ring.isVisible)
    QTest.mouseClick(window.sidebar.items[Destination.ABOUT], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(ring.isHidden)
    QTest.keyClick(window, Qt.Key.Key_Tab)
    qtbot.waitUntil(ring.isVisible)


@pytest.mark.usefixtures("qapp")
def test_a_page_is_as_wide_when_it_scrolls() -> None:
    widths = set()
    for tall in (500, 2000):
        shown = page("settings", made_look(dark=False, cjk=False), ENGLISH, (1080, tall))
        pane = shown.panes[Destination.SETTINGS]
        assert pane.scroller is not None
        assert (pane.scroller.verticalScrollBar().maximum() > 0) == (tall == 500)
        widths.add(max(box.width() for box in pane.findChildren(Box)))
        shown.close()
    assert len(widths) == 1


@pytest.mark.usefixtures("qapp")
def test_headings_of_boxes_beside_each_other_stand_on_one_line() -> None:
    shown = page("overview", made_look(dark=False, cjk=False), ENGLISH, WINDOW_SIZE)
    headings = [text for text in shown.findChildren(Text) if text.text() in ("Policy in force", "What applies to you")]
    assert len(headings) == 2
    assert len({one.mapTo(shown, QPoint(0, one.height() // 2)).y() for one in headings}) == 1
    shown.close()


def test_a_second_wish_brings_the_same_window_to_the_front(qtbot: QtBot, desktop: Desktop) -> None:
    first = opened(qtbot, desktop)
    first.window.showMinimized()
    assert opened(qtbot, desktop) is first
    qtbot.waitUntil(lambda: not first.window.isMinimized())


def test_its_buttons_do_what_they_say(qtbot: QtBot, desktop: Desktop, wishes: Wishes) -> None:
    presenter = opened(qtbot, desktop)
    desktop.alert(samples.alert())
    pane = presenter.window.panes[Destination.OVERVIEW]
    assert isinstance(pane, Overview)
    pane.sync_button.click()

    def button(name: str) -> Button | None:
        shown = [one for one in pane.findChildren(Button) if one.text() == name and one.isVisible()]
        return shown[0] if shown else None

    qtbot.waitUntil(lambda: button("Set up Qoder") is not None)
    set_up = button("Set up Qoder")
    assert set_up is not None
    set_up.setFocus()
    QTest.keyClick(set_up, Qt.Key.Key_Return)
    assert wishes.made == [("sync", None), ("set up", "qoder")]
    assert presenter.window.current is Destination.TOOLS, "where one sees how it goes"
    presenter.window.go(Destination.OVERVIEW)
    qtbot.waitUntil(lambda: button("Details") is not None)
    details = button("Details")
    assert details is not None
    details.click()
    assert desktop.deck.view is not None
    desktop.deck.leave()
    qtbot.waitUntil(lambda: "being set up" in " ".join(text.text() for text in pane.findChildren(Text)))


@pytest.mark.parametrize("size", [WINDOW_SIZE, WINDOW_LEAST], ids=["usual", "least"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tag", ["en", "zh_CN"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_text_is_cut_off_or_covered(
    qtbot: QtBot, qapp: QApplication, name: str, tag: str, scale: float, size: tuple[int, int]
) -> None:
    with Language.forced(qapp, tag) as language:
        wording = language.wording(samples.NOW)
        window = page(name, made_look(dark=False, cjk=language.cjk, scale=scale), wording, size)
        qtbot.addWidget(window)
        pane = window.panes[window.current]
        for text in (one for one in pane.findChildren(Text) if one.isVisible()):
            assert text.height() >= text.heightForWidth(text.width()), text.text()
            assert text.width() >= min(text.natural_width(), 24), text.text()
        everything: list[Text | Button] = [*pane.findChildren(Text), *pane.findChildren(Button)]
        boxes = [(one, QRect(one.mapTo(pane, QPoint()), one.size())) for one in everything if one.isVisible()]
        for one, box in boxes:
            assert box.left() >= 0, one.text()
            assert box.right() <= pane.width(), one.text()
        for button in (one for one in everything if isinstance(one, Button) and one.isVisible()):
            assert button.width() >= button.sizeHint().width(), button.text()
        overlaps = [
            (one.text(), other.text())
            for number, (one, box) in enumerate(boxes)
            for other, second in boxes[number + 1 :]
            if box.intersects(second)
        ]
        assert overlaps == []
        window.close()


def test_the_keyboard_alone_is_enough(qtbot: QtBot) -> None:
    destination, situation = PAGES["overview"]
    window = gallery.window(destination, situation, ENGLISH, made_look(dark=False, cjk=False))
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    window.come()
    qtbot.waitUntil(window.isActiveWindow)
    names = []
    for _ in range(24):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        names.append(focused.text() if isinstance(focused, Text | Button) else "")
    around = names[names.index("Overview") :]
    assert around.index("One thing to sort out") < around.index("Details") < around.index("Set up Qoder CLI")
    assert window._ring.isVisible()
    with qtbot.waitSignal(window.left):
        QTest.keySequence(window, "Ctrl+W")


def test_the_sidebar_goes_where_it_says(qtbot: QtBot, desktop: Desktop) -> None:
    presenter = opened(qtbot, desktop)
    for destination, item in presenter.window.sidebar.items.items():
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)
        assert presenter.window.current is destination
        assert [one.isChecked() for one in presenter.window.sidebar.items.values()].count(True) == 1
    overview = presenter.window.sidebar.items[Destination.OVERVIEW]
    overview.setFocus()
    QTest.keyClick(overview, Qt.Key.Key_Up)
    assert presenter.window.focusWidget() is presenter.window.sidebar.items[Destination.ABOUT]
    qtbot.waitUntil(presenter.window.isActiveWindow)
    QTest.keySequence(presenter.window, "Ctrl+3")
    qtbot.waitUntil(lambda: presenter.window.current is Destination.ACTIVITY)


def test_the_trays_menu_opens_it_by_a_real_press(desktop: Desktop) -> None:
    desktop.tray._fill()
    next(action for action in desktop.tray._menu.actions() if action.text() == "Open Signpost").trigger()
    assert desktop.windows.window is not None


def test_below_900_the_sidebar_is_icons_with_names_for_screen_readers(qtbot: QtBot) -> None:
    window = page("overview", made_look(dark=False, cjk=False), ENGLISH, (899, 600))
    qtbot.addWidget(window)
    item = window.sidebar.items[Destination.OVERVIEW]
    assert (window.sidebar.width(), item.toolTip(), item.accessibleName()) == (56, "Overview", "Overview")
    window.resize(900, 600)
    assert (window.sidebar.width(), item.toolTip()) == (208, "")


def test_where_one_reads_from_the_right_it_is_mirrored(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = page("overview", made_look(dark=False, cjk=False), ENGLISH, WINDOW_SIZE)
        qtbot.addWidget(window)
        assert window.sidebar.x() > window.width() / 2
        pane = window.panes[Destination.OVERVIEW]
        assert isinstance(pane, Overview)
        assert pane.sync_button.mapTo(pane, QPoint()).x() < pane.heading.mapTo(pane, QPoint()).x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_other_looks_are_taken_up_at_once(qtbot: QtBot) -> None:
    theme = Theme(fixed=made_look(dark=False, cjk=False))
    destination, situation = PAGES["overview"]
    window = Window(theme, ENGLISH, tuple(Destination), lambda one: gallery.pane(one, situation, ENGLISH, theme))
    qtbot.addWidget(window)
    window.go(destination)
    before = window.panes[destination]
    theme.look = made_look(dark=True, cjk=False)
    window.restyle(ENGLISH)
    assert window.panes[destination] is not before
    assert window.current is destination


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("name", "turns"), [("next", True), ("check", False), ("clock", False)])
def test_only_what_points_along_the_line_is_turned_round(name: str, turns: bool) -> None:
    def drawn(*, mirrored: bool) -> QImage:
        image = QImage(16, 16, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        glyphs.draw(painter, name, QRectF(0, 0, 16, 16), QColor("#000000"), mirrored=mirrored)
        painter.end()
        return image

    assert (drawn(mirrored=True) != drawn(mirrored=False)) == turns
