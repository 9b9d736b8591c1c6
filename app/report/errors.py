"""Why events do not reach their receiver, in a person's words. Nothing is lost by any of it: they wait."""

from app.errors import SignpostError


class ReceiverAway(SignpostError):
    """No connection, no trust, or no answer in time."""

    what = "Events for IT could not be sent yet: {host} is out of reach ({detail})."
    todo = "They are kept and sent again by themselves."


class ReceiverBusy(SignpostError):
    """It answered that it has no time now."""

    what = "Events for IT could not be sent yet: {host} has no time now (answer {answer})."
    todo = "They are kept and sent again by themselves."


class TokenRefused(SignpostError):
    """The token for events is wrong, expired or revoked."""

    what = "{host} does not accept the events of this computer: its token is wrong or has ended (answer {answer})."
    todo = "IT: give this computer a new token for events. Until then they are kept."


class NoEventToken(SignpostError):
    """There is no token for that receiver. That for the policy, or for another receiver, is never sent there."""

    what = "Events for IT are not sent: this computer has no token for {host}."
    todo = "IT: set events_token and events_url in the company configuration, or enrol the computer for events."


class NoReceiver(SignpostError):
    """What answers at that address takes no events: a redirect, another page, an answer nobody can read."""

    what = "Events for IT are not sent: what answers at {host} takes no events ({detail})."
    todo = "IT: correct the address or the format under `events` in the policy. Until then they are kept."


class NothingAccepted(SignpostError):
    """It refused every event, so that the fault is more likely its than theirs."""

    what = "{host} accepts no event of this computer (answer {answer})."
    todo = "IT: see what the receiver says of them. Until then they are kept."
