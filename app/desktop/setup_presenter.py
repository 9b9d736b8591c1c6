"""What is shown of set-ups: one card from the press of the button to the outcome.

Where the person closed that card, it goes on in a notification, which says the outcome, too. Lives on the main thread.
"""

import time
from collections.abc import Callable

from app.desktop import notices
from app.desktop.announcements import Announcements
from app.desktop.bridge import SetupDone, SetupFailed
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import AlertView, CardView, DoneView, FailedView, ProgressView
from app.desktop.deck import Deck
from app.desktop.known import Known
from app.desktop.notice import DEFAULT, Notice
from app.desktop.page import Action
from app.desktop.progress_notices import ProgressNotices
from app.desktop.rewording import reworded
from app.desktop.setups import Setups
from app.desktop.wording import Wording
from app.setup.plan import Progress


class SetupPresenter:
    """Decides; the deck shows it, and what is `said` in notifications. `callbacks` gives whom to tell of wishes.

    `bring` shows what settings can come along to a tool, `clear_away` what would go of one that is off limits.
    """

    def __init__(
        self,
        deck: Deck,
        said: Announcements,
        known: Known,
        setups: Setups,
        wording: Callable[[], Wording],
        callbacks: Callable[[], Callbacks],
        bring: Callable[[str], None],
        clear_away: Callable[[str], None],
    ) -> None:
        self._deck, self._said, self._known, self._setups = deck, said, known, setups
        self._wording, self._callbacks, self._bring = wording, callbacks, bring
        self._clear_away = clear_away
        self._editing = False
        self._sought: set[str] = set()
        """Tools of which the person asked how to start them."""
        self.notices = ProgressNotices(said, setups, wording)

    # What the agent tells

    def receive(self, news: Progress | SetupDone | SetupFailed) -> None:
        """Take in how a set-up goes."""
        match news:
            case Progress():
                self.progress(news)
            case SetupDone():
                self.done(news)
            case SetupFailed():
                self.failed(news)

    def progress(self, progress: Progress) -> None:
        """A set-up moved on."""
        if self._setups.moved(progress):
            view = self._setups.progress_view(progress.tool, self._wording())
            if self.notices.follows(progress.tool):
                self.notices.moved(progress)
            elif view is not None:
                self._show(view)

    def done(self, news: SetupDone) -> None:
        """A set-up is done, or its edit of PATH changed."""
        self._editing = False
        self._setups.ended(news.tool, news.finished)
        view = self._setups.done_view(news.finished, self._wording())
        if news.tool in self._sought:
            self._sought.discard(news.tool)
            self._deck.present(view, asked=True)
        else:
            self._conclude(view)

    def failed(self, news: SetupFailed) -> None:
        """A set-up failed; one that was cancelled goes back to the alert it came from."""
        self._setups.ended(news.tool)
        view = self._setups.failed_view(news.tool, news.error, self._wording())
        if view is not None:
            self._conclude(view)
            return
        self.notices.end(news.tool)
        if self._is_about(news.tool):
            origin = self._known.offering(news.tool)
            if origin is not None:
                self._deck.change(origin)
            else:
                self._deck.leave()

    def took_problem(self, view: FailedView) -> bool:
        """Show on the card a problem that is about what was pressed there; whether it is."""
        if not self._editing:
            return False
        self._editing = False
        self._deck.change(view)
        return True

    # What the person does

    def begin(self, tool: str, *, card: bool = True) -> None:
        """The person asked to have the tool set up; without `card` they follow it elsewhere, as if they closed it."""
        self._setups.begin(tool, time.monotonic_ns())
        (self.notices.end if card else self.notices.begin)(tool)
        self._callbacks().on_set_up(tool)
        view = self._setups.progress_view(tool, self._wording())
        if view is not None and card:
            self._show(view)

    def find(self, tool: str) -> None:
        """The person asks how to start what was set up: its card, as soon as it is known whether terminals find it."""
        self._sought.add(tool)
        self._callbacks().on_find(tool)

    def show(self, tool: str) -> None:
        """Show the running set-up of a tool: the person asked for it."""
        self.notices.end(tool)
        view = self._setups.progress_view(tool, self._wording())
        if view is not None:
            self._deck.present(view, asked=True)

    def pressed(self, action: str, tool: str) -> None:
        """An action of the notification that tells of a set-up under way."""
        if action == notices.CANCEL:
            self.notices.silence(tool)
            self._callbacks().on_cancel(tool)
        elif action == DEFAULT:
            self.show(tool)

    def acted(self, action: Action, view: CardView) -> None:
        """A button was pressed on the card of a set-up."""
        match action, view:
            case Action.SET_UP, FailedView():
                self.begin(view.tool)
            case Action.CANCEL, ProgressView():
                self._callbacks().on_cancel(view.tool)
            case ((Action.PATH_EDIT | Action.PATH_UNDO), DoneView()):
                self._edit_path(view, make=action is Action.PATH_EDIT)
            case Action.BRING, DoneView():
                self._deck.leave()
                self._bring(view.tool)
            case Action.REMOVE, DoneView():
                self._deck.leave()
                self._clear_away(view.replaces)
            case Action.CLOSE, _:
                self._deck.leave()
                if isinstance(view, ProgressView):
                    self.notices.begin(view.tool)
            case _:
                pass

    def _edit_path(self, view: DoneView, *, make: bool) -> None:
        finished = self._setups.finished.get(view.tool)
        if finished is not None:
            self._editing = True
            callbacks = self._callbacks()
            (callbacks.on_path_edit if make else callbacks.on_path_undo)(finished)

    # What is on the screen

    def _show(self, view: CardView) -> None:
        """In the card that led to it, in place; else in a card of its own."""
        if self._is_about(view.tool):
            self._deck.change(view)
        else:
            self._deck.present(view)

    def _conclude(self, view: DoneView | FailedView) -> None:
        """The outcome of a set-up: in its card, or, where the person closed that, as a notification."""
        if self._is_about(view.tool):
            self.notices.end(view.tool)
            self._deck.change(view)
        elif self.notices.leave(view.tool):
            self._said.say(lambda: self._outcome(view))
        else:
            self._deck.present(view)

    def _outcome(self, view: DoneView | FailedView) -> tuple[Notice, CardView]:
        anew, wording = reworded(view, self._known, self._setups, self._wording()), self._wording()
        match anew:
            case DoneView():
                return notices.done_notice(anew, wording), anew
            case FailedView():
                return notices.failed_notice(anew, wording), anew
            case _:
                raise RuntimeError("a card keeps its kind in other words")

    def _is_about(self, tool: str) -> bool:
        """Whether the card on the screen speaks of setting up this tool."""
        view = self._deck.view
        if isinstance(view, AlertView):
            return view.offer is not None and view.offer.tool == tool
        return view is not None and view.tool == tool
