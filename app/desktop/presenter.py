"""What is shown when: an alert as a notification first, a card where that cannot speak.

Lives on the main thread. It decides; the notifier, the deck and the tray do what it says.
"""

import time
from collections.abc import Callable

from app.alerts.alert import Alert
from app.alerts.closing import Closing
from app.alerts.life import Event
from app.alerts.silence import Choice
from app.desktop import activation, notices
from app.desktop.announcements import Announcements
from app.desktop.asking import Asking
from app.desktop.bridge import News, Paused, Problem, SetupDone, SetupFailed, Silenced
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import (
    AlertView,
    AskedView,
    AskView,
    CardView,
    DoneView,
    FailedView,
    ProgressView,
    SnoozedView,
)
from app.desktop.countdowns import Countdowns
from app.desktop.deck import Deck, key_of
from app.desktop.known import Known
from app.desktop.notice import DEFAULT, Closed, Outcome, Pressed, Shown, Unavailable
from app.desktop.page import SNOOZES, Action
from app.desktop.setup_card import problem_view
from app.desktop.setup_presenter import SetupPresenter
from app.desktop.setups import Setups
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.setup.plan import Progress
from app.sync.state import SyncState
from app.watch.standing import Watching

_ANSWER_NS = 5_000_000_000
"""How soon after quiet was taken back on a card an alert is the answer to that, and comes as a card again."""

_CHOICES = {action: choice for choice, action in SNOOZES.items()}


class Presenter:
    """Knows the policy and the alerts of this run, and what the person did about them."""

    def __init__(
        self,
        deck: Deck,
        said: Announcements,
        balloon: Callable[[str, str], bool],
        wording: Callable[[], Wording],
    ) -> None:
        self._deck, self.said, self._balloon = deck, said, balloon
        self._wording = wording
        self.callbacks = Callbacks()
        self.known = Known(wording, self._command_of)
        self.setups = Setups(self.known.name_of, lambda tool: bool(self.known.pairs_to(tool)), self.known.replaced_by)
        self.on_bring: Callable[[str], None] = lambda _: None
        """Who shows what settings can come along to a tool."""
        self.on_clear_away: Callable[[str], None] = lambda _: None
        """Who shows what would go of a tool that is off limits."""
        self.unanswered: set[str] = set()
        self._early: list[Alert | Paused] = []
        self._unreported: set[str] = set()
        self._snoozing = ""
        self._undone: tuple[str, int] | None = None
        """The tool of which the person, on a card, last took quiet back, and when."""
        self._setup = SetupPresenter(
            deck, said, self.known, self.setups, wording, lambda: self.callbacks, self.bring, self.clear_away
        )
        self.asking = Asking(deck, said, self.known, wording, lambda: self.callbacks, self._not_asked)
        self.countdowns = Countdowns(deck, self.known, wording, said)
        deck.acted.connect(self._acted)
        deck.painted.connect(self._painted)

    def receive(self, news: News) -> None:
        """Take in what came over the bridge."""
        match news:
            case Alert():
                self.alert(news)
            case Paused():
                self.paused(news)
            case Silenced():
                self._silenced(news)
            case Progress() | SetupDone() | SetupFailed():
                self._setup.receive(news)
            case Closing():
                self.countdowns.receive(news)
            case SyncState():
                self.policy(news)
            case Watching():
                self.known.watching = news
            case Problem():
                self.problem(news)
            case Shown() | Unavailable() | Pressed() | Closed():
                self.outcome(news)
            case _:
                self.asking.receive(news)

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
        if self._undone is not None and self._undone[0] == alert.tool.id:
            soon = time.monotonic_ns() - self._undone[1] < _ANSWER_NS
            self._undone = None
            if soon:
                self._deck.present(self.known.view_of(alert), asked=True)
                return
        self.said.say(lambda: self.known.announcement(alert))

    def paused(self, news: Paused) -> None:
        """Show the one alert that stands for all further ones; as it counts up, only what is open changes."""
        if self.known.policy is None:
            self._early.append(news)
            return
        self.known.keep(news.pause)
        view = self.known.view_of(news.pause)
        if news.began:
            self.unanswered.add(view.session)
            self.said.say(lambda: self.known.announcement(news.pause))
        elif self._deck.view is not None and key_of(self._deck.view) == key_of(view):
            self._deck.change(view)

    def problem(self, news: Problem) -> None:
        """Something does not work: said without a button; on the card when it is about what was pressed there."""
        view = problem_view(news.error, self._wording())
        if not self._setup.took_problem(view):
            self.said.say(lambda: notices.problem_announcement(news.error, self._wording()))

    def _not_asked(self, error: SignpostError) -> None:
        self.said.say(lambda: notices.problem_announcement(error, self._wording()))

    def bring(self, tool: str) -> None:
        """Show what settings can come along to a tool: the person asked for it."""
        self.on_bring(tool)

    def clear_away(self, tool: str) -> None:
        """Show what would go of a tool that is off limits: the person asked for it."""
        self.on_clear_away(tool)

    def window(self, *, seen: bool) -> None:
        """The window, which shows set-ups under way, is open or closed."""
        self._setup.notices.window(seen=seen)

    def stop(self) -> None:
        """Show nothing more."""
        self.countdowns.stop()
        self._setup.notices.stop()

    # What came of a notification

    def outcome(self, outcome: Outcome) -> None:
        """The notification server's answer, or the person's."""
        match outcome:
            case Shown(key, at_ns):
                self._report(key, "notification", at_ns)
            case Unavailable(key, _):
                view = self.said.gone(key)
                if isinstance(view, ProgressView):
                    self._setup.notices.silence(view.tool)
                elif view is not None and not self._ballooned(view):
                    self._deck.present(view)
            case Pressed(key, action, token):
                activation.let_forward(token)
                self._pressed(self.said.gone(key), action)
            case Closed(key, by_person):
                # Only the person's closing ends it: one that ran out may have been announced anew meanwhile.
                view = self.said.gone(key) if by_person else None
                if isinstance(view, AlertView):
                    self._put_off(view)
                elif isinstance(view, ProgressView):
                    self._setup.notices.silence(view.tool)

    def _ballooned(self, view: CardView) -> bool:
        """Whether the platform's balloon could say it. What is to be answered needs buttons, which it does not have."""
        return not isinstance(view, AlertView | AskView) and self._balloon(view.title, view.note)

    def show_last(self) -> None:
        """Show the last alert again: the person asked for it."""
        if self.known.last is not None:
            self.said.withdraw(f"alert {self.known.last.session}")
            self._deck.present(self.known.view_of(self.known.last), asked=True)

    def set_up(self, tool: str) -> None:
        """Begin to set a tool up: the person asked for it in the window, which shows how it goes."""
        self._setup.begin(tool, card=False)

    def show_alert(self, tool: str) -> None:
        """Show the last alert about a tool again: the person asked for it."""
        view = self.known.about(tool)
        if view is not None:
            self.said.withdraw(f"alert {view.session}")
            self._deck.present(view, asked=True)

    def show_ready(self, tool: str) -> None:
        """Show how to start a tool that was set up: the person asked for it."""
        self._setup.find(tool)

    def show_setup(self, tool: str) -> None:
        """Show the running set-up of a tool: the person asked for it."""
        self._setup.show(tool)

    def _pressed(self, view: CardView | None, action: str) -> None:
        match view, action:
            case AlertView(), notices.SET_UP:
                self._set_up(view)
            case AlertView(), notices.LATER:
                self._put_off(view)
            case AlertView(), _:
                self._deck.present(self.known.fresh(view), asked=True, unfolded=action == notices.WHY)
            case ProgressView(), _:
                self._setup.pressed(action, view.tool)
            case ((AskView() | AskedView() | DoneView() | FailedView()), _) if action == DEFAULT:
                self._deck.present(view, asked=True)
            case _:
                pass

    # What the person does on a card

    def _acted(self, action: Action, view: CardView) -> None:
        match action, view:
            case Action.SET_UP, AlertView():
                self._set_up(view)
            case _, AlertView() if action in _CHOICES:
                self._snooze(view, _CHOICES[action])
            case Action.UNSNOOZE, SnoozedView():
                self._deck.leave()
                self._undone = (view.tool, time.monotonic_ns())
                self.callbacks.on_unsnooze(view.tool)
            case Action.CLOSE, SnoozedView():
                self._deck.leave()
            case ((Action.LATER | Action.CLOSE), AlertView()):
                self._put_off(view)
                self._deck.leave()
            case _:
                if not self.asking.acted(action, view):
                    self._setup.acted(action, view)

    def _painted(self, view: CardView) -> None:
        self._report(key_of(view), "card", time.monotonic_ns())

    def _set_up(self, view: AlertView) -> None:
        self.unanswered.discard(view.session)
        self.said.withdraw(f"alert {view.session}")
        self._deck.forget(key_of(view))
        self.callbacks.on_act(view.session, Event.ANSWER)
        if view.offer is not None:
            self._setup.begin(view.offer.tool)

    def _snooze(self, view: AlertView, choice: Choice) -> None:
        """Ask for quiet; once it is so, the card says until when (`_silenced`)."""
        self.unanswered.discard(view.session)
        self.said.withdraw(f"alert {view.session}")
        self._snoozing = view.tool
        self.callbacks.on_snooze(view.tool, choice)

    def _silenced(self, news: Silenced) -> None:
        self.known.silences = {one.tool: one for one in news.silences}
        view = self.known.snoozed(self._snoozing)
        self._snoozing = ""
        if view is not None:
            self._deck.change(view)
        elif isinstance(self._deck.view, SnoozedView) and self._deck.view.tool not in self.known.silences:
            self._deck.leave()

    def _put_off(self, view: AlertView) -> None:
        self.unanswered.discard(view.session)
        self.said.withdraw(f"alert {view.session}")
        self.callbacks.on_act(view.session, Event.LATER)

    def _command_of(self, tool_id: str) -> str:
        return self.callbacks.command_of(tool_id)

    def _report(self, key: str, channel: str, at_ns: int) -> None:
        session = key.removeprefix("alert ")
        if session in self._unreported:
            self._unreported.discard(session)
            self.callbacks.on_shown(session, channel, at_ns)
