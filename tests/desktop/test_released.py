"""What was closed is gone: nothing of it is kept by the work that was still to be done for it. Counts objects."""

import gc
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.deck import Deck
from app.desktop.soon import soon
from app.desktop.theme import Theme
from app.desktop.window.pane import Pane, PaneScroll
from app.desktop.wording import Wording


def there_are(kind: type) -> int:
    """How many objects of that kind Python knows of."""
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


def delete(one: QObject) -> None:
    """Delete it at once, as the loop would, before anything else that waits."""
    one.deleteLater()
    QCoreApplication.sendPostedEvents(one, QEvent.Type.DeferredDelete.value)


class Someone(QWidget):
    """Has something done."""

    def __init__(self) -> None:
        super().__init__()
        self.done = 0

    def do(self) -> None:
        self.done += 1


@pytest.mark.parametrize("first", [True, False], ids=["gone first", "done first"])
def test_who_is_gone_is_not_kept_by_what_was_to_be_done(qapp: QApplication, first: bool) -> None:
    before = there_are(Someone)
    for _ in range(5):
        someone = Someone()
        soon(someone, someone.do)
        soon(someone, partial(Someone.do, someone))
        if not first:
            while someone.done < 2:
                qapp.processEvents()
        delete(someone)
        del someone
    qapp.processEvents()
    assert there_are(Someone) == before


def test_a_page_that_is_closed_while_it_is_laid_out_is_gone(qapp: QApplication) -> None:
    assert qapp is not None
    theme, before = Theme(), there_are(PaneScroll)
    for _ in range(5):
        pane = Pane(theme, "Heading", "Note")
        content = pane.scroller.widget() if pane.scroller is not None else None
        assert content is not None
        QCoreApplication.sendEvent(content, QEvent(QEvent.Type.LayoutRequest))
        delete(pane)
        del pane, content
    assert there_are(PaneScroll) == before


def test_qt_keeps_no_pictures_of_a_card_that_is_gone(qtbot: QtBot) -> None:
    def kept() -> bool:
        return QPixmapCache.find("a picture", QPixmap())

    deck, picture = Deck(Theme(), QRect), QPixmap(8, 8)
    view = samples.cards(Wording(now=samples.NOW, zone=samples.BERLIN))["ban"]
    for show in (deck.warm, lambda: deck.present(view)):
        assert QPixmapCache.insert("a picture", picture)
        assert kept()
        show()
        deck.leave()
        qtbot.waitUntil(lambda: not kept())
