"""Whether this is a bad moment: the person asked not to be disturbed. What each desktop tells of it, and where.

The table says it, all on the session bus, by the service that runs (none is started for it). A shared screen shows
nowhere but in KDE's `Inhibited`; a full screen is `app.desktop.x11`'s.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jeepney import DBusAddress, MatchRule, Message, MessageFlag, new_method_call

from app.desktop.notify import NAME
from app.desktop.session_bus import SessionBus, sender_of, succeeded

_PROPERTIES = "org.freedesktop.DBus.Properties"
_XFCONF = "org.xfce.Xfconf"
_SETTINGS = "org.freedesktop.portal.Settings"


@dataclass(frozen=True)
class Teller:
    """Who tells it: `owner` is the bus name; `ask` on `interface` of `path` gives the value of `about`.

    `changed` is the signal that brings another one: of properties, or with `about` and the value. `wanted` is what the
    value is where the person wants to be left alone. `source` says where that is written.
    """

    owner: str
    path: str
    interface: str
    ask: str
    about: tuple[str, str]
    changed: str
    source: str
    wanted: bool = True

    def value_in(self, body: object) -> object:
        """What the signal's body says of this; None where it speaks of something else."""
        match body:
            case (str(interface), dict() as values, list()) if self.interface == _PROPERTIES:
                return values.get(self.about[1]) if interface == self.about[0] else None
            case (space, name, value) if (space, name) == self.about:
                return value
            case _:
                return None


_SERVER = "/org/freedesktop/Notifications"
TELLERS = (
    Teller(
        owner=NAME,
        path=_SERVER,
        interface=_PROPERTIES,
        ask="Get",
        about=(NAME, "Inhibited"),
        changed="PropertiesChanged",
        source="KDE Plasma, also while the screen is shared: plasma-workspace, libnotificationmanager",
    ),
    Teller(
        owner=NAME,
        path=_SERVER,
        interface=_PROPERTIES,
        ask="Get",
        about=("org.dunstproject.cmd0", "paused"),
        changed="PropertiesChanged",
        source="dunst(5), D-Bus interface org.dunstproject.cmd0",
    ),
    Teller(
        owner=_XFCONF,
        path="/org/xfce/Xfconf",
        interface=_XFCONF,
        ask="GetProperty",
        about=("xfce4-notifyd", "/do-not-disturb"),
        changed="PropertyChanged",
        source='xfce4-notifyd: its documentation, "Do not disturb"',
    ),
    Teller(
        owner="org.freedesktop.portal.Desktop",
        path="/org/freedesktop/portal/desktop",
        interface=_SETTINGS,
        ask="Read",
        about=("org.gnome.desktop.notifications", "show-banners"),
        changed="SettingChanged",
        source="GNOME, by the settings portal (org.freedesktop.portal.Settings)",
        wanted=False,
    ),
)


class DoNotDisturb:
    """Knows whether the person asked not to be disturbed; kept up to date on the bus thread, read from any."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus
        self._said: dict[Teller, bool] = {}
        self._owners: dict[str, str] = {}
        for path, interface, changed in dict.fromkeys((one.path, one.interface, one.changed) for one in TELLERS):
            rule = MatchRule(type="signal", interface=interface, member=changed, path=path)
            bus.watch(rule, self._heard([one for one in TELLERS if (one.path, one.interface) == (path, interface)]))
        for name in dict.fromkeys(one.owner for one in TELLERS):
            bus.watch_name(name, self._owned(name))

    @property
    def asked(self) -> bool:
        """Whether anybody here says so."""
        return any(tuple(self._said.values()))

    def _owned(self, name: str) -> Callable[[str], None]:
        tellers = [one for one in TELLERS if one.owner == name]

        def changed(owner: str) -> None:
            """Who speaks under that name changed: what was said under it before is void."""
            self._owners[name] = owner
            for one in tellers:
                self._said.pop(one, None)
                if owner:
                    self._ask(one)

        return changed

    def _heard(self, tellers: list[Teller]) -> Callable[[Message], None]:
        def heard(message: Message) -> None:
            """Only whoever owns the name is believed."""
            for one in tellers:
                if sender_of(message) == self._owners.get(one.owner):
                    self._take(one, one.value_in(message.body))

        return heard

    def _ask(self, teller: Teller) -> None:
        address = DBusAddress(teller.path, bus_name=teller.owner, interface=teller.interface)
        message = new_method_call(address, teller.ask, "ss", teller.about)
        message.header.flags = MessageFlag.no_auto_start

        def read(reply: Message | None) -> None:
            good = succeeded(reply)
            if good is not None and good.body:
                self._take(teller, good.body[0])

        self._bus.call(message, read)

    def _take(self, teller: Teller, value: object) -> None:
        """A value as it came: a variant, or (by the portal's Read) a variant within one."""
        while isinstance(value, tuple) and len(value) == 2:
            value = value[1]
        if isinstance(value, bool):
            self._said[teller] = value is teller.wanted
