"""What can go wrong on the way to a token, in a person's words. None of it changes the policy in force."""

from app.errors import SignpostError


class NotEnrolled(SignpostError):
    """There is neither a token nor a code."""

    what = "This computer is not enrolled with {host} yet."
    todo = "Ask IT for a code, and run: signpost enrol"


class CodeUnknown(SignpostError):
    """The service never made that code."""

    what = "{host} does not know the enrolment code of this computer."
    todo = "Check it for a typing error, or ask IT for a new code, and run: signpost enrol"


class CodeForAnother(SignpostError):
    """The code was made in another device's name."""

    what = "The enrolment code is for another computer, not for {device}."
    todo = "Ask IT for a code for {device}, and run: signpost enrol"


class CodeUsed(SignpostError):
    """A code is good for as many computers as it was made for, and for so long."""

    what = "The enrolment code was used before, or its time is over."
    todo = "Ask IT for a new code, and run: signpost enrol"


class DeviceKnown(SignpostError):
    """A device of this name is enrolled already, or its access was ended."""

    what = "{host} knows a computer called {device} already."
    todo = "Ask IT for a code made for {device}, and run: signpost enrol"


class AccessEnded(SignpostError):
    """The token expired or was revoked."""

    what = "The access of this computer has ended: {host} no longer accepts its token."
    todo = "Ask IT for a new code, and run: signpost enrol"


class EnrolmentFailed(SignpostError):
    """The service could not be reached or did not answer as it should."""

    what = "Enrolling with {host} did not work ({detail})."
    todo = "Signpost tries again by itself. If it stays so, tell IT."


class EnrolmentForgotten(SignpostError):
    """The file of this computer's enrolment cannot be read."""

    what = "What is kept of this computer's enrolment in {path} cannot be read ({detail})."
    todo = "Ask IT for a new code, and run: signpost enrol"


class NoCode(SignpostError):
    """`signpost enrol` without a code: an empty line, or nothing on standard input."""

    what = "No code was given."
    todo = "Ask IT for a code, and run: signpost enrol"


class NowhereToEnrol(SignpostError):
    """`signpost enrol` without an address."""

    what = "This computer was not told where to enrol."
    todo = "IT: set enrol_url in the company configuration."
