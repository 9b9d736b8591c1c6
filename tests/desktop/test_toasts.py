"""The edge to desktop-notifier: the real library with a real daemon, and a system that fails in every way it can."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from queue import Empty, SimpleQueue

import pytest
from desktop_notifier import Capability, DesktopNotifier, Notification
from desktop_notifier.backends.dbus import DBusDesktopNotifier
from desktop_notifier.backends.dummy import DummyNotificationCenter

from app.desktop import toasts
from app.desktop.notice import DEFAULT, Closed, Notice, Outcome, Pressed, Shown, Unavailable
from app.desktop.toasts import Center, Toasts
from tests.support.desktop import NotThere, Person

NOTICE = Notice(
    key="alert 1",
    summary="Claude Code is off limits at Acme",
    body="Since Friday 10 July.",
    actions=((DEFAULT, "Show"), ("set-up", "Set up Qoder"), ("later", "Later")),
    urgency=2,
    needs_buttons=True,
)


class System:
    """A notification center that a test steers; it writes down what it shows."""

    def __init__(self) -> None:
        self.shown: list[Notification] = []
        self.cleared: list[str] = []
        self.refuses = self.raises = self.hangs = self.forbidden = False
        self.able = frozenset(Capability)

    async def request_authorisation(self) -> bool:
        return not self.forbidden

    async def get_capabilities(self) -> frozenset[Capability]:
        return self.able

    async def send_notification(self, notification: Notification) -> str:
        if self.raises:
            raise OSError("RPC_E_DISCONNECTED")
        if self.hangs:
            await asyncio.Event().wait()
        if not self.refuses:  # the library logs a failure and returns all the same
            self.shown.append(notification)
            assert notification.on_dispatched is not None
            notification.on_dispatched()
        return notification.identifier

    async def clear(self, identifier: str) -> None:
        self.cleared.append(identifier)


class Heard:
    """Toasts, and what they tell."""

    def __init__(self, center: Callable[[], Center]) -> None:
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        self.toasts = Toasts(self._outcomes.put, center)

    def next(self, seconds: float = 15) -> Outcome:
        try:
            return self._outcomes.get(timeout=seconds)
        except Empty:
            raise NotThere("an outcome") from None

    def after(self, system: System, key: str = "settled") -> Outcome:
        """What is told up to the next notice, which is shown in its turn."""
        self.toasts.show(Notice(key=key, summary="s", body="b"))
        return self.next()


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def heard(system: System) -> Iterator[Heard]:
    made = Heard(lambda: system)
    yield made
    made.toasts.close()


@pytest.fixture
def real(person: Person) -> Iterator[Heard]:
    """The library as it is, on the person's bus, whose end it leaves open."""
    assert person.running
    made = DesktopNotifier("Signpost", None)
    heard = Heard(lambda: made)
    yield heard
    heard.toasts.close()
    backend = made._backend
    assert isinstance(backend, DBusDesktopNotifier)
    held = backend.bus._sock
    assert held is not None
    held.close()


def test_the_real_library_shows_it_and_a_click_on_its_button_arrives(
    real: Heard, person: Person, no_daemon: Callable[[str], None]
) -> None:
    no_daemon("xfce4-notifyd")
    real.toasts.show(NOTICE)
    assert isinstance(real.next(), Shown)
    person.press_button("Set up Qoder")
    assert real.next() == Pressed("alert 1", "set-up")


def test_the_real_library_without_anybody_who_draws_is_unavailable(real: Heard) -> None:
    real.toasts.show(NOTICE)
    assert real.next() == Unavailable("alert 1", "the system shows no notifications")


def test_what_is_handed_to_the_system(heard: Heard, system: System) -> None:
    heard.toasts.show(NOTICE)
    assert isinstance(heard.next(), Shown)
    (shown,) = system.shown
    assert (shown.title, shown.message, shown.urgency.value) == (NOTICE.summary, NOTICE.body, "critical")
    assert [(one.identifier, one.title) for one in shown.buttons] == [("set-up", "Set up Qoder"), ("later", "Later")]
    assert len(shown.identifier) <= 64, "a toast's tag on Windows"


def test_progress_comes_up_once_and_an_update_only_where_something_is(heard: Heard, system: System) -> None:
    lasting = replace(NOTICE, lasting=True)
    heard.toasts.update(lasting)
    heard.toasts.show(lasting)
    assert isinstance(heard.next(), Shown)
    heard.toasts.show(replace(lasting, body="41 %"))
    heard.toasts.update(replace(lasting, summary="in another language"))
    assert isinstance(heard.next(), Shown)
    assert [one.title for one in system.shown] == [NOTICE.summary, "in another language"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (lambda one: one.on_clicked(), Pressed("alert 1", DEFAULT)),
        (lambda one: one.buttons[1].on_pressed(), Pressed("alert 1", "later")),
        (lambda one: one.on_dismissed(), Closed("alert 1", by_person=True)),
    ],
)
def test_the_persons_answer_counts_once(
    heard: Heard, system: System, answer: Callable[[Notification], None], outcome: Outcome
) -> None:
    heard.toasts.show(NOTICE)
    heard.next()
    answer(system.shown[0])
    answer(system.shown[0])
    assert heard.next() == outcome
    assert isinstance(heard.after(system), Shown)


def test_the_same_key_replaces_what_shows_and_the_old_one_is_not_listened_to(heard: Heard, system: System) -> None:
    for _ in range(2):
        heard.toasts.show(NOTICE)
        assert isinstance(heard.next(), Shown)
    old, new = system.shown
    assert system.cleared == [old.identifier]
    assert old.on_clicked is not None
    old.on_clicked()
    assert isinstance(heard.after(system), Shown)
    heard.toasts.withdraw("alert 1")
    assert isinstance(heard.after(system, "another"), Shown)
    assert system.cleared == [old.identifier, new.identifier]


@pytest.mark.parametrize("fault", ["refuses", "raises", "hangs"])
def test_a_system_that_does_not_show_it_is_unavailable_and_the_next_one_may_show(
    heard: Heard, system: System, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toasts, "_SECONDS", 0.2)
    setattr(system, fault, True)
    heard.toasts.show(NOTICE)
    assert heard.next() == Unavailable("alert 1", "the system shows no notifications")
    setattr(system, fault, False)
    assert isinstance(heard.after(system), Shown)


def test_a_library_that_cannot_begin_is_unavailable() -> None:
    def broken() -> Center:
        raise RuntimeError("Could not get ToastNotificationManagerForUser")

    heard = Heard(broken)
    heard.toasts.show(NOTICE)
    assert heard.next() == Unavailable("alert 1", "the system shows no notifications")
    heard.toasts.close()


def test_who_may_not_or_cannot_draw_is_unavailable(heard: Heard, system: System) -> None:
    system.forbidden = True
    heard.toasts.show(NOTICE)
    assert heard.next() == Unavailable("alert 1", "the system shows no notifications")
    system.forbidden, system.able = False, frozenset({Capability.TITLE})
    heard.toasts.show(NOTICE)
    assert heard.next() == Unavailable("alert 1", "the system shows no notifications")
    assert isinstance(heard.after(system), Shown), "what needs no buttons"


def test_the_librarys_stand_in_takes_everything_and_is_not_believed() -> None:
    """What an unsigned program gets on macOS."""

    class Unsigned(System):
        async def get_capabilities(self) -> frozenset[Capability]:
            return await DummyNotificationCenter("Signpost").get_capabilities()

    heard = Heard(Unsigned)
    heard.toasts.show(Notice(key="problem", summary="Something", body="to know"))
    assert heard.next() == Unavailable("problem", "the system shows no notifications")
    heard.toasts.close()
