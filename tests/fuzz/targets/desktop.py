"""What comes over the session's bus: notifications' signals and answers, what the desktop says of itself."""

from collections.abc import Callable
from typing import Any, cast

from jeepney import HeaderFields, MatchRule, Message, MessageType

from app.desktop.motion import Motion
from app.desktop.notice import Notice
from app.desktop.notify import Notifier
from app.desktop.session_bus import SessionBus
from app.desktop.surroundings import DoNotDisturb
from app.host import wakeup
from tests.fuzz.target import Target, on_bytes
from tests.fuzz.targets.messages import signal_of, values

_OWNER = ":1.7"


class _Bus:
    """A bus on which everything happens at once; every call is answered with what comes next of `answers`."""

    def __init__(self, answers: list[tuple[Any, ...]]) -> None:
        self._answers, self.heard = answers, list[Callable[[Message], None]]()

    def run(self, work: Callable[[], None]) -> None:
        work()

    def watch(self, rule: MatchRule, on_signal: Callable[[Message], None]) -> None:
        self.heard.append(on_signal)

    def watch_name(self, name: str, on_owner: Callable[[str], None]) -> None:
        on_owner(_OWNER)

    def call(
        self, message: Message, on_reply: Callable[[Message | None], None], seconds: float = 0.0, on_late: object = None
    ) -> None:
        del message, seconds, on_late
        if not self._answers:
            on_reply(None)
            return
        (reply,) = signal_of(b"\0", ("Reply",), _OWNER)
        reply.header.message_type = MessageType.method_return
        reply.body = self._answers.pop(0)
        on_reply(reply)


def _notifications(data: bytes) -> None:
    """Lines before the first empty one are answers of the server, those after it its signals."""
    answers, _, signals = data.partition(b"\n\n")
    bus = _Bus([tuple(values(line)) for line in answers.split(b"\n")][:12])
    outcomes: list[object] = []
    notifier = Notifier(cast(SessionBus, bus), outcomes.append, "icon")
    notice = Notice("a", "Summary", "<b>body</b>", (("default", "Show"), ("setup", "Set up")))
    notifier.show(notice)
    notifier.update(notice)
    for message in signal_of(signals, ("ActionInvoked", "NotificationClosed", "ActivationToken"), _OWNER):
        for heard in bus.heard:
            heard(message)
    pressed = [one for one in outcomes if type(one).__name__ == "Pressed"]
    assert len(pressed) <= 2, "an action counts once for what was shown"
    notifier.withdraw("a")


def _quiet(data: bytes) -> None:
    answers, _, signals = data.partition(b"\n\n")
    bus = _Bus([tuple(values(line)) for line in answers.split(b"\n")][:12])
    found = DoNotDisturb(cast(SessionBus, bus))
    for message in signal_of(signals, ("PropertiesChanged", "PropertyChanged", "SettingChanged"), _OWNER):
        for heard in bus.heard:
            heard(message)
    assert found.asked in (True, False)


def _woken(data: bytes) -> None:
    for message in signal_of(data, ("PrepareForSleep", "StateChanged", "PropertiesChanged")):
        for interface in ("org.freedesktop.login1.Manager", wakeup._NM, wakeup._PROPERTIES):
            message.header.fields[HeaderFields.interface] = interface
            assert wakeup.is_wakeup(message) in (True, False)


def _motion(data: bytes) -> None:
    answers, _, signals = data.partition(b"\n\n")
    bus = _Bus([tuple(values(line)) for line in answers.split(b"\n")][:12])
    told: list[bool] = []
    Motion(cast(SessionBus, bus), told.append)
    for message in signal_of(signals, ("SettingChanged",), _OWNER):
        for heard in bus.heard:
            heard(message)


TARGETS = (
    Target(
        "notification-messages",
        on_bytes(_notifications),
        ("app.desktop.notify", "app.desktop.session_bus"),
        (),
        (b"s\1s\1s\1s\1\n[s\1s\1]\ni\n\n\0is\1\n\1ii\n\2is\1", b"s\1s\1s\1s\1\n[s\1]\nb\1\ni\n\n\0"),
        (b"\n\n", b"\n", b"(", b")", b"[", b"]", b"{", b"}", b"s\1", b"i", b"v", b"d"),
        largest=200,
    ),
    Target(
        "do-not-disturb-messages",
        on_bytes(_quiet),
        ("app.desktop.surroundings",),
        (),
        (b"b\1\n(s\1b\1)\n\n\0s\1{s\1b\1}\n\1s\1s\1b\1\n\2s\1s\1v",),
        (b"\n\n", b"\n", b"(", b")", b"[", b"]", b"{", b"}", b"s\1", b"b\1", b"v"),
        largest=200,
    ),
    Target(
        "motion-messages",
        on_bytes(_motion),
        ("app.desktop.motion",),
        (),
        (b"{s\1{s\1(s\1b\1)}}\n\n\0s\1s\1(s\1b\1)",),
        (b"\n\n", b"\n", b"(", b")", b"{", b"}", b"s\1", b"b\1", b"v"),
        largest=200,
    ),
    Target(
        "wake-up-messages",
        on_bytes(_woken),
        ("app.host.wakeup",),
        (),
        (b"\0b\0", b"\1i", b"\2s\1{s\1i}[s\1]"),
        (b"\n", b"(", b")", b"{", b"}", b"s\1", b"b\1", b"v"),
        largest=200,
    ),
)
