"""Whether the person asked for reduced motion, as Linux desktops tell it: the settings portal, live.

xdg-desktop-portal, interface Settings: `org.freedesktop.appearance reduced-motion` (u, 1: reduced) and, for GNOME
before that key, `org.gnome.desktop.interface enable-animations` (b).
"""

from collections.abc import Callable, Iterator

from jeepney import DBusAddress, MatchRule, Message, MessageFlag, new_method_call

from app.desktop.session_bus import SessionBus, body_of, sender_of

_PORTAL = "org.freedesktop.portal.Desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_ADDRESS = DBusAddress("/org/freedesktop/portal/desktop", bus_name=_PORTAL, interface=_INTERFACE)
_STILL: dict[tuple[str, str], object] = {
    ("org.freedesktop.appearance", "reduced-motion"): 1,
    ("org.gnome.desktop.interface", "enable-animations"): False,
}
"""The settings, and the value that asks for stillness."""


class Motion:
    """Asks the portal that runs (none is started for it) and tells `on_still` on the bus thread whenever it changes."""

    def __init__(self, bus: SessionBus, on_still: Callable[[bool], None]) -> None:
        self._bus, self._on_still = bus, on_still
        self._values: dict[tuple[str, str], object] = {}
        self._owner = ""
        bus.watch(MatchRule(type="signal", interface=_INTERFACE, member="SettingChanged"), self._changed)
        bus.watch_name(_PORTAL, self._owner_changed)

    def _owner_changed(self, owner: str) -> None:
        self._owner = owner
        if owner:
            spaces = sorted({space for space, _ in _STILL})
            message = new_method_call(_ADDRESS, "ReadAll", "as", (spaces,))
            message.header.flags = MessageFlag.no_auto_start
            self._bus.call(message, self._read)

    def _read(self, reply: Message | None) -> None:
        match body_of(reply):
            case (dict(spaces),):
                for space, values in spaces.items():
                    self._values |= {(space, name): value for name, value in _held(values)}
                self._tell()
            case _:
                pass  # no portal's answer

    def _changed(self, message: Message) -> None:
        if sender_of(message) == self._owner:
            match message.body:
                case (str(space), str(name), (str(), value)):
                    self._values[space, name] = value
                    self._tell()
                case _:
                    pass

    def _tell(self) -> None:
        self._on_still(any(self._values.get(setting) == still for setting, still in _STILL.items()))


def _held(values: object) -> Iterator[tuple[str, object]]:
    """Names and values of variants, as jeepney has them (type and value each)."""
    for name, held in values.items() if isinstance(values, dict) else ():
        match held:
            case (str(), value):
                yield name, value
            case _:
                pass
