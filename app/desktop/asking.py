"""Asking for an exception on the card, and the word that there is one. Lives on the main thread."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.asking.request import NotAskable, Request, Stage
from app.asking.store import Asked
from app.desktop import notices
from app.desktop.announcements import Announcements
from app.desktop.ask_card import TERMS, allowed_view, ask_view, asked_view, ending_view, mail
from app.desktop.ask_page import AskPage
from app.desktop.bridge import Allowed, Ending, News, Wished
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import AlertView, AskedView, AskView, CardView
from app.desktop.deck import Deck
from app.desktop.known import Known
from app.desktop.notice import Notice
from app.desktop.page import Action
from app.desktop.wording import Wording


def open_link(link: str) -> bool:
    """Have the person's own program open it; whether there is one."""
    return QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))


class Asking:
    """`failed` says what did not work, as an error that a person can read."""

    def __init__(
        self,
        deck: Deck,
        said: Announcements,
        known: Known,
        wording: Callable[[], Wording],
        callbacks: Callable[[], Callbacks],
        failed: Callable[[NotAskable], None],
        open_: Callable[[str], bool] = open_link,
    ) -> None:
        self._deck, self._said, self._known = deck, said, known
        self._wording, self._callbacks, self._failed, self._open = wording, callbacks, failed, open_

    def receive(self, news: News) -> None:
        """Where the requests stand, or that there is an exception; anything else is not for us."""
        match news:
            case Allowed():
                self._said.say(lambda: self._allowed(news))
            case Ending():
                self._said.say(lambda: self._ending(news))
            case Wished():
                self._said.say(lambda: self._wished(news))
            case Asked():
                self._known.asked = news
                self._stand(news)
            case _:
                pass

    def _stand(self, asked: Asked) -> None:
        """Have the card that is open say how its request stands."""
        view = self._deck.view
        request = asked.of(view.tool) if isinstance(view, AskedView) and not view.granted else None
        if request is not None:
            if request.stage is Stage.WITHDRAWN:
                self._deck.leave()
            else:
                self._deck.change(asked_view(request, self._wording()))

    def acted(self, action: Action, view: CardView) -> bool:
        """What the person pressed; whether it was about this."""
        match action, view:
            case Action.ASK, AlertView():
                self._begin(view)
            case Action.BACK, AskView():
                self._go_back(view)
            case Action.SEND, AskView():
                self._send(view)
            case Action.TAKE_BACK, AskedView():
                self._callbacks().on_take_back(view.tool)
                self._deck.leave()
            case Action.CLOSE, (AskView() | AskedView()):
                self._deck.leave()
            case _:
                return False
        return True

    def _begin(self, view: AlertView) -> None:
        """Turn the alert's card into the page to ask on, or to what was asked already."""
        policy, asks = self._known.policy, self._known.asks(view.tool)
        tool = policy.tool(view.tool) if policy is not None else None
        if tool is None or asks is None:
            return
        if asks.asked is not None and asks.asked.unanswered:
            self._deck.change(asked_view(asks.asked, self._wording()))
            return
        self._deck.change(ask_view(tool, view.session, asks, self._wording()))
        card = self._deck.card
        if card is not None and isinstance(card.page, AskPage):
            card.take_keyboard()
            card.page.field.setFocus()

    def _go_back(self, view: AskView) -> None:
        alert = self._known.alert_of(view.session)
        if alert is not None:
            self._deck.change(self._known.view_of(alert))
        else:
            self._deck.leave()

    def _send(self, view: AskView) -> None:
        page = self._deck.card.page if self._deck.card is not None else None
        if not isinstance(page, AskPage):
            return
        until = self._wording().now + TERMS[page.term]
        try:
            request = self._callbacks().on_ask(view.tool, page.reason, until)
        except NotAskable as error:
            self._failed(error)
            return
        self._known.asked = self._known.asked.with_request(request)
        self._deck.change(asked_view(request, self._wording()))
        if request.way.mail is not None:
            self._open_mail(request)

    def _open_mail(self, request: Request) -> None:
        """Without a mail program the address is at least said."""
        if not self._open(mail(request, self._known.person, self._wording())):
            address = self._wording().apart(request.way.host)
            self._failed(NotAskable(detail=f"there is no mail program here; write to {address}"))

    def _allowed(self, news: Allowed) -> tuple[Notice, AskedView] | None:
        policy = self._known.policy
        if policy is None:
            return None
        view = allowed_view(news.tool, news.until, policy.company, self._wording())
        return notices.allowed_notice(view, self._wording()), view

    def _ending(self, news: Ending) -> tuple[Notice, AskedView]:
        view = ending_view(news.tool, news.until, self._wording())
        return notices.ending_notice(view, self._wording()), view

    def _wished(self, news: Wished) -> tuple[Notice, AskView | AskedView] | None:
        asks, shown = self._known.asks(news.tool.id), self._deck.view
        if asks is None or (isinstance(shown, AskView) and shown.tool == news.tool.id):
            return None  # the words on that page are the person's own
        view: AskView | AskedView
        if asks.asked is not None and asks.asked.unanswered:
            view = asked_view(asks.asked, self._wording())
        else:
            view = ask_view(news.tool, "", asks, self._wording(), news.reason)
        return notices.wished_notice(view, self._wording()), view
