"""Settings in words: what can be chosen, what is chosen, and what the company decided. Pure. No Qt."""

from dataclasses import dataclass
from datetime import datetime, time

from app.desktop.card_model import Fact
from app.desktop.dates import calendar_day
from app.desktop.plain import plain
from app.desktop.wording import Wording
from app.host.choices import Choices

EVERY_DAY, WORKING_DAYS = (1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5)
USUAL_QUIET = (time(18), time(9))
"""What is proposed first: from six in the evening until nine in the morning."""


@dataclass(frozen=True)
class Option:
    """One of several: its key, and what it is called."""

    key: str
    text: str


@dataclass(frozen=True)
class Choosing:
    """A setting that is one of several options. `locked`: the company's configuration decides it."""

    name: str
    title: str
    note: str
    options: tuple[Option, ...]
    current: str
    locked: bool = False

    @property
    def text(self) -> str:
        """What is chosen, in words; the key itself where it is none of the options."""
        return next((option.text for option in self.options if option.key == self.current), plain(self.current, 40))


@dataclass(frozen=True)
class Switching:
    """A setting that is on or off."""

    name: str
    title: str
    note: str
    on: bool
    locked: bool = False


@dataclass(frozen=True)
class SettingsView:
    """The page: groups of settings, the bundle for IT, all that is kept, and what the company decided."""

    heading: str
    note: str
    groups: tuple[tuple[Switching | Choosing, ...], ...]
    locked: str
    bundle_title: str
    bundle_note: str
    bundle_button: str
    everything_title: str
    everything_note: str
    everything_button: str
    managed_heading: str
    managed: tuple[Fact, ...]


@dataclass(frozen=True)
class Crashes:
    """Signpost ended `count` times as nobody foresaw, the last time `at` (aware)."""

    count: int
    at: datetime


def settings_view(
    choices: Choices,
    languages: tuple[Option, ...],
    autostart: bool | None,
    managed: tuple[Fact, ...],
    wording: Wording,
    crashes: Crashes | None = None,
) -> SettingsView:
    """The page. `autostart` is None where nothing can be told of it; `managed` is what IT set."""
    translate = wording.translate
    return SettingsView(
        heading=translate("window", "Settings"),
        note=translate("settings", "What you change here applies at once."),
        groups=(_general(choices, languages, autostart, wording), _quiet(choices, wording)),
        locked=translate("settings", "Set by your company"),
        bundle_title=translate("settings", "Diagnostics for IT"),
        bundle_note=_bundle_note(crashes, wording),
        bundle_button=translate("settings", "Save as"),
        everything_title=translate("settings", "All that is kept about you"),
        everything_note=translate(
            "settings",
            "Records, activity, requests and the log as one file, to read or to take along. Nothing is sent.",
        ),
        everything_button=translate("window", "Export"),
        managed_heading=translate("settings", "Set by your company"),
        managed=managed,
    )


def _bundle_note(crashes: Crashes | None, wording: Wording) -> str:
    translate = wording.translate
    note = translate(
        "settings",
        "Versions, settings, a check-up, the log and crash reports, as a file you can read first. Passwords, your name "
        "and your home folder are left out. Nothing is sent.",
    )
    if crashes is None:
        return note
    day = calendar_day(crashes.at.astimezone(wording.zone), wording.now.astimezone(wording.zone), translate)
    crashed = translate(
        "settings", "Unexpected ends of Signpost: {count}, the last on {day}. The reports stay on this computer."
    )
    return f"{note} {crashed.format(count=crashes.count, day=day)}"


def language(choices: Choices, languages: tuple[Option, ...], wording: Wording) -> Choosing:
    """The choice of language; `languages` are those there are."""
    translate = wording.translate
    return Choosing(
        name="language",
        title=translate("settings", "Language"),
        note=translate("settings", "Your company's own texts appear in the languages it wrote them in."),
        options=(Option("", translate("settings", "As the system")), *languages),
        current=choices.language,
        locked="language" in choices.managed,
    )


def _general(
    choices: Choices, languages: tuple[Option, ...], autostart: bool | None, wording: Wording
) -> tuple[Switching | Choosing, ...]:
    translate = wording.translate
    settings: list[Switching | Choosing] = [language(choices, languages, wording)]
    if autostart is not None:
        settings.append(
            Switching(
                name="autostart",
                title=translate("settings", "Start when I log in"),
                note=translate("settings", "Otherwise you hear of changes only after you open Signpost."),
                on=autostart,
            )
        )
    settings.append(
        Switching(
            name="terminal_notice",
            title=translate("settings", "A line in the terminal"),
            note=translate(
                "settings",
                "For tools off limits that start where no card can be shown, such as over SSH. Takes effect when "
                "Signpost next starts.",
            ),
            on=choices.terminal_notice,
            locked="terminal_notice" in choices.managed,
        )
    )
    return tuple(settings)


def _quiet(choices: Choices, wording: Wording) -> tuple[Switching | Choosing, ...]:
    translate = wording.translate
    locked = bool({"quiet_from", "quiet_until", "quiet_days"} & choices.managed)
    quiet = choices.quiet_from is not None and choices.quiet_until is not None
    settings: list[Switching | Choosing] = [
        Switching(
            name="quiet",
            title=translate("settings", "Quiet times"),
            note=translate(
                "settings", "Alerts wait until they are over, but never past the day a tool goes off limits."
            ),
            on=quiet,
            locked=locked,
        )
    ]
    if choices.quiet_from is not None and choices.quiet_until is not None:
        hours = tuple(Option(f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))
        days = (
            Option(_days(EVERY_DAY), translate("settings", "Every day")),
            Option(_days(WORKING_DAYS), translate("settings", "Monday to Friday")),
        )
        begins, ends = (at.isoformat("minutes") for at in (choices.quiet_from, choices.quiet_until))
        settings += [
            Choosing("quiet_from", translate("settings", "From"), "", hours, begins, locked),
            Choosing("quiet_until", translate("settings", "Until"), "", hours, ends, locked),
            Choosing("quiet_days", translate("settings", "On"), "", days, _days(choices.quiet_days), locked),
        ]
    return tuple(settings)


def _days(days: tuple[int, ...]) -> str:
    return ",".join(str(day) for day in days)


def chosen_days(key: str) -> tuple[int, ...]:
    """The days an option stands for."""
    return tuple(int(day) for day in key.split(","))
