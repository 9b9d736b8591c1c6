"""Draws every page of the window, in every state, into pictures."""

from collections import Counter
from datetime import time

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.card_model import Fact
from app.desktop.carryover.dialog import SIZE, CarryOverDialog
from app.desktop.carryover.samples import carryings
from app.desktop.carryover.view import carry_view
from app.desktop.removal.dialog import RemovalDialog
from app.desktop.removal.samples import removing
from app.desktop.removal.view import removal_view
from app.desktop.samples import NOW
from app.desktop.theme import Look, Theme
from app.desktop.tokens import WINDOW_LEAST, WINDOW_SIZE
from app.desktop.window.about import AboutPane
from app.desktop.window.about_view import about_view
from app.desktop.window.activity import ActivityPane
from app.desktop.window.activity_view import activity_rows
from app.desktop.window.catalogue import Catalogue
from app.desktop.window.catalogue_view import catalogue_view
from app.desktop.window.destination import OFFERED, Destination
from app.desktop.window.ledger import LedgerPane
from app.desktop.window.ledger_view import figures, ledger_rows, ledger_words
from app.desktop.window.overview import Overview
from app.desktop.window.overview_view import overview_view
from app.desktop.window.pane import Pane
from app.desktop.window.policy import PolicyPane
from app.desktop.window.preferences import languages
from app.desktop.window.samples import POLICY, busy, downloading, happenings, ledger_entries, situations
from app.desktop.window.settings import SettingsPane
from app.desktop.window.settings_view import settings_view
from app.desktop.window.situation import Situation
from app.desktop.window.welcome import Welcome
from app.desktop.window.welcome_view import welcome_view
from app.desktop.window.window import Window
from app.desktop.wording import Wording
from app.host.choices import Choices

WELCOME = "welcome"
CARRY_OVER = "carry-over"
REMOVAL = "removal"
SMALL = "-small"
"""Ends the names of pages that are drawn at the window's least size."""


def pages(wording: Wording) -> dict[str, tuple[Destination, Situation]]:
    """What there is to draw, by name."""
    usual = situations()[""]
    return {
        **{f"overview-{name}".rstrip("-"): (Destination.OVERVIEW, one) for name, one in situations().items()},
        "policy": (Destination.POLICY, usual),
        "tools": (Destination.TOOLS, downloading(wording)),
        "tools-busy": (Destination.TOOLS, busy(wording)),
        "tools-none": (Destination.TOOLS, situations()["never"]),
        "activity": (Destination.ACTIVITY, usual),
        "ledger": (Destination.LEDGER, usual),
        "settings": (Destination.SETTINGS, usual),
        "about": (Destination.ABOUT, usual),
    }


def names() -> tuple[str, ...]:
    """The pages, and the first of each kind in a small window."""
    made = tuple(pages(Wording(now=NOW)))
    carrying = (f"{CARRY_OVER}-{name}".rstrip("-") for name in carryings())
    return (*made, *(name + SMALL for name in made if "-" not in name), WELCOME, REMOVAL, *carrying)


def draw(name: str, wording: Wording, look: Look, ratio: float = 1.0) -> QImage:
    """Draw one of `names`."""
    if name == WELCOME:
        return _drawn(welcome(wording, look), ratio)
    if name == REMOVAL:
        return _drawn(removal(wording, look), ratio)
    if name.startswith(CARRY_OVER):
        return _drawn(carry_over(name.removeprefix(CARRY_OVER).removeprefix("-"), wording, look), ratio)
    destination, situation = pages(wording)[name.removesuffix(SMALL)]
    size = WINDOW_LEAST if name.endswith(SMALL) else WINDOW_SIZE
    return picture(window(destination, situation, wording, look), size, ratio)


def welcome(wording: Wording, look: Look) -> Welcome:
    """The welcome, not on the screen."""
    shown = Welcome(Theme(fixed=look), welcome_view("Acme", wording, languages(), Choices(), POLICY))
    shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    return shown


def carry_over(name: str, wording: Wording, look: Look) -> CarryOverDialog:
    """The screen of a carry-over of `carryings`, not on the screen."""
    shown = CarryOverDialog(Theme(fixed=look), carry_view(carryings()[name], wording))
    shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    shown.resize(shown.size().expandedTo(QSize(*(look.grown(one) for one in SIZE))))
    return shown


def removal(wording: Wording, look: Look) -> RemovalDialog:
    """The list of what would go of a banned tool, not on the screen."""
    shown = RemovalDialog(Theme(fixed=look), removal_view(removing(), wording))
    shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    return shown


def picture(shown: Window, size: tuple[int, int], ratio: float = 1.0) -> QImage:
    """Draw the window that tall and wide, and close it."""
    shown.resize(QSize(*size))
    return _drawn(shown, ratio)


def _drawn(shown: QWidget, ratio: float) -> QImage:
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
            ledger = LedgerPane(theme, ledger_words(wording, situation.policy))
            entries = ledger_entries()
            rows = ledger_rows(entries, {"claude-code": "Claude Code", "qoder": "Qoder CLI"}, wording)
            ledger.show_ledger(figures(Counter(one.state for one in entries), wording), rows)
            ledger.list.fold(1)
            return ledger
        case Destination.SETTINGS:
            choices = Choices(quiet_from=time(18), quiet_until=time(9), managed=frozenset({"language"}))
            managed = (Fact(wording.translate("about", "Policy from"), "policy.example.com"),)
            return SettingsPane(theme, settings_view(choices, languages(), True, managed, wording))
        case Destination.ABOUT:
            return AboutPane(theme, about_view("policy.example.com", "lt-0042", (("Qt", "6"),), (), wording))
        case Destination.POLICY:
            policy = PolicyPane(theme, situation, wording)
            policy.list.fold(1)
            return policy
        case Destination.TOOLS:
            return Catalogue(theme, catalogue_view(situation, wording))
        case Destination.ACTIVITY:
            activity = ActivityPane(theme, wording)
            activity.show_activity(activity_rows(happenings(), {"qoder": "1.1.52"}, wording))
            activity.list.fold(1)
            return activity
        case _:
            return Overview(theme, overview_view(situation, wording))
