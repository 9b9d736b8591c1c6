"""What stands behind the page Settings: reads what is chosen, writes what the person changes, has it apply at once."""

from collections.abc import Callable
from datetime import time
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale, QObject, Signal, qVersion

from app.desktop.callbacks import Callbacks
from app.desktop.card_model import Fact
from app.desktop.language import SPOKEN
from app.desktop.plain import plain
from app.desktop.window.reading import Chosen, Reading
from app.desktop.window.saving import Saving
from app.desktop.window.settings import SettingsPane
from app.desktop.window.settings_view import USUAL_QUIET, Crashes, Option, SettingsView, chosen_days, settings_view
from app.desktop.wording import Wording
from app.host.choices import Choices, Value
from app.host.config import Config


class Preferences(QObject):
    """Lives as long as the window. `chosen` is what was read last."""

    spoken = Signal(str)
    """Another language is chosen (BCP 47; "" follows the system)."""

    def __init__(
        self,
        reading: Reading,
        saving: Saving,
        config: Config,
        callbacks: Callable[[], Callbacks],
        wording: Callable[[], Wording],
    ) -> None:
        super().__init__()
        self._reading, self._saving = reading, saving
        self._config, self._callbacks, self._wording = config, callbacks, wording
        self.chosen = Chosen(Choices(language=config.language), None)

    def view(self) -> SettingsView:
        """The page as things stand."""
        wording, chosen = self._wording(), self.chosen
        crashes = Crashes(chosen.crashes, chosen.crashed) if chosen.crashed is not None else None
        managed = self._managed(wording)
        return settings_view(chosen.choices, languages(), chosen.autostart, managed, wording, crashes)

    def connect_to(self, pane: SettingsPane) -> None:
        """Carry out what is pressed there."""
        pane.chosen.connect(self._choose)
        pane.switched.connect(self._switch)
        pane.bundle.connect(lambda: self._save_bundle(pane))
        pane.everything.connect(lambda: self._save_everything(pane))

    def take(self, chosen: Chosen) -> None:
        """What was read. Where it is another, it applies from now on."""
        before, self.chosen = self.chosen.choices, chosen
        now = self.chosen.choices
        if (before.quiet_from, before.quiet_until, before.quiet_days) != (
            now.quiet_from,
            now.quiet_until,
            now.quiet_days,
        ):
            self._callbacks().on_quiet(now.quiet_from, now.quiet_until, now.quiet_days)
        if before.language != now.language:
            self.spoken.emit(now.language)

    def _choose(self, name: str, key: str) -> None:
        changes: dict[str, Value]
        match name:
            case "language":
                changes = {"language": key or None}
            case "quiet_days":
                changes = {"quiet_days": chosen_days(key)}
            case _:
                changes = {name: time.fromisoformat(key)}
        self._reading.choose(changes)

    def _switch(self, name: str, on: bool) -> None:
        match name:
            case "autostart":
                self._reading.autostart(on)
            case "quiet":
                begins, ends = USUAL_QUIET if on else (None, None)
                self._reading.choose({"quiet_from": begins, "quiet_until": ends})
            case _:
                self._reading.choose({name: on})

    def _save_bundle(self, pane: SettingsPane) -> None:
        file = self._saving.ask(pane.save, "signpost-diagnostics.zip", "ZIP (*.zip)")
        if file is not None:
            self._reading.bundle(file, self._config, {"qt": qVersion()})

    def _save_everything(self, pane: SettingsPane) -> None:
        file = self._saving.ask(pane.save_everything, "signpost-everything.zip", "ZIP (*.zip)")
        if file is not None:
            now = self._wording().now
            self._reading.everything(file, f"{now:%Y-%m-%d %H:%M %z}")

    def _managed(self, wording: Wording) -> tuple[Fact, ...]:
        """What IT set, in facts a person may read; of tokens only their makers know."""
        translate, config = wording.translate, self._config
        facts = [
            Fact(translate("about", "Policy from"), plain(urlsplit(config.url).hostname or "", 120)),
            Fact(translate("settings", "Packages from"), plain(urlsplit(config.npm_registry).hostname or "", 120)),
            Fact(translate("settings", "Proxy"), plain(urlsplit(config.network.proxy).hostname or "", 120)),
            Fact(translate("settings", "Groups"), plain(", ".join(config.groups), 200)),
        ]
        return tuple(fact for fact in facts if fact.value)


def languages() -> tuple[Option, ...]:
    """The languages there are, each by its own name."""
    return tuple(Option(tag, _own_name(tag)) for tag in SPOKEN)


def _own_name(tag: str) -> str:
    """As its speakers write it."""
    name = "English" if tag == "en" else QLocale(tag).nativeLanguageName()
    return name[:1].upper() + name[1:]
