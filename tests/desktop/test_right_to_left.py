"""Read from the right, what is Latin keeps to itself: paths, names and commands inside a sentence, or alone."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop import notices, samples
from app.desktop.card_model import AlertView, DoneView, FailedView, ProgressView
from app.desktop.gallery import wording
from app.desktop.language import Language
from app.desktop.plain import isolating
from app.desktop.pseudo import FROM_RIGHT
from app.desktop.setup_card import advice, happened
from app.desktop.status_text import status
from app.desktop.text import Text
from app.desktop.theme import Theme, made_look
from app.desktop.tokens import BODY
from app.desktop.window.activity_view import activity_rows
from app.desktop.window.catalogue_view import catalogue_view
from app.desktop.window.ledger_view import ledger_rows
from app.desktop.window.overview_view import overview_view
from app.desktop.window.samples import STATE, busy, happenings, ledger_entries, situations
from app.desktop.window.welcome_view import welcome_view
from app.desktop.wording import Wording
from app.policy.model import Tool
from app.setup.errors import NotOurEdit

_TURNED, _ISOLATED = re.compile("\u202e[^\u202c]*\u202c"), re.compile("\u2068[^\u2068\u2069]*\u2069")


@pytest.fixture
def words(qapp: QApplication) -> Iterator[Wording]:
    with Language.forced(qapp, FROM_RIGHT) as spoken:
        yield wording(spoken)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def texts(shown: object) -> Iterator[str]:
    """Every text of a view."""
    match shown:
        case str():
            yield from shown.split("\n")  # each line is a paragraph of its own
        case Mapping():
            yield from (text for one in shown.values() for text in texts(one))
        case tuple() | list():
            yield from (text for one in shown for text in texts(one))
        case _ if is_dataclass(shown):
            yield from (text for field in fields(shown) for text in texts(getattr(shown, field.name)))
        case _:
            pass


def escaped(text: str) -> str:
    """What of a translated text is written from the left and stands unprotected among the rest."""
    if "\u202e" not in text:
        return ""
    while (less := _ISOLATED.sub("", text)) != text:
        text = less
    return "".join(one for one in _TURNED.sub("", text) if unicodedata.bidirectional(one) == "L")


def test_nothing_escapes_on_any_screen(words: Wording) -> None:
    cards = samples.cards(words)
    shown: list[object] = [cards, welcome_view("Acme", words), status(STATE, words)]
    for view in cards.values():
        match view:
            case AlertView():
                shown.append(notices.alert_notice(view, samples.alert().level, words))
            case ProgressView():
                shown.append(notices.progress_notice(view, words))
            case DoneView():
                shown.append(notices.done_notice(view, words))
            case FailedView():
                shown.append(notices.failed_notice(view, words))
            case _:
                pass
    later = [words, replace(words, now=samples.NOW + timedelta(days=40))]
    for situation in (*situations().values(), busy(words)):
        shown += [overview_view(situation, when) for when in later]
        shown.append(catalogue_view(situation, words))
    names = {tool.id: tool.name for tool in samples_tools()}
    shown += [activity_rows(happenings(), names, words), ledger_rows(ledger_entries(), names, words)]
    found = {text: escaped(text) for text in texts(shown) if escaped(text)}
    assert not found
    assert sum("\u2068" in text for text in texts(shown)) > 50


def samples_tools() -> tuple[Tool, ...]:
    """The tools of the made-up policy."""
    assert STATE.policy is not None
    return STATE.policy.tools


def test_an_errors_facts_are_isolated_and_cannot_break_out(words: Wording) -> None:
    error = NotOurEdit(path="/home/lin/\u2069\u202e.profile", detail="it is not a file")
    said = happened(error, words)
    assert "\u2068/home/lin/.profile\u2069" in said
    assert escaped(said) == escaped(advice(error, words)) == ""


def test_what_escapes_is_found() -> None:
    assert escaped("\u202enepo\u202c /usr/bin/code") == "usrbincode"
    assert escaped("\u202enepo\u202c \u2068/usr/bin/code\u2069") == ""
    assert isolating("open {path} of {tool}") == "open \u2068{path}\u2069 of \u2068{tool}\u2069"


def test_read_from_the_left_nothing_is_added(qapp: QApplication) -> None:
    with Language.forced(qapp, "de") as spoken:
        assert not [text for text in texts(samples.cards(wording(spoken))) if "\u2068" in text]


def test_a_path_alone_begins_with_its_slash_at_the_right_edge(words: Wording) -> None:
    assert words.languages
    text = Text(Theme(fixed=made_look(dark=False, cjk=False)), BODY, "ink", "/usr/bin/code")
    text.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    laid_out = text._laid_out(300)
    assert laid_out.lineAt(0).naturalTextRect().left() > 150
    assert len(laid_out.glyphRuns()) == 1, "its slashes run with its letters"
