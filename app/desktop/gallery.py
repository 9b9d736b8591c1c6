"""Draws every card in every state into PNG files: light and dark, each language, large text; for review and README.

Where there is no screen, Qt's offscreen platform draws.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from app.desktop import icons, samples
from app.desktop.alert_page import AlertPage
from app.desktop.card import Card
from app.desktop.card_model import CardView
from app.desktop.language import Language
from app.desktop.page import Page
from app.desktop.placement import Corner
from app.desktop.setup_pages import FailedPage
from app.desktop.theme import Look, Theme, made_look, palette_colours
from app.desktop.tokens import SHADOW_MARGIN
from app.desktop.tray_icons import STATES
from app.desktop.wording import Wording

_WALLS = {False: "#C9D3E0", True: "#0C0E12"}
WORK = QRect(0, 0, 1280, 1100)
_UNFOLDED = " unfolded"


def render(out: Path, languages: tuple[str, ...] = ("en", "zh_CN"), ratio: float = 1.0) -> list[Path]:
    """Draw everything into `out` (made if need be); returns the files. Existing ones are replaced."""
    application = _application()
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for tag in languages:
        with Language.forced(application, tag) as language:
            for dark in (False, True):
                look = made_look(dark=dark, cjk=language.cjk)
                for name, view in samples.cards(language.wording(samples.NOW)).items():
                    files.append(_draw(out, f"{name}-{_word(dark)}-{tag}", view, look, ratio))
                files += _window(out, f"{_word(dark)}-{tag}", wording(language), look, ratio, every=True)
            large = made_look(dark=False, cjk=language.cjk, scale=2.0)
            files += _window(out, f"large-{tag}", wording(language), large, ratio, every=False)
            for name, view in samples.cards(language.wording(samples.NOW)).items():
                files.append(_draw(out, f"{name}-large-{tag}", view, large, ratio))
    files += _variants(out, application, ratio)
    files.append(_tray(out))
    return files


def wording(language: Language) -> Wording:
    """As of the samples' moment, for somebody in Berlin."""
    return replace(language.wording(samples.NOW), zone=samples.BERLIN, home="/home/lin")


def _window(out: Path, name: str, wording: Wording, look: Look, ratio: float, *, every: bool) -> list[Path]:
    from app.desktop.window.gallery import draw

    pictures = draw(wording, look, ratio, every=every)
    return [_save(image, out / f"window-{page}-{name}.png") for page, image in pictures]


def _word(dark: bool) -> str:
    return "dark" if dark else "light"


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication(["signpost"])


def _variants(out: Path, application: QApplication, ratio: float) -> list[Path]:
    """The looks that have no language of their own: without a compositor, in high contrast, on a small screen."""
    with Language.forced(application, "en") as language:
        view = samples.cards(language.wording(samples.NOW))["ban"]
    light = made_look(dark=False, cjk=False)
    palette = QPalette(QColor("#000000"), QColor("#000000"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#FFFFFF"))
    palette.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#FFFF00"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Link, QColor("#00FFFF"))
    contrast = replace(light, colours=palette_colours(palette, light.colours), high_contrast=True)
    return [
        _draw(out, "ban-no-compositor", view, light, ratio, soft=False),
        _draw(out, "ban-high-contrast", view, contrast, ratio),
        _draw(out, "ban-small-screen", view, replace(light, scale=1.5), ratio, work=QRect(0, 0, 800, 600)),
    ]


def _draw(
    out: Path, name: str, view: CardView, look: Look, ratio: float, *, soft: bool = True, work: QRect = WORK
) -> Path:
    """Draw one card on a wall of its own, with as much room around it as its shadow takes."""
    card = shown_card(name, view, look, soft=soft, work=work)
    margin = 0 if soft and not look.high_contrast else SHADOW_MARGIN
    size = card.size() + QSize(2 * margin, 2 * margin)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(_WALLS[QColor(look.colours.surface).lightness() < 128]))
    painter = QPainter(image)
    card.render(painter, QPoint(margin, margin))
    painter.end()
    card.close()
    card.deleteLater()
    return _save(image, out / f"{name}.png")


def shown_card(name: str, view: CardView, look: Look, *, soft: bool = True, work: QRect = WORK) -> Card:
    """The card of that name (as samples call it), at rest; not on the screen, though Qt takes it for shown."""
    card = Card(Theme(fixed=look), Corner(work), compositing=soft)
    card.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    card.present(view, asked=False)
    if name.startswith("announced-snooze") and isinstance(card.page, AlertPage):
        card.page.unfold_choices()
    if name.startswith(("ban-unfolded", "failed-unfolded", "paused-unfolded")):
        _unfold(card.page)
    card.setWindowOpacity(1.0)
    card.settle()
    QApplication.sendPostedEvents()
    return card


def _unfold(page: Page | None) -> None:
    if isinstance(page, AlertPage | FailedPage):
        page.unfold()


def _tray(out: Path) -> Path:
    """The tray's states on a light and a dark panel, at 16, 22 and 32 px and at 16 px three times as dense."""
    sizes, cell = ((16, 1.0), (22, 1.0), (32, 1.0), (16, 3.0)), 64
    image = QImage(cell * len(sizes) * 2, cell * len(STATES), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for half, (panel, ink) in enumerate((("#EDEFF3", "#191C22"), ("#1F2227", "#F2F4F7"))):
        left = half * cell * len(sizes)
        painter.fillRect(left, 0, cell * len(sizes), image.height(), QColor(panel))
        for row, state in enumerate(STATES):
            for column, (size, dense) in enumerate(sizes):
                pixmap = icons.render(f"icon-{state.value}", size, QColor(ink), dense)
                pixmap.setDevicePixelRatio(1.0)
                offset = (cell - pixmap.width()) // 2
                painter.drawPixmap(left + column * cell + offset, row * cell + offset, pixmap)
    painter.end()
    return _save(image, out / "tray.png")


def _save(image: QImage, file: Path) -> Path:
    if not image.save(str(file)):
        from app.host.files import NotWritable

        raise NotWritable(path=file, detail="the picture could not be saved")
    return file
