"""One request, from the click to its end: values and one table of stages. Pure."""

import enum
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from app.errors import SignpostError
from app.policy.asking import Asking
from app.policy.model import Moment, Policy

LONGEST_REASON = 500
LATEST = timedelta(days=366)
"""Nobody is asked for an exception that lasts longer than a year."""


class Stage(enum.Enum):
    """Where a request stands."""

    WAITING = "waiting"
    """It is to be sent, as soon as the receiver takes it."""
    SENT = "sent"
    """The receiver took it, or the person's mail program has it."""
    HELD = "held"
    """It was not sent when the policy named another address, or none: the person did not say yes to that one."""
    REFUSED = "refused"
    """The receiver will not take it, however often it is sent."""
    GRANTED = "granted"
    """An exception for the tool came."""
    WITHDRAWN = "withdrawn"
    """The person took it back."""
    ENDED = "ended"
    """The moment until which it was asked for, or granted, is past."""


class Step(enum.Enum):
    """What moves a request on."""

    SEND = "send"
    HOLD = "hold"
    REFUSE = "refuse"
    GRANT = "grant"
    WITHDRAW = "withdraw"
    END = "end"


STEPS: dict[tuple[Stage, Step], Stage] = {
    (Stage.WAITING, Step.SEND): Stage.SENT,
    (Stage.WAITING, Step.HOLD): Stage.HELD,
    (Stage.WAITING, Step.REFUSE): Stage.REFUSED,
    (Stage.WAITING, Step.GRANT): Stage.GRANTED,
    (Stage.WAITING, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.WAITING, Step.END): Stage.ENDED,
    (Stage.HELD, Step.SEND): Stage.SENT,  # it was on its way already
    (Stage.HELD, Step.GRANT): Stage.GRANTED,
    (Stage.HELD, Step.END): Stage.ENDED,
    (Stage.SENT, Step.GRANT): Stage.GRANTED,
    (Stage.SENT, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.SENT, Step.END): Stage.ENDED,
    (Stage.GRANTED, Step.END): Stage.ENDED,
}
"""What is not here changes nothing: a person's click, a receiver's answer and IT's policy may cross on their way."""


OVER = frozenset({Stage.REFUSED, Stage.WITHDRAWN, Stage.ENDED})
"""Nothing comes of a request any more."""


class NotAskable(SignpostError):
    """The request is none: no reason, no such tool, no time to come, or one of that tool is open."""

    what = "This cannot be asked of IT: {detail}"
    todo = "Give a reason of up to 500 characters and a date within a year."


class NobodyToAsk(NotAskable):
    """The policy has no way to ask for that tool, or does not name the tool."""

    what = "Your company's policy names nobody to ask about {tool}."
    todo = "Speak to your IT. `signpost status` says which policy is in force."


class AddressGone(SignpostError):
    """A request waited to be sent while the policy came to name another address, or none."""

    what = "Your request for {tool} was not sent: your company has another address for requests now, or none."
    todo = "Ask again, if you still want it. You see beforehand where it goes."


class NotDelivered(SignpostError):
    """The receiver of events did not accept a request, or nobody took it for so long that it had to go."""

    what = "{host} did not accept your request for {tool}."
    todo = "Ask IT directly."


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked. `payload` is, byte for byte, what a webhook gets; `tries` is how often it was sent in vain."""

    id: Annotated[str, msgspec.Meta(pattern="^[0-9a-f-]{36}$")]
    tool: str
    name: str
    reason: str
    until: Moment
    at: Moment
    way: Asking
    payload: str = ""
    stage: Stage = Stage.WAITING
    tries: int = 0

    @property
    def unanswered(self) -> bool:
        """Whether it can still be granted or taken back; meanwhile no other of its tool is made."""
        return self.stage in (Stage.WAITING, Stage.SENT)

    def after(self, step: Step) -> "Request":
        """The request after `step`; itself where the table has no such entry."""
        following = STEPS.get((self.stage, step))
        return self if following is None else msgspec.structs.replace(self, stage=following)

    def as_of(self, now: datetime, policy: Policy | None, *, granted: bool) -> "Request":
        """The request as it stands then, under that policy; None: there is none yet, which changes no address."""
        if granted:
            return self.after(Step.GRANT)
        if self.stage is Stage.GRANTED or self.until + timedelta(days=1) <= now:
            return self.after(Step.END)
        return self if policy is None or policy.way_to_ask == self.way else self.after(Step.HOLD)


def ask(tool: str, name: str, reason: str, until: datetime, now: datetime, way: Asking) -> Request:
    """A new request (moments are aware). Raises NotAskable."""
    import uuid

    words = " ".join(reason.split())
    if not words or len(words) > LONGEST_REASON or not words.isprintable():
        raise NotAskable(detail="it has no reason, or one that is too long")
    if not now < until <= now + LATEST:
        raise NotAskable(detail="it is for a time that is past, or too far off")
    return Request(id=str(uuid.uuid4()), tool=tool, name=name, reason=words, until=until, at=now, way=way)


def mail_link(request: Request, address: str, subject: str, body: str) -> str:
    """The `mailto:` link (RFC 6068) that opens the person's mail program with the request; CRLF ends a line in it."""
    from urllib.parse import quote

    lines = "\r\n".join(body.splitlines())
    marked = f"{subject} [{request.id[:8]}]"
    return f"mailto:{quote(address, safe='@')}?subject={quote(marked, safe='')}&body={quote(lines, safe='')}"
