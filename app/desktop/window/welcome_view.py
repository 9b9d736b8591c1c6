"""The welcome in words: what Signpost does and does not watch, in four lines. Pure. No Qt."""

from dataclasses import dataclass

from app.desktop.plain import plain
from app.desktop.window.settings_view import Choosing, Option, language
from app.desktop.window.told_view import told
from app.desktop.wording import Wording
from app.host.choices import Choices
from app.policy.model import Policy


@dataclass(frozen=True)
class WelcomeView:
    """Title, note, and lines of icon, sentence and explanation."""

    title: str
    note: str
    lines: tuple[tuple[str, str, str], ...]
    ledger: str
    start: str
    language: Choosing | None = None
    """The choice of language, where the company leaves it to the person."""
    spoken: str = ""
    """The language that is spoken, as its speakers write it."""


def welcome_view(
    company: str,
    wording: Wording,
    languages: tuple[Option, ...] = (),
    chosen: Choices | None = None,
    policy: Policy | None = None,
) -> WelcomeView:
    """The welcome of somebody at that company ("" while it is not known).

    `languages` are those there are, `chosen` what applies; None where that cannot be told. The policy, once there is
    one, declares what the company is told.
    """
    translate = wording.translate
    note = translate("about", "Signpost points the way when a tool changes at your company.")
    if company:
        pointing = translate("welcome", "It points the way when a tool changes at {company}.")
        note = pointing.format(company=plain(company, 60))
    return WelcomeView(
        title=translate("welcome", "Welcome to Signpost"),
        note=note,
        lines=(
            (
                "eye",
                translate("welcome", "Notices which programs start"),
                translate("welcome", "Reads how each was started, only to tell what it is."),
            ),
            (
                "lock",
                translate("welcome", "Never looks at your work"),
                translate("welcome", "No documents, prompts, screen, keystrokes or browsing."),
            ),
            (
                "next",
                translate("welcome", "Shows the way forward"),
                translate("welcome", "The approved tool in one click, for you only."),
            ),
            (
                "shield",
                translate("welcome", "Keeps no secrets from you"),
                told(policy, wording).sentences
                or translate("welcome", "All that IT gets is listed under What IT sees."),
            ),
        ),
        ledger=translate("window", "What IT sees"),
        start=translate("welcome", "Get started"),
        language=language(chosen, languages, wording)
        if chosen is not None and "language" not in chosen.managed
        else None,
        spoken=next((one.text for one in languages if one.key == wording.spoken), ""),
    )
