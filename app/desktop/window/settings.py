"""The page Settings: lays a `SettingsView` out. What the company decides is shown with a lock, and stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.desktop.card_parts import Facts, column, row
from app.desktop.controls import Secondary
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import BODY_STRONG, CAPTION, DETAIL, SPACE_4, SPACE_8, SPACE_12, SPACE_20
from app.desktop.window.box import Box, Separator
from app.desktop.window.chooser import Chooser, Switch
from app.desktop.window.controls import Glyph
from app.desktop.window.pane import Pane, clear, focus_again, focused_name
from app.desktop.window.reflow import Reflow, holding
from app.desktop.window.settings_view import Choosing, SettingsView, Switching

_ROOM_FOR_ONE_LINE = 420


class SettingsPane(Pane):
    """The page. `chosen` gives a setting's name and the option's key, `switched` its name and whether it is on."""

    chosen = Signal(str, str)
    switched = Signal(str, bool)
    bundle = Signal()
    everything = Signal()

    def __init__(self, theme: Theme, view: SettingsView) -> None:
        super().__init__(theme, view.heading, view.note)
        self._view: SettingsView | None = None
        self.controls: dict[str, QWidget] = {}
        self.show_view(view)

    def show_view(self, view: SettingsView) -> None:
        """Show what is chosen now."""
        if view == self._view:
            return
        self._view = view
        focused = focused_name(self)
        switch = next((name for name, one in self.controls.items() if one.hasFocus()), "")
        clear(self.body)
        self.controls = {}
        for group in view.groups:
            box = Box(self.theme, padding=0)
            for number, setting in enumerate(group):
                if number:
                    box.column.addWidget(Separator(self.theme))
                locked = view.locked if setting.locked else ""
                box.column.addLayout(self._line(setting.title, setting.note, self._control(setting), locked))
            self.body.addWidget(box)
        box = Box(self.theme, padding=0)
        self.save = Secondary(self.theme, view.bundle_button)
        self.save.clicked.connect(self.bundle)
        box.column.addLayout(self._line(view.bundle_title, view.bundle_note, self.save))
        box.column.addWidget(Separator(self.theme))
        self.save_everything = Secondary(self.theme, view.everything_button)
        self.save_everything.clicked.connect(self.everything)
        box.column.addLayout(self._line(view.everything_title, view.everything_note, self.save_everything))
        self.body.addWidget(box)
        if view.managed:
            managed = Box(self.theme, view.managed_heading)
            managed.column.addSpacing(SPACE_8)
            managed.column.addWidget(Facts(self.theme, view.managed))
            self.body.addWidget(managed)
        self.body.addStretch(1)
        focus_again(self, focused)
        if switch in self.controls:
            self.controls[switch].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_anew(self, view: SettingsView) -> None:
        """Show it although nothing in it changed: a control may stand where the person put it."""
        self._view = None
        self.show_view(view)

    def _line(self, title: str, note: str, control: QWidget, locked: str = "") -> QBoxLayout:
        line = Reflow(self.theme.look.grown(_ROOM_FOR_ONE_LINE), SPACE_12)
        words = column(2)
        words.addStretch(1)
        words.addWidget(Text(self.theme, BODY_STRONG, "ink", title))
        if note:
            words.addWidget(Text(self.theme, DETAIL, "ink2", note))
        if locked:
            said = row(SPACE_8)
            said.addWidget(Glyph(self.theme, "lock", line=self.theme.look.line(CAPTION)), 0, Qt.AlignmentFlag.AlignTop)
            said.addWidget(Text(self.theme, CAPTION, "ink2", locked), 1)
            words.addSpacing(SPACE_4)
            words.addLayout(said)
        words.addStretch(1)
        line.add(holding(words), 1)
        line.add(control)
        inset = row()
        inset.setContentsMargins(SPACE_20, SPACE_12, SPACE_20, SPACE_12)
        inset.addWidget(line)
        return inset

    def _control(self, setting: Switching | Choosing) -> QWidget:
        control: QWidget
        if isinstance(setting, Switching):
            switch = control = Switch(self.theme, setting.title, on=setting.on)
            switch.toggled.connect(lambda on, name=setting.name: self.switched.emit(name, on))
        else:
            chooser = control = Chooser(self.theme, setting.title, setting.options, setting.current, setting.text)
            chooser.chosen.connect(lambda key, name=setting.name: self.chosen.emit(name, key))
        self.controls[setting.name] = control
        control.setEnabled(not setting.locked)
        return control
