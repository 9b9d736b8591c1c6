"""Draws what a policy will show about one tool: notification, card and window, in each language, light and dark."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.desktop import contact_sheet, picture, preview
from app.desktop.contact_sheet import Figure, Section
from app.desktop.language import SPOKEN, Language
from app.desktop.plain import plain
from app.desktop.preview import Moment, Shown
from app.desktop.theme import Look, made_look
from app.desktop.tokens import WINDOW_SIZE
from app.desktop.window import gallery as window
from app.desktop.window.destination import Destination
from app.desktop.window.situation import Situation
from app.desktop.wording import Wording
from app.host.platform import build_name
from app.policy.model import Policy, Status, Tool
from app.policy.recipe import Recipes

_NOTE = (
    "A notification is drawn by each desktop in its own way, so its words are given here. On the card about a real "
    "launch, why we think so also names the program's path and what started it."
)


def render(policy: Policy, recipes: Recipes, tool: Tool, out: Path, spoken: Sequence[str], now: datetime) -> list[Path]:
    """Draw into `out` (made if need be), with a page that shows all of it; returns the files, the page last.

    `spoken` are languages (default: those of the screens and of the policy's texts). Raises DiskFull, NotWritable.
    """
    application = picture.application()
    picture.folder(out)
    build = preview.build_of(tool, recipes, build_name())
    moments = preview.moments(tool, now)
    speak = partial(_in_each, application, tuple(spoken) or all_languages(application, policy, tool))
    sections = []
    for moment in moments:
        for number, rule in enumerate(preview.rules(tool) or (None,), 1):
            shown = partial(preview.shown, policy, recipes, tool, rule, build)
            name = f"{moment.name}-{number}" if number > 1 else moment.name
            about = preview.heading(moment, policy, Wording(now=moment.at))
            by_rule = f"{about}, by the rule {rule.id}" if rule is not None and number > 1 else about
            sections.append(Section(by_rule, speak(moment, partial(_alert, shown, out, name)), _NOTE))
    last = moments[-1] if moments else Moment("now", max(now, tool.effective or now))
    situation = preview.situation(policy, recipes, tool, build, last.at)
    pages = (Destination.TOOLS,) if tool.status is Status.APPROVED else (Destination.OVERVIEW, Destination.TOOLS)
    sections.append(Section("The window", speak(last, partial(_window, situation, pages, out))))
    files = [figure.file for section in sections for figure in section.figures if figure.file is not None]
    title = f"What people at {plain(policy.company.name, 60)} see about {plain(tool.name, 60)}"
    return [*files, contact_sheet.write(out, title, sections)]


def all_languages(application: QApplication, policy: Policy, tool: Tool) -> tuple[str, ...]:
    """The screens' languages, and those the policy has texts in without the screens speaking them."""
    tags = list(SPOKEN)
    for text in preview.languages(policy, tool):
        with Language.forced(application, text) as language:
            if not language.translated and text.split("-")[0].lower() != "en":
                tags.append(text)
    return tuple(tags)


Figures = Callable[[Wording, Look, str], Iterator[Figure]]
"""Draws in words, in a look; the last is the end of the files' names."""


def _in_each(application: QApplication, tags: Sequence[str], moment: Moment, draw: Figures) -> tuple[Figure, ...]:
    """Everything in each language, light and dark, as of the moment."""
    figures: list[Figure] = []
    for tag in tags:
        with Language.forced(application, tag) as language:
            for scheme in ("light", "dark"):
                look = made_look(dark=scheme == "dark", cjk=language.cjk)
                figures += draw(language.wording(moment.at), look, f"{scheme}-{tag}")
    return tuple(figures)


def _alert(
    shown: Callable[[Wording], Shown], out: Path, name: str, wording: Wording, look: Look, end: str
) -> Iterator[Figure]:
    made = shown(wording)
    if not look.dark:
        buttons = "  ".join(f"[{label}]" for _, label in made.notice.actions)
        words = f"{made.notice.summary}\n{made.notice.body}\n{buttons}"
        yield Figure(f"notification-{end.partition('-')[2]}", words=words, language=wording.languages[0])
    states = [("", made.view, picture.as_it_comes), ("-why", made.view, picture.unfolded)]
    states += [(f"-{state}", view, picture.as_it_comes) for state, view in made.closing]
    for state, view, prepare in states:
        image = picture.of_card(view, look, prepare=prepare)
        file = picture.save(image, out / f"{name}{state}-{end}.png")
        yield Figure(f"card{state}-{end}", file)


def _window(
    situation: Situation, pages: Sequence[Destination], out: Path, wording: Wording, look: Look, end: str
) -> Iterator[Figure]:
    for page in pages:
        name = f"window-{page.name.lower()}-{end}"
        image = window.picture(window.window(page, situation, wording, look), WINDOW_SIZE)
        yield Figure(name, picture.save(image, out / f"{name}.png"))
