"""What the person does on the screen, carried out: about an alert, a tool, a request to IT. Each returns at once."""

from collections.abc import Callable
from datetime import datetime, time

from app.agent import Agent
from app.alerts.life import Event
from app.alerts.quiet import QuietTimes
from app.alerts.silence import Choice
from app.asking.request import Request
from app.runtime.asking import Asking
from app.runtime.diary import Diary
from app.runtime.setups import SetUps
from app.screen import Finished


class Acts:
    """From any thread. `later` has something done that may wait for a disk; set-ups are asked of `setups` itself."""

    def __init__(self, agent: Agent, setups: SetUps, asking: Asking, diary: Diary, later: Callable[..., None]) -> None:
        self._agent, self._setups, self._asking, self._diary, self._later = agent, setups, asking, diary, later

    def act(self, session: str, event: Event) -> None:
        """The person put the alert of that session off, or had its alternative set up."""
        self._agent.act(session, event)
        if event is Event.LATER:
            self._diary.chose_later(session)

    def silence(self, tool_id: str, choice: Choice) -> None:
        """Say nothing about a tool for a while: the person asked for it."""
        self._agent.silence(tool_id, choice)
        self._diary.chose_quiet(tool_id, choice)

    def unsilence(self, tool_id: str) -> None:
        """Speak of it again."""
        self._agent.unsilence(tool_id)

    def quiet(self, begins: time | None, ends: time | None, days: tuple[int, ...]) -> None:
        """The person's quiet times are these from now on; None: there are none."""
        if begins is None or ends is None:
            self._agent.quiet(QuietTimes())
        else:
            self._agent.quiet(QuietTimes(begins, ends, frozenset(days)))

    def edit_path(self, finished: Finished) -> None:
        """With the person's consent: make the offered edit, so that new terminals find the command."""
        self._later(self._setups.edit_path, finished, True)

    def undo_path(self, finished: Finished) -> None:
        """Take that edit back."""
        self._later(self._setups.edit_path, finished, False)

    def ask(self, tool_id: str, reason: str, until: datetime) -> Request:
        """Ask IT for an exception; the screen is told how it goes. Raises NotAskable."""
        return self._asking.ask(tool_id, reason, until)

    def take_back(self, tool_id: str) -> None:
        """The person does not need that exception any more."""
        self._asking.withdraw(tool_id)
