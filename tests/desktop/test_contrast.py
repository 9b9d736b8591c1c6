"""Words stand out from what is behind them: 4.5 to 1, and shapes that say something 3 to 1 (WCAG 2.2, 1.4.3, 1.4.11).

Computed from the tokens for every pair of roles in use, and once more from what the screens really paint.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop import samples
from app.desktop.carryover.samples import carryings
from app.desktop.controls import Button
from app.desktop.gallery import shown_card, wording
from app.desktop.language import Language
from app.desktop.text import Text
from app.desktop.theme import Look, made_look
from app.desktop.tokens import DARK, LIGHT, Colours
from app.desktop.window.gallery import carry_over, pages, window

TEXT, SHAPE = 4.5, 3.0

WORDS = {
    "bg": ("ink", "ink2", "ink3", "accent_ink", "warm_ink"),
    "surface": ("ink", "ink2", "ink3", "accent_ink", "warm_ink", "danger"),
    "sunken": ("ink", "ink2", "accent_ink"),
    "accent_soft": ("ink", "ink2", "accent_ink"),
    "accent": ("on_accent",),
    "accent_hover": ("on_accent",),
    "warm_soft": ("warm_ink",),
}
"""By the role of the ground: the roles of words on it."""

SHAPES = {"surface": ("warm", "danger", "accent", "edge"), "bg": ("accent", "edge"), "accent_soft": ("accent",)}
"""By the role of the ground: the roles of badges, focus rings, fields and progress on it."""


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_is_wcag_s() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_roles_in_use_stands_out(colours: Colours) -> None:
    for least, pairs in ((TEXT, WORDS), (SHAPE, SHAPES)):
        for ground, roles in pairs.items():
            for role in roles:
                ratio = contrast(QColor(getattr(colours, role)), QColor(getattr(colours, ground)))
                assert ratio >= least, f"{role} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_on_the_screens_stands_out(qapp: QApplication, dark: bool) -> None:
    look = made_look(dark=dark, cjk=False)
    with Language.forced(qapp, "en") as language:
        said = wording(language)
        found = []
        for name, view in samples.cards(said).items():
            card = shown_card(name, view, look)
            found += [f"{name}: {problem}" for problem in _faint(card, look)]
            card.close()
        for name, (destination, situation) in pages(said).items():
            shown = window(destination, situation, said, look)
            shown.show()
            found += [f"{name}: {problem}" for problem in _faint(shown, look)]
            shown.close()
        for name in carryings():
            dialog = carry_over(name, said, look)
            dialog.show()
            found += [f"carry-over {name}: {problem}" for problem in _faint(dialog, look)]
            dialog.close()
    assert not found, "\n".join(found)


def _faint(shown: QWidget, look: Look) -> Iterator[str]:
    for _ in range(3):
        QApplication.processEvents()
    image = QImage(shown.size(), QImage.Format.Format_RGB32)
    image.fill(look.colour("bg"))
    painter = QPainter(image)
    shown.render(painter, QPoint(0, 0))
    painter.end()
    for one in shown.findChildren(QWidget):
        place = QRect(one.mapTo(shown, QPoint(0, 0)), one.size()) & image.rect()
        if not one.isVisibleTo(shown) or place.width() < 8 or place.height() < 8 or not _whole(one, shown):
            continue
        if isinstance(one, Text) and one.text():
            ground = _ground(_pixels(image, place))
            if (ratio := contrast(look.colour(one.role), ground)) < TEXT:
                yield f"{one.text()!r} ({one.role}): {ratio:.2f}"
        elif isinstance(one, Button) and one.isEnabled():
            pixels = _pixels(image, place)
            if (ratio := _strongest(pixels, _ground(pixels))) < TEXT:
                yield f"{one.accessibleName()!r}: {ratio:.2f}"


def _whole(widget: QWidget, window: QWidget) -> bool:
    """Whether nothing scrolled it out of sight."""
    return widget.visibleRegion().boundingRect().size() == widget.size() or not window.isVisible()


def _pixels(image: QImage, place: QRect) -> Counter[int]:
    part = image.copy(place)
    return Counter(memoryview(part.constBits()).cast("I"))


def _ground(pixels: Counter[int]) -> QColor:
    """The colour most of a place has."""
    return QColor.fromRgb(pixels.most_common(1)[0][0])


def _strongest(pixels: Counter[int], ground: QColor) -> float:
    return max(contrast(QColor.fromRgb(pixel), ground) for pixel in pixels)
