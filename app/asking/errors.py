"""Why a request for an exception does not reach its webhook, in a person's words."""

from app.errors import SignpostError


class NotTaken(SignpostError):
    """The receiver could not be reached, or has no time now."""

    what = "Your request for {tool} could not be sent yet: {host} {detail}."
    todo = "It is kept and sent again by itself."


class TurnedDown(SignpostError):
    """The receiver answered that it will not take this request."""

    what = "{host} did not accept your request for {tool} (answer {status})."
    todo = "Tell IT that the address for exception requests does not work, and ask them directly."
