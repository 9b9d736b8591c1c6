"""Notifications of Windows and macOS, by desktop-notifier: toasts, and the user notification center. Built, not run.

desktop-notifier and not windows-toasts with pyobjc: one library for both, MIT, typed, with buttons, urgency and clicks,
and its own code for Linux lets the tests press a real button through this very module. Its faults are known and met
here: a failure is only logged, never raised (its `send`), so what was not dispatched was not shown; without a signed
bundle on macOS its stand-in takes everything and draws nothing, but says so in its capabilities; the question for leave
on macOS waits as long as the person does, so there is a limit; a tag on Windows has at most 64 characters.
"""

import asyncio
import contextlib
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Protocol

from desktop_notifier import Button, Capability, DesktopNotifier, Notification
from desktop_notifier import Urgency as Weight

from app.desktop.notice import DEFAULT, Closed, Notice, Outcome, Pressed, Shown, Unavailable

_SECONDS = 1.5
"""How long the system may take to show one; after that a card speaks, and what still comes is taken back."""

_WEIGHTS = {0: Weight.Low, 1: Weight.Normal, 2: Weight.Critical}


class Center(Protocol):
    """What we need of desktop-notifier."""

    async def request_authorisation(self) -> bool:
        """Whether the person lets us show any; macOS asks them the first time."""

    async def get_capabilities(self) -> frozenset[Capability]:
        """What is drawn here."""

    async def send_notification(self, notification: Notification) -> str:
        """Show it; its `on_dispatched` is called when it was taken."""

    async def clear(self, identifier: str) -> None:
        """Take it away."""


def _system() -> Center:
    return DesktopNotifier("Signpost", None)


class Toasts:
    """Shows notices on a thread of its own, in the order they came; every answer goes to `on_outcome`."""

    def __init__(self, on_outcome: Callable[[Outcome], None], center: Callable[[], Center] = _system) -> None:
        logging.getLogger("desktop_notifier").addHandler(logging.NullHandler())  # it logs what we answer for
        self._on_outcome, self._make = on_outcome, center
        self._center: Center | None = None
        self._live: dict[str, str] = {}
        """By key: the identifier of what is shown. An answer that names another comes too late."""
        self._numbers = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="toasts", daemon=True)
        self._thread.start()

    def show(self, notice: Notice) -> None:
        """Show it, or say `Unavailable` through `on_outcome`; from any thread. The same key replaces what shows."""
        self._submit(self._show(notice))

    def update(self, notice: Notice) -> None:
        """Show it in place of the one of its key, if that is still there; from any thread."""
        self._submit(self._update(notice))

    def withdraw(self, key: str) -> None:
        """Take the notification of `key` away if it is still there; from any thread."""
        self._submit(self._withdraw(key))

    def close(self) -> None:
        """Show nothing more and wait for the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            for task in (tasks := asyncio.all_tasks(self._loop)):
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        finally:
            self._loop.close()

    def _submit(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _update(self, notice: Notice) -> None:
        if notice.key in self._live:
            await self._replace(notice)

    async def _show(self, notice: Notice) -> None:
        # A toast cannot change in place: each update would come up anew.
        if not (notice.lasting and notice.key in self._live):
            await self._replace(notice)

    async def _replace(self, notice: Notice) -> None:
        asked_ns = time.monotonic_ns()
        await self._withdraw(notice.key)
        self._numbers += 1
        identifier = hashlib.sha256(f"{self._numbers} {notice.key}".encode()).hexdigest()[:32]
        shown = False

        def dispatched() -> None:
            nonlocal shown
            shown = True

        try:
            if self._center is None:
                self._center = self._make()
            if await asyncio.wait_for(_draws(self._center, notice), _SECONDS):
                self._live[notice.key] = identifier
                native = self._native(notice, identifier, dispatched)
                await asyncio.wait_for(self._center.send_notification(native), _SECONDS)
        except Exception:  # noqa: BLE001  whatever the system's own code raises, a card has to speak
            shown = False
        if shown:
            self._on_outcome(Shown(notice.key, asked_ns))
        else:
            await self._withdraw(notice.key)
            self._on_outcome(Unavailable(notice.key, "the system shows no notifications"))

    def _native(self, notice: Notice, identifier: str, dispatched: Callable[[], None]) -> Notification:
        pressed = partial(self._pressed, notice.key, identifier)
        return Notification(
            title=notice.summary,
            message=notice.body,
            urgency=_WEIGHTS[notice.urgency],
            buttons=tuple(
                Button(title=label, on_pressed=partial(pressed, name), identifier=name)
                for name, label in notice.actions
                if name != DEFAULT
            ),
            on_dispatched=dispatched,
            on_clicked=partial(pressed, DEFAULT),
            on_dismissed=partial(self._dismissed, notice.key, identifier),
            identifier=identifier,
        )

    async def _withdraw(self, key: str) -> None:
        identifier = self._live.pop(key, None)
        if identifier is not None and self._center is not None:
            with contextlib.suppress(Exception):  # gone by itself, or the system's own trouble
                await asyncio.wait_for(self._center.clear(identifier), _SECONDS)

    # macOS answers on its main thread: what is known of live ones belongs to ours.

    def _pressed(self, key: str, identifier: str, action: str) -> None:
        self._answered(key, identifier, Pressed(key, action))

    def _dismissed(self, key: str, identifier: str) -> None:
        self._answered(key, identifier, Closed(key, by_person=True))

    def _answered(self, key: str, identifier: str, outcome: Outcome) -> None:
        with contextlib.suppress(RuntimeError):  # the loop ended: there is nobody to tell any more
            self._loop.call_soon_threadsafe(self._ended, key, identifier, outcome)

    def _ended(self, key: str, identifier: str, outcome: Outcome) -> None:
        """The person's answer, once, to what shows."""
        if self._live.get(key) == identifier:
            del self._live[key]
            self._on_outcome(outcome)


async def _draws(center: Center, notice: Notice) -> bool:
    """Whether this notice can be shown here as it needs to be shown."""
    able = await center.get_capabilities()
    needed = {Capability.TITLE, Capability.BUTTONS} if notice.needs_buttons else {Capability.TITLE}
    return needed <= able and await center.request_authorisation()
