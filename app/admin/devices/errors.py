"""What can go wrong between IT's desk, the enrolment service and a device."""

from app.errors import SignpostError


class StoreUnusable(SignpostError):
    """The file of enrolled devices cannot be opened or written."""

    what = "The file of enrolled devices {path} cannot be used: {detail}"
    todo = "Check who owns the file and whether the disk is full. Nothing was changed."


class NoStore(SignpostError):
    """A file that is to be read is not there: most likely its name was mistyped."""

    what = "There is no file of enrolled devices {path}."
    todo = "Name the one that `signpost-admin devices serve` was given. `devices invite` makes a new one."


class NoSuchDevice(SignpostError):
    """No device of that name was ever enrolled or invited."""

    what = "No device is called {device}."
    todo = "`signpost-admin devices list` names those there are, `devices invitations` those that may come."


class NoSuchInvitation(SignpostError):
    """No invitation has that number."""

    what = "There is no open invitation {invitation}."
    todo = "`signpost-admin devices invitations` lists the open ones."


class NotListening(SignpostError):
    """The address is taken, or no address."""

    what = "{address} cannot be listened on ({detail})."
    todo = "Name a free address of this computer with --listen HOST:PORT."


class InTheOpen(SignpostError):
    """Plain http on an address that others can reach."""

    what = "{address} can be reached from other computers, and this service speaks plain http: tokens could be read."
    todo = "Let it listen on 127.0.0.1 behind a web server with TLS. --plain-http insists."


class Refusal(SignpostError):
    """Base of what the service answers a device; `status` is the HTTP status."""

    status = 403


class IntakeUnusable(SignpostError):
    """The folder that events go to cannot be written."""

    what = "The folder for events {path} cannot be used: {detail}"
    todo = "Check who owns the folder and whether the disk is full. Computers keep their events and send them again."


class TooLarge(Refusal):
    """A request of more bytes or events than are taken."""

    status = 413
    what = "The request is larger than {most}."
    todo = "Send less at once."


class Malformed(Refusal):
    """The request is not what the protocol says."""

    status = 400
    what = "The request could not be read: {detail}."
    todo = "Send one JSON object as `POST /enrol` asks for."


class WrongCode(Refusal):
    """Nobody was invited with that code."""

    what = "This code is not known."
    todo = "Check for a typing error, or ask IT for a new code."


class OtherDevice(Refusal):
    """The code was made for a device of another name."""

    what = "This code is for another device."
    todo = "Ask IT for a code for this device."


class CodeSpent(Refusal):
    """The code was good once: used up, expired or withdrawn."""

    status = 410
    what = "This code was used before, or its time is over."
    todo = "Ask IT for a new code."


class NameTaken(Refusal):
    """A device of that name is enrolled, or was revoked; only an invitation in its name may replace it."""

    status = 409
    what = "A device called {device} is known already."
    todo = "Ask IT for a code made for this device."


class WrongToken(Refusal):
    """No valid token."""

    status = 401
    what = "This token is not valid: it expired, was replaced or was revoked."
    todo = "Ask IT for a new code."


class TooMany(Refusal):
    """Too many wrong codes from one address."""

    status = 429
    what = "Too many wrong codes came from this address."
    todo = "Wait {seconds} seconds."
