"""Draws every page of the window, in every state, into pictures."""

from collections import Counter

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.desktop.theme import Look, Theme
from app.desktop.tokens import WINDOW_LEAST, WINDOW_SIZE
from app.desktop.window.activity import ActivityPane
from app.desktop.window.activity_view import activity_rows
from app.desktop.window.catalogue import Catalogue
from app.desktop.window.catalogue_view import catalogue_view
from app.desktop.window.destination import Destination
from app.desktop.window.ledger import LedgerPane
from app.desktop.window.ledger_view import figures, ledger_rows, ledger_words
from app.desktop.window.overview import Overview
from app.desktop.window.overview_view import overview_view
from app.desktop.window.pane import Pane
from app.desktop.window.presenter import OFFERED
from app.desktop.window.samples import busy, happenings, ledger_entries, situations
from app.desktop.window.situation import Situation
from app.desktop.window.window import Window
from app.desktop.wording import Wording

SMALL = "-small"
"""Ends the names of pages that are drawn at the window's least size."""


def pages() -> dict[str, tuple[Destination, Situation]]:
    """What there is to draw, by name."""
    usual = situations()[""]
    return {
        **{f"overview-{name}".rstrip("-"): (Destination.OVERVIEW, one) for name, one in situations().items()},
        "tools": (Destination.TOOLS, busy()),
        "tools-none": (Destination.TOOLS, situations()["never"]),
        "activity": (Destination.ACTIVITY, usual),
        "ledger": (Destination.LEDGER, usual),
    }


def names() -> tuple[str, ...]:
    """The pages, and the first of each kind in a small window."""
    made = tuple(pages())
    return (*made, *(name + SMALL for name in made if "-" not in name))


def draw(name: str, wording: Wording, look: Look, ratio: float = 1.0) -> QImage:
    """Draw one of `names`."""
    destination, situation = pages()[name.removesuffix(SMALL)]
    size = WINDOW_LEAST if name.endswith(SMALL) else WINDOW_SIZE
    return picture(window(destination, situation, wording, look), size, ratio)


def picture(shown: Window, size: tuple[int, int], ratio: float = 1.0) -> QImage:
    """Draw the window that tall and wide, and close it."""
    shown.resize(QSize(*size))
    shown.show()
    for _ in range(3):  # a page's height follows from its width once that is known
        QApplication.processEvents()
    image = QImage(shown.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    shown.render(painter, QPoint(0, 0))
    painter.end()
    shown.close()
    return image


def window(destination: Destination, situation: Situation, wording: Wording, look: Look) -> Window:
    """The window on that page, not on the screen."""
    theme = Theme(fixed=look)
    made = Window(theme, wording, OFFERED, lambda one: pane(one, situation, wording, theme))
    made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    made.go(destination)
    return made


def pane(destination: Destination, situation: Situation, wording: Wording, theme: Theme) -> Pane:
    """One page, showing that situation."""
    match destination:
        case Destination.LEDGER:
            ledger = LedgerPane(theme, ledger_words(wording))
            entries = ledger_entries()
            rows = ledger_rows(entries, {"claude-code": "Claude Code", "qoder": "Qoder CLI"}, wording)
            ledger.show_ledger(figures(Counter(one.state for one in entries), wording), rows)
            ledger.list.fold(1)
            return ledger
        case Destination.TOOLS:
            return Catalogue(theme, catalogue_view(situation, wording))
        case Destination.ACTIVITY:
            activity = ActivityPane(theme, wording)
            activity.show_activity(activity_rows(happenings(), {"qoder": "1.1.52"}, wording))
            activity.list.fold(1)
            return activity
        case _:
            return Overview(theme, overview_view(situation, wording))
