"""The cards: one on the screen at a time, the others wait behind it."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QPixmapCache

from app.desktop.alert_page import AlertPage
from app.desktop.card import Card
from app.desktop.card_model import AlertView, AskedView, AskView, Badge, CardView, Fact, OfferView, SnoozedView
from app.desktop.page import Action
from app.desktop.placement import current_corner
from app.desktop.theme import Theme
from app.desktop.tokens import CARD_WIDTH


def key_of(view: CardView) -> str:
    """What a card is about: an alert's session, the tool that is quiet, or the one being set up."""
    match view:
        case AlertView():
            return f"alert {view.session}"
        case AskView() | AskedView():
            return f"ask {view.tool}"
        case SnoozedView():
            return f"snoozed {view.tool}"
        case _:
            return f"setup {view.tool}"


_NOTHING = AlertView(
    session="",
    tool="",
    sender="Signpost",
    letter="S",
    badge=Badge.OFF_LIMITS,
    title="Signpost",
    when="Signpost",
    clocks="Signpost",
    facts=(Fact("Signpost", "Signpost"),),
    why="Signpost",
    evidence=(),
    offer=OfferView("", "S", "Signpost", "Signpost", "Signpost"),
    later="Signpost",
)


def _let_go_of_pictures() -> None:
    """Of all that Qt keeps in case they are drawn once more.

    As long as there are any it comes back every 10 s to drop a quarter of them, for minutes (`QPMCache::timerEvent` in
    qpixmapcache.cpp): most of what woke an idle agent.
    """
    QPixmapCache.clear()


class Deck(QObject):
    """Shows views as cards. `acted` passes on what was pressed; `painted` says that a view is on the screen,
    `emptied` that none is any more."""

    acted = Signal(Action, object)
    painted = Signal(object)
    emptied = Signal()

    def __init__(self, theme: Theme, tray: Callable[[], QRect]) -> None:
        super().__init__()
        self._theme, self._tray = theme, tray
        self._card: Card | None = None
        self._waiting: OrderedDict[str, CardView] = OrderedDict()

    @property
    def view(self) -> CardView | None:
        """What is on the screen."""
        return self._card.view if self._card is not None else None

    @property
    def card(self) -> Card | None:
        """The card on the screen."""
        return self._card

    def present(self, view: CardView, *, asked: bool = False, unfolded: bool = False) -> None:
        """Show `view`: at once if nothing is shown, if it is about the same, or if the person asked; else in turn."""
        card = self._card
        if card is not None and not asked and card.view is not None and key_of(card.view) != key_of(view):
            self._waiting[key_of(view)] = view
            return
        self._waiting.pop(key_of(view), None)
        if card is not None and card.view is not None and key_of(card.view) != key_of(view):
            self._waiting[key_of(card.view)] = card.view
            self._waiting.move_to_end(key_of(card.view), last=False)
        if card is None:
            card = self._new_card()
        card.present(view, asked=asked)
        if unfolded and isinstance(card.page, AlertPage) and not card.page.why.unfolded:
            card.page.unfold()

    def change(self, view: CardView) -> None:
        """Replace what is on the screen in place, whatever that was about."""
        if self._card is None:
            self.present(view)
        else:
            self._waiting.pop(key_of(view), None)
            self._card.show_view(view)

    def reword(self, anew: Callable[[CardView], CardView]) -> None:
        """Say everything anew, in another language: what is shown, and what waits."""
        for key, view in self._waiting.items():
            self._waiting[key] = anew(view)
        if self._card is not None and self._card.view is not None:
            self._card.show_view(anew(self._card.view))

    def leave(self) -> None:
        """Put the card away; the next one that waits comes."""
        card, self._card = self._card, None
        if card is not None:
            card.leave()
        if self._waiting:
            _, view = self._waiting.popitem(last=False)
            self.present(view)
        elif card is not None:
            self.emptied.emit()

    def forget(self, key: str) -> None:
        """Take a waiting card out of the queue: it was answered elsewhere."""
        self._waiting.pop(key, None)

    def warm(self) -> None:
        """Draw a card nobody sees: fonts and icons are loaded by then, the first alert comes as fast as any."""
        if self._card is None:
            page = AlertPage(self._theme, _NOTHING)
            page.resize(CARD_WIDTH, page.fit(CARD_WIDTH, CARD_WIDTH))
            page.grab()
            page.destroyed.connect(_let_go_of_pictures)
            page.deleteLater()

    def _new_card(self) -> Card:
        self._theme.refresh()
        card = Card(self._theme, current_corner(self._tray()))
        card.acted.connect(self.acted)
        card.painted.connect(lambda: self.painted.emit(card.view))
        card.destroyed.connect(_let_go_of_pictures)
        self._card = card
        return card
