"""Draws every screen in every state: light and dark, at usual and at twice the text size, in each language.

The pictures are the same each time: they are of made-up situations at one moment (`samples`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from app.desktop import contact_sheet, icons, picture, samples
from app.desktop.card import Card
from app.desktop.card_model import CardView
from app.desktop.contact_sheet import Figure, Section
from app.desktop.language import SPOKEN, Language
from app.desktop.picture import Prepare
from app.desktop.theme import Look, made_look, palette_colours
from app.desktop.tray_icons import STATES
from app.desktop.window import gallery as window
from app.desktop.wording import Wording

Draw = Callable[[], QImage]

_STATES: dict[str, Prepare] = {"-unfolded": picture.unfolded, "-snooze": picture.choosing}
"""Cards whose name ends so are drawn after the person did this."""


@dataclass(frozen=True)
class Shot:
    """One picture to take: of which screen, in which look and language (or how else it is special)."""

    screen: str
    variant: str
    draw: Draw

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return f"{self.screen}-{self.variant}" if self.variant else self.screen


def screens() -> tuple[str, ...]:
    """The names of all screens and states."""
    cards = samples.cards(Wording(now=samples.NOW))
    return (*cards, *(f"window-{name}" for name in window.names()), *_VARIANTS, "tray")


def matching(only: Sequence[str]) -> frozenset[str]:
    """The screens that these names mean; `*` stands for anything. Without names all of them."""
    return frozenset(name for name in screens() if not only or any(fnmatchcase(name, one) for one in only))


def render(out: Path, spoken: Sequence[str] = (), ratio: float = 1.0, only: Sequence[str] = ()) -> list[Path]:
    """Draw into `out` (made if need be), with a page that shows all of it; returns the files, the page last.

    `spoken` are languages (default: all), `only` names of screens. Existing files are replaced.
    Raises DiskFull, NotWritable.
    """
    application, wanted = picture.application(), matching(only)
    picture.folder(out)
    files: list[Path] = []
    figures: dict[str, list[Figure]] = {}
    for tag in spoken or SPOKEN:
        with Language.forced(application, tag) as language:
            files += [_take(shot, out, figures) for shot in _spoken(language, tag, ratio, wanted)]
    files += [_take(shot, out, figures) for shot in _special(application, ratio) if shot.screen in wanted]
    sections = [Section(screen, tuple(shown)) for screen, shown in figures.items()]
    return [*files, contact_sheet.write(out, "Signpost, every screen", sections)]


def wording(language: Language) -> Wording:
    """As of the samples' moment, for somebody in Berlin."""
    return replace(language.wording(samples.NOW), zone=samples.BERLIN, home="/home/lin")


def shown_card(name: str, view: CardView, look: Look) -> Card:
    """The card of that name (as samples call it), at rest; not on the screen, though Qt takes it for shown."""
    return picture.card(view, look, prepare=_state(name))


def _state(name: str) -> Prepare:
    return next((state for end, state in _STATES.items() if name.endswith(end)), picture.as_it_comes)


def _take(shot: Shot, out: Path, figures: dict[str, list[Figure]]) -> Path:
    file = picture.save(shot.draw(), out / f"{shot.name}.png")
    figures.setdefault(shot.screen, []).append(Figure(shot.variant or shot.screen, file))
    return file


def _spoken(language: Language, tag: str, ratio: float, wanted: frozenset[str]) -> Iterator[Shot]:
    said = wording(language)
    for name, look in _looks(language.cjk):
        variant = f"{name}-{tag}"
        for screen, view in samples.cards(said).items():
            if screen in wanted:
                draw = partial(picture.of_card, view, look, ratio, prepare=_state(screen))
                yield Shot(screen, variant, draw)
        for page in window.names():
            if f"window-{page}" in wanted:
                yield Shot(f"window-{page}", variant, partial(window.draw, page, said, look, ratio))


def _looks(cjk: bool) -> tuple[tuple[str, Look], ...]:
    return tuple(
        (f"{size}{scheme}", made_look(dark=scheme == "dark", cjk=cjk, scale=scale))
        for size, scale in (("", 1.0), ("large-", 2.0))
        for scheme in ("light", "dark")
    )


_VARIANTS = ("ban-no-compositor", "ban-high-contrast", "ban-small-screen")


def _special(application: QApplication, ratio: float) -> Iterator[Shot]:
    """What has no look or language of its own: no compositor, high contrast, a small screen; the tray."""
    with Language.forced(application, "en") as language:
        view = samples.cards(language.wording(samples.NOW))["ban"]
        light = made_look(dark=False, cjk=False)
        work = QRect(0, 0, 800, 600)
        draw = partial(picture.of_card, view)
        yield Shot(_VARIANTS[0], "", partial(draw, light, ratio, soft=False))
        yield Shot(_VARIANTS[1], "", partial(draw, _high_contrast(light), ratio))
        yield Shot(_VARIANTS[2], "", partial(draw, replace(light, scale=1.5), ratio, work=work))
        yield Shot("tray", "", _tray)


def _high_contrast(look: Look) -> Look:
    palette = QPalette(QColor("#000000"), QColor("#000000"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#FFFFFF"))
    palette.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#FFFF00"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Link, QColor("#00FFFF"))
    return replace(look, colours=palette_colours(palette, look.colours), high_contrast=True)


def _tray() -> QImage:
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
    return image
