"""The language of the screens: the system's or a chosen one, its catalogue, and how it writes numbers, days and times.

A `Language` is one of them for as long as it is spoken; another one takes its place while the program runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTime, QTranslator
from PySide6.QtWidgets import QApplication

from app.desktop.dates import CALENDAR, CALENDAR_NAMES
from app.desktop.plain import isolating
from app.desktop.pseudo import PSEUDO, PseudoTranslator
from app.desktop.wording import Wording
from app.host.paths import resources

SPOKEN = ("en", "de", "ja", "zh_CN", "zh_TW")
"""The catalogues there are, English first."""

_CATALOGUES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}
"""Catalogues that serve a script, not the one region they are named by."""

_SHORT_NAMES = ("zh", "ja", "ko")
"""Languages whose calendar's short names are those of running text: 7月, not 七月."""


class Language:
    """One language in use: that of `chosen` (BCP 47; "" is the system's), without a catalogue for it English.

    `tags` are those a text of the policy is looked for by, best first.

    `folder` is where the catalogues are.
    """

    def __init__(self, application: QApplication, chosen: str = "", folder: Path | None = None) -> None:
        self._application = application
        self._folder = folder or resources() / "translations"
        self._locale = QLocale(chosen.replace("-", "_")) if chosen else QLocale.system()
        self.tags = _tags(self._locale)
        self._translator = PseudoTranslator(chosen) if chosen in PSEUDO else self._catalogue()
        if self._translator is not None:
            self._application.installTranslator(self._translator)
        spoken = QLocale(self.spoken.replace("-", "_"))
        self._names = dict(zip(CALENDAR_NAMES, _calendar(spoken), strict=True))
        self._mirrored = spoken.textDirection() == Qt.LayoutDirection.RightToLeft
        self._application.setLayoutDirection(spoken.textDirection())

    def leave(self) -> None:
        """Speak it no more: another one follows."""
        if self._translator is not None:
            self._application.removeTranslator(self._translator)

    def _catalogue(self) -> QTranslator | None:
        """The catalogue of the first of the person's languages there is one for (lookup of RFC 4647, section 3.4)."""
        translator = QTranslator()
        for tag in self.tags:
            name = _CATALOGUES.get(tag, tag.replace("-", "_"))
            if translator.load(str(self._folder / f"signpost_{name}.qm")):
                return translator
            if tag == "en":
                break  # what the screens speak without any
        return None

    @classmethod
    @contextmanager
    def forced(cls, application: QApplication, tag: str, folder: Path | None = None) -> "Iterator[Language]":
        """Speak one language for a while."""
        language = cls(application, tag, folder)
        try:
            yield language
        finally:
            language.leave()

    @property
    def translated(self) -> bool:
        """Whether there is a catalogue for it."""
        return self._translator is not None

    @property
    def spoken(self) -> str:
        """The tag of the language the screens speak."""
        return self._translator.language() if self._translator is not None else "en"

    @property
    def cjk(self) -> bool:
        """Whether lines need the room that Chinese, Japanese and Korean take."""
        return self.spoken[:2] in _SHORT_NAMES

    def wording(self, now: datetime) -> Wording:
        """How to say things at `now`."""
        return Wording(
            now=now,
            translate=self._translate,
            languages=self.tags,
            spoken=self.spoken,
            home=str(Path.home()),
            mirrored=self._mirrored,
            number=lambda value, decimals: self._locale.toString(value, "f", decimals),
            time=_time,
        )

    def _translate(self, context: str, template: str, note: str = "", n: int = -1, /) -> str:
        if context == CALENDAR:
            return self._names[template]
        said = QCoreApplication.translate(context, template, note or None, n)
        return isolating(said) if self._mirrored else said


def _tags(locale: QLocale) -> tuple[str, ...]:
    """The languages the person reads, best first.

    Qt ends each list with the language alone. For readers of traditional Chinese that is left out: `zh` stands for the
    simplified script (CLDR, likely subtags), and after their own comes English.
    """
    tags = tuple(locale.uiLanguages())
    traditional = any(tag.startswith("zh-Hant") for tag in tags)
    return tuple(tag for tag in tags if not (traditional and tag == "zh"))


def _calendar(locale: QLocale) -> list[str]:
    """The names of weekdays and months as they stand in a date."""
    short = locale.name()[:2] in _SHORT_NAMES
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    days = [locale.dayName(number, form) for number in range(1, 8)]
    return days + [locale.monthName(number, form) for number in range(1, 13)]


def _time(moment: datetime) -> str:
    """The time as this person's system writes it: with 12 or 24 hours, whatever the language of the screens."""
    return QLocale.system().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
