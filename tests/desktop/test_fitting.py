"""Every screen in every state has room for its words: a third longer, from right to left, twice as large."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.desktop import samples
from app.desktop.carryover.samples import carryings
from app.desktop.controls import Primary
from app.desktop.gallery import shown_card, wording
from app.desktop.language import SPOKEN, Language
from app.desktop.pseudo import ACCENTS, FROM_RIGHT, LONGER, pseudo
from app.desktop.text import Text
from app.desktop.theme import Look, Theme, made_look
from app.desktop.tokens import BODY, WINDOW_LEAST, WINDOW_SIZE
from app.desktop.window.gallery import carry_over, pages, window
from app.desktop.window.preferences import languages
from app.desktop.window.welcome import Welcome
from app.desktop.window.welcome_view import welcome_view
from app.desktop.wording import Wording
from app.host.choices import Choices
from tests.support.fitting import misfits

TAGS = (ACCENTS, FROM_RIGHT, *SPOKEN[1:])
LARGE = 2.0


@pytest.fixture(params=TAGS)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    with Language.forced(qapp, request.param) as spoken:
        assert spoken.translated
        yield spoken
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("scale", [1.0, LARGE])
def test_cards_fit(language: Language, scale: float) -> None:
    look = made_look(dark=False, cjk=language.cjk, scale=scale)
    found = []
    for name, view in samples.cards(wording(language)).items():
        card = shown_card(name, view, look)
        found += [f"{name}: {problem}" for problem in misfits(card)]
        card.close()
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, WINDOW_SIZE), (1.0, WINDOW_LEAST), (LARGE, WINDOW_SIZE), (LARGE, WINDOW_LEAST)]
)
def test_the_window_fits(language: Language, scale: float, size: tuple[int, int]) -> None:
    look = made_look(dark=False, cjk=language.cjk, scale=scale)
    found = [
        f"{page}: {problem}"
        for page in pages(wording(language))
        for problem in _in_window(page, wording(language), look, size)
    ]
    assert not found, "\n".join(dict.fromkeys(found))


def _in_window(page: str, wording: Wording, look: Look, size: tuple[int, int]) -> list[str]:
    destination, situation = pages(wording)[page]
    shown = window(destination, situation, wording, look)
    shown.resize(QSize(*size))
    shown.show()
    found = misfits(shown)
    shown.close()
    return found


@pytest.mark.parametrize("scale", [1.0, LARGE])
def test_the_welcome_fits(language: Language, scale: float) -> None:
    look = made_look(dark=False, cjk=language.cjk, scale=scale)
    shown = Welcome(Theme(fixed=look), welcome_view("Acme", wording(language), languages(), Choices()))
    shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    shown.show()
    found = misfits(shown)
    shown.close()
    assert not found, "\n".join(found)


def test_what_does_not_fit_is_found(qapp: QApplication) -> None:
    assert qapp is not None
    theme = Theme(fixed=made_look(dark=False, cjk=False))
    window = QWidget()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(300, 200)
    low = Text(theme, BODY, "ink", "A sentence that takes more than a single line here", parent=window)
    low.setGeometry(0, 0, 120, 20)
    line = Text(theme, BODY, "ink", "One line, too long", wrap=False, parent=window)
    line.setGeometry(0, 60, 40, 20)
    button = Primary(theme, "Set up the tool", window)
    button.setGeometry(0, 100, 60, 36)
    beyond = QLabel("beyond", window)
    beyond.setGeometry(280, 150, 100, 20)
    over = Text(theme, BODY, "ink", "Under another", parent=window)
    over.setGeometry(0, 110, 150, 20)
    window.show()
    found = "\n".join(misfits(window))
    for words in (
        "'A sentence",
        "'One line",
        "'Set up the tool' takes",
        "'beyond' reaches",
        "lies over 'Under another'",
    ):
        assert words in found
    line.setToolTip("One line, too long")
    assert "'One line" not in "\n".join(misfits(window))
    window.close()


def test_pseudo_texts_are_longer_and_keep_their_facts() -> None:
    text = "{tool} is off limits at {company}"
    for tag in (ACCENTS, FROM_RIGHT):
        said = pseudo(text, tag)
        assert "{tool}" in said
        assert "{company}" in said
        plain = said.replace("\u202e", "").replace("\u202c", "")
        assert len(plain) >= (1 + LONGER) * (len(text) - len("{tool}{company}")) + len("{tool}{company}") - 2
        assert "off" not in plain


@pytest.mark.parametrize("scale", [1.0, LARGE])
def test_carry_over_fits(language: Language, scale: float) -> None:
    look = made_look(dark=False, cjk=language.cjk, scale=scale)
    found = []
    for name in carryings():
        shown = carry_over(name, wording(language), look)
        shown.show()
        found += [f"{name}: {problem}" for problem in misfits(shown)]
        shown.close()
    assert not found, "\n".join(dict.fromkeys(found))
