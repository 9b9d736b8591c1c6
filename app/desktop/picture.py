"""Pictures of a card on a wall of its own, drawn without showing it, and the files they go to."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLoggingCategory, QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.desktop.alert_page import AlertPage
from app.desktop.card import Card
from app.desktop.card_model import CardView
from app.desktop.page import Page
from app.desktop.placement import Corner
from app.desktop.setup_pages import FailedPage
from app.desktop.theme import Look, Theme
from app.desktop.tokens import SHADOW_MARGIN
from app.host.files import NotWritable, translated

Prepare = Callable[[Page | None], None]
"""Brings a card's page into a state that a person would bring it into."""

_WALLS = {False: "#C9D3E0", True: "#0C0E12"}
_WORK = QRect(0, 0, 1280, 1100)


def application() -> QApplication:
    """The application there is, or one; where there is no screen, Qt's offscreen platform draws."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        # It says of every card that it cannot raise it ("This plugin does not support raise()").
        QLoggingCategory.setFilterRules("default.warning=false")
    return QApplication(["signpost"])


def as_it_comes(page: Page | None) -> None:
    """Leave it as it comes."""
    del page


def unfolded(page: Page | None) -> None:
    """Unfold why, or the detail."""
    if isinstance(page, AlertPage | FailedPage):
        page.unfold()


def choosing(page: Page | None) -> None:
    """Ask for how long it shall be quiet."""
    if isinstance(page, AlertPage):
        page.unfold_choices()


def card(view: CardView, look: Look, *, prepare: Prepare = as_it_comes, soft: bool = True, work: QRect = _WORK) -> Card:
    """A card at rest; not on the screen, though Qt takes it for shown.

    `soft`: there is a compositor. `work` is the screen's work area.
    """
    made = Card(Theme(fixed=look), Corner(work), compositing=soft)
    made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    made.present(view, asked=False)
    prepare(made.page)
    made.setWindowOpacity(1.0)
    made.settle()
    QApplication.sendPostedEvents()
    return made


def of_card(
    view: CardView,
    look: Look,
    ratio: float = 1.0,
    *,
    prepare: Prepare = as_it_comes,
    soft: bool = True,
    work: QRect = _WORK,
) -> QImage:
    """Draw one such card with as much room around it as its shadow takes. `ratio` is device pixels per pixel."""
    made = card(view, look, prepare=prepare, soft=soft, work=work)
    margin = 0 if soft and not look.high_contrast else SHADOW_MARGIN
    size = made.size() + QSize(2 * margin, 2 * margin)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(_WALLS[QColor(look.colours.surface).lightness() < 128]))
    painter = QPainter(image)
    made.render(painter, QPoint(margin, margin))
    painter.end()
    made.close()
    made.deleteLater()
    return image


def save(image: QImage, file: Path) -> Path:
    """Write the picture; an older one is replaced. Raises NotWritable."""
    if not image.save(str(file)):
        raise NotWritable(path=file, detail="the picture could not be saved")
    return file


def open_file(file: Path) -> None:
    """Open it with the program that the person has for such files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.absolute())))


def folder(path: Path) -> Path:
    """The folder, made if need be. Raises DiskFull, NotWritable."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise translated(error, path) from error
    return path
