"""Whether this is a bad moment: do not disturb, a full screen. What each desktop tells of it, and where it is told.

Do not disturb, all on the session bus, the service that runs (none is started for it):

- the notification server's property `Inhibited` (KDE Plasma, which also sets it while the screen is shared);
- dunst's property `paused` (dunst(5), D-Bus interface org.dunstproject.cmd0);
- xfce4-notifyd's `/do-not-disturb` in Xfconf (its documentation, "Do not disturb");
- GNOME's `org.gnome.desktop.notifications show-banners`, by the settings portal.

A full screen is the active window's state `_NET_WM_STATE_FULLSCREEN` (EWMH). On Wayland no client may know that of
another, and a shared screen shows nowhere but in KDE's `Inhibited`.
"""

from collections.abc import Callable

from jeepney import DBusAddress, MatchRule, Message, MessageFlag, new_method_call

from app.desktop.notify import NAME
from app.desktop.session_bus import SessionBus, sender_of, succeeded

_PROPERTIES = "org.freedesktop.DBus.Properties"
_SERVER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=_PROPERTIES)
_OF_SERVERS = ((NAME, "Inhibited"), ("org.dunstproject.cmd0", "paused"))
_XFCONF = "org.xfce.Xfconf"
_XFCE = ("xfce4-notifyd", "/do-not-disturb")
_PORTAL = "org.freedesktop.portal.Desktop"
_SETTINGS = "org.freedesktop.portal.Settings"
_GNOME = ("org.gnome.desktop.notifications", "show-banners")


class DoNotDisturb:
    """Knows whether the person asked not to be disturbed; kept up to date on the bus thread, read from any."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus
        self._said: dict[str, bool] = {}
        self._owners: dict[str, str] = {}
        changed = MatchRule(type="signal", interface=_PROPERTIES, member="PropertiesChanged", path=_SERVER.object_path)
        bus.watch(changed, self._server_changed)
        bus.watch(MatchRule(type="signal", interface=_XFCONF, member="PropertyChanged"), self._xfce_changed)
        bus.watch(MatchRule(type="signal", interface=_SETTINGS, member="SettingChanged"), self._gnome_changed)
        bus.watch_name(NAME, lambda owner: self._owned(NAME, owner, self._ask_server))
        bus.watch_name(_XFCONF, lambda owner: self._owned(_XFCONF, owner, self._ask_xfce))
        bus.watch_name(_PORTAL, lambda owner: self._owned(_PORTAL, owner, self._ask_gnome))

    @property
    def asked(self) -> bool:
        """Whether anybody here says so."""
        return any(tuple(self._said.values()))

    def _owned(self, name: str, owner: str, ask: Callable[[], None]) -> None:
        """Who speaks under a name changed: what was said under it before is void."""
        self._owners[name] = owner
        for source in [source for source in self._said if source.startswith(name)]:
            del self._said[source]
        if owner:
            ask()

    def _ask_server(self) -> None:
        for interface, name in _OF_SERVERS:
            self._get(new_method_call(_SERVER, "Get", "ss", (interface, name)), f"{NAME} {name}", wanted=True)

    def _ask_xfce(self) -> None:
        address = DBusAddress("/org/xfce/Xfconf", bus_name=_XFCONF, interface=_XFCONF)
        self._get(new_method_call(address, "GetProperty", "ss", _XFCE), f"{_XFCONF} xfce", wanted=True)

    def _ask_gnome(self) -> None:
        address = DBusAddress("/org/freedesktop/portal/desktop", bus_name=_PORTAL, interface=_SETTINGS)
        self._get(new_method_call(address, "Read", "ss", _GNOME), f"{_PORTAL} gnome", wanted=False)

    def _get(self, message: Message, source: str, *, wanted: bool) -> None:
        message.header.flags = MessageFlag.no_auto_start

        def read(reply: Message | None) -> None:
            good = succeeded(reply)
            if good is not None and good.body:
                self._take(source, good.body[0], wanted=wanted)

        self._bus.call(message, read)

    def _take(self, source: str, value: object, *, wanted: bool) -> None:
        """A value as it came: a variant, or (by the portal's Read) a variant within one."""
        while isinstance(value, tuple) and len(value) == 2:
            value = value[1]
        if isinstance(value, bool):
            self._said[source] = value is wanted

    def _server_changed(self, message: Message) -> None:
        if sender_of(message) == self._owners.get(NAME):
            match message.body:
                case (str(interface), dict() as values, list()):
                    for spoken, name in _OF_SERVERS:
                        if spoken == interface and name in values:
                            self._take(f"{NAME} {name}", values[name], wanted=True)
                case _:
                    pass

    def _xfce_changed(self, message: Message) -> None:
        if sender_of(message) == self._owners.get(_XFCONF):
            match message.body:
                case (channel, name, value) if (channel, name) == _XFCE:
                    self._take(f"{_XFCONF} xfce", value, wanted=True)
                case _:
                    pass

    def _gnome_changed(self, message: Message) -> None:
        if sender_of(message) == self._owners.get(_PORTAL):
            match message.body:
                case (space, name, value) if (space, name) == _GNOME:
                    self._take(f"{_PORTAL} gnome", value, wanted=False)
                case _:
                    pass
