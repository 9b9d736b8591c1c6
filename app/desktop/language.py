"""The language of the screens: the system's or a forced one, its catalogue, and the wording that goes with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.desktop.wording import Wording
from app.host.paths import resources


class Language:
    """One language in use. `tags` are BCP 47, best first; without a catalogue for it the screens speak English."""

    def __init__(self, application: QApplication, forced: str = "") -> None:
        self._application = application
        self._locale = QLocale(forced.replace("-", "_")) if forced else QLocale.system()
        self._translator = QTranslator()
        self.tags = tuple(self._locale.uiLanguages())
        folder = str(resources() / "translations")
        self.translated = self._translator.load(self._locale, "signpost", "_", folder, ".qm")
        if self.translated:
            application.installTranslator(self._translator)
        application.setLayoutDirection(QLocale(self.spoken).textDirection())

    @classmethod
    @contextmanager
    def forced(cls, application: QApplication, tag: str) -> "Iterator[Language]":
        """Speak one language for a while."""
        language = cls(application, tag)
        try:
            yield language
        finally:
            application.removeTranslator(language._translator)

    @property
    def spoken(self) -> str:
        """The tag of the language the screens speak."""
        return self._translator.language() if self.translated else "en"

    @property
    def cjk(self) -> bool:
        """Whether lines need the room that Chinese, Japanese and Korean take."""
        return self.spoken[:2] in ("zh", "ja", "ko")

    def wording(self, now: datetime) -> Wording:
        """How to say things at `now`."""
        return Wording(now=now, translate=QCoreApplication.translate, languages=self.tags, home=str(Path.home()))
