"""What is shown when: an alert as a notification first, a card where that cannot speak; a set-up in one card.

Lives on the main thread. It decides; the notifier, the deck and the tray do what it says.
"""

import time
from collections.abc import Callable

from app.alerts.alert import Alert
from app.desktop import notices
from app.desktop.bridge import News, Paused, Problem, SetupDone, SetupFailed
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import AlertView, CardView, DoneView, FailedView, ProgressView
from app.desktop.deck import Deck, key_of
from app.desktop.known import Known
from app.desktop.notify import DEFAULT, Closed, Notice, Outcome, Pressed, Shown, Unavailable
from app.desktop.page import Action
from app.desktop.setup_card import problem_view
from app.desktop.setups import Setups
from app.desktop.wording import Wording
from app.setup.plan import Progress
from app.sync.state import SyncState

Announce = Callable[[Notice], None]
"""Shows a notification, and has its outcome told to `Presenter.outcome` later."""


class Presenter:
    """Knows the policy, the alerts and the set-ups of this run, and what the person did about them."""

    def __init__(
        self,
        deck: Deck,
        announce: Announce,
        withdraw: Callable[[str], None],
        balloon: Callable[[str, str], bool],
        wording: Callable[[], Wording],
    ) -> None:
        self._deck, self._announce, self._withdraw, self._balloon = deck, announce, withdraw, balloon
        self._wording = wording
        self.callbacks = Callbacks()
        self.known = Known(wording, self._command_of)
        self.setups = Setups(self.known.name_of)
        self.unanswered: set[str] = set()
        self._early: list[Alert | Paused] = []
        self._unreported: set[str] = set()
        self._announced: dict[str, CardView] = {}
        self._editing = False
        self._closed: set[str] = set()
        """Tools whose card the person closed while they were being set up."""
        deck.acted.connect(self._acted)
        deck.painted.connect(self._painted)

    def receive(self, news: News) -> None:
        """Take in what came over the bridge."""
        match news:
            case Alert():
                self.alert(news)
            case Paused():
                self.paused(news)
            case Progress():
                self.progress(news)
            case SyncState():
                self.policy(news)
            case SetupDone():
                self.done(news)
            case SetupFailed():
                self.failed(news)
            case Problem():
                self.problem(news)
            case Shown() | Unavailable() | Pressed() | Closed():
                self.outcome(news)
            case _:
                pass  # the desktop's own: tray host, stillness

    # What the agent tells

    def policy(self, state: SyncState) -> None:
        """A policy, or another word on how fresh it is. Alerts that came before it are shown now."""
        self.known.state = state
        if state.policy is not None:
            early, self._early = self._early, []
            for news in early:
                self.receive(news)

    def alert(self, alert: Alert) -> None:
        """Show an alert: as a notification with buttons if there is somebody to draw it."""
        if self.known.policy is None:
            self._early.append(alert)  # the policy it follows from is on its way
            return
        self.known.keep(alert)
        self.unanswered.add(alert.session)
        self._unreported.add(alert.session)
        view = self.known.view_of(alert)
        notice = notices.alert_notice(view, alert.level, self._wording())
        self._announced[notice.key] = view
        self._announce(notice)

    def paused(self, news: Paused) -> None:
        """Show the one alert that stands for all further ones; as it counts up, only what is open changes."""
        if self.known.policy is None:
            self._early.append(news)
            return
        self.known.keep(news.pause)
        view = self.known.view_of(news.pause)
        if news.began:
            self.unanswered.add(view.session)
            notice = notices.pause_notice(view, self._wording())
            self._announced[notice.key] = view
            self._announce(notice)
        elif self._deck.view is not None and key_of(self._deck.view) == key_of(view):
            self._deck.change(view)

    def progress(self, progress: Progress) -> None:
        """A set-up moved on."""
        if self.setups.moved(progress):
            view = self.setups.progress_view(progress.tool, self._wording())
            if view is not None and progress.tool not in self._closed:
                self._show_setup(view)

    def done(self, news: SetupDone) -> None:
        """A set-up is done, or its edit of PATH changed."""
        self._editing = False
        self.setups.ended(news.tool, news.finished)
        view = self.setups.done_view(news.finished, self._wording())
        self._conclude(view, notices.done_notice(view, self._wording()))

    def failed(self, news: SetupFailed) -> None:
        """A set-up failed; one that was cancelled goes back to the alert it came from."""
        self.setups.ended(news.tool)
        view = self.setups.failed_view(news.tool, news.error, self._wording())
        if view is not None:
            self._conclude(view, notices.failed_notice(view, self._wording()))
        elif self._is_about(news.tool):
            origin = self.known.offering(news.tool)
            if origin is not None:
                self._deck.change(origin)
            else:
                self._deck.leave()

    def problem(self, news: Problem) -> None:
        """Something does not work: said without a button; on the card when it is about what was pressed there."""
        view = problem_view(news.error, self._wording())
        if self._editing:
            self._editing = False
            self._deck.change(view)
            return
        notice = notices.problem_notice(news.error, view)
        self._announced[notice.key] = view
        self._announce(notice)

    # What came of a notification

    def outcome(self, outcome: Outcome) -> None:
        """The notification server's answer, or the person's."""
        match outcome:
            case Shown(key, at_ns):
                self._report(key, "notification", at_ns)
            case Unavailable(key, _):
                view = self._announced.pop(key, None)
                if view is not None and not self._ballooned(view):
                    self._deck.present(view)
            case Pressed(key, action):
                self._pressed(self._announced.pop(key, None), action)
            case Closed(key, by_person):
                # Only the person's closing ends it: one that ran out may have been announced anew meanwhile.
                view = self._announced.pop(key, None) if by_person else None
                if isinstance(view, AlertView):
                    self._put_off(view)

    def _ballooned(self, view: CardView) -> bool:
        """Whether the platform's balloon could say it. An alert needs buttons, which a balloon does not have."""
        return not isinstance(view, AlertView) and self._balloon(view.title, view.note)

    def show_last(self) -> None:
        """Show the last alert again: the person asked for it."""
        if self.known.last is not None:
            self._withdraw(f"alert {self.known.last.session}")
            self._deck.present(self.known.view_of(self.known.last), asked=True)

    def show_setup(self, tool: str) -> None:
        """Show the running set-up of a tool: the person asked for it."""
        self._closed.discard(tool)
        view = self.setups.progress_view(tool, self._wording())
        if view is not None:
            self._deck.present(view, asked=True)

    def _pressed(self, view: CardView | None, action: str) -> None:
        match view, action:
            case AlertView(), notices.SET_UP:
                self._set_up(view)
            case AlertView(), notices.LATER:
                self._put_off(view)
            case AlertView(), _:
                self._deck.present(self.known.fresh(view), asked=True, unfolded=action == notices.WHY)
            case ((DoneView() | FailedView()), _) if action == DEFAULT:
                self._deck.present(view, asked=True)
            case _:
                pass

    # What the person does on a card

    def _acted(self, action: Action, view: CardView) -> None:
        match action, view:
            case Action.SET_UP, AlertView():
                self._set_up(view)
            case Action.SET_UP, FailedView():
                self._begin(view.tool)
            case ((Action.LATER | Action.CLOSE), AlertView()):
                self._put_off(view)
                self._deck.leave()
            case Action.CLOSE, ProgressView():
                self._closed.add(view.tool)
                self._deck.leave()
            case Action.CANCEL, ProgressView():
                self.callbacks.on_cancel(view.tool)
            case ((Action.PATH_EDIT | Action.PATH_UNDO), DoneView()):
                self._edit_path(view, make=action is Action.PATH_EDIT)
            case Action.CLOSE, _:
                self._deck.leave()
            case _:
                pass

    def _edit_path(self, view: DoneView, *, make: bool) -> None:
        finished = self.setups.finished.get(view.tool)
        if finished is not None:
            self._editing = True
            (self.callbacks.on_path_edit if make else self.callbacks.on_path_undo)(finished)

    def _painted(self, view: CardView) -> None:
        self._report(key_of(view), "card", time.monotonic_ns())

    def _set_up(self, view: AlertView) -> None:
        self.unanswered.discard(view.session)
        self._withdraw(f"alert {view.session}")
        self._deck.forget(key_of(view))
        if view.offer is not None:
            self._begin(view.offer.tool)

    def _begin(self, tool: str) -> None:
        self._closed.discard(tool)
        self.setups.begin(tool, time.monotonic_ns())
        self.callbacks.on_set_up(tool)
        view = self.setups.progress_view(tool, self._wording())
        if view is not None:
            self._show_setup(view)

    def _put_off(self, view: AlertView) -> None:
        self.unanswered.discard(view.session)
        self._withdraw(f"alert {view.session}")
        self.callbacks.on_later(view.session)

    # What is on the screen

    def _show_setup(self, view: CardView) -> None:
        """In the card that led to it, in place; else in a card of its own."""
        if self._is_about(view.tool):
            self._deck.change(view)
        else:
            self._deck.present(view)

    def _conclude(self, view: DoneView | FailedView, notice: Notice) -> None:
        """The outcome of a set-up: in its card, or, where the person closed that, as a notification."""
        if self._is_about(view.tool):
            self._deck.change(view)
        elif view.tool in self._closed:
            self._announced[notice.key] = view
            self._announce(notice)
        else:
            self._deck.present(view)
        self._closed.discard(view.tool)

    def _is_about(self, tool: str) -> bool:
        """Whether the card on the screen speaks of setting up this tool."""
        view = self._deck.view
        if isinstance(view, AlertView):
            return view.offer is not None and view.offer.tool == tool
        return view is not None and view.tool == tool

    def _command_of(self, tool_id: str) -> str:
        return self.callbacks.command_of(tool_id)

    def _report(self, key: str, channel: str, at_ns: int) -> None:
        session = key.removeprefix("alert ")
        if session in self._unreported:
            self._unreported.discard(session)
            self.callbacks.on_shown(session, channel, at_ns)
