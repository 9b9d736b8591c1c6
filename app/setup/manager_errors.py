"""What can go wrong when a foreign package manager does the work, each with what happened and what to do about it."""

from app.errors import SignpostError
from app.setup.errors import Unsuitable


class ManagerMissing(Unsuitable):
    """The program that would install it is not on this machine."""

    what = "{manager}, which installs {tool}, was not found on this computer."
    todo = "Ask IT to install {manager}, or for another way to set {tool} up. Nothing was changed."


class ManagerUnready(Unsuitable):
    """The program is there, but something it needs is not."""

    what = "{manager} cannot install {tool} on this computer: {detail}"
    todo = "Ask IT to put that right, or for another way to set {tool} up. Nothing was changed."


class ManagerBusy(SignpostError):
    """Another installation holds the manager's lock."""

    what = "Another installation is running on this computer, so {manager} could not install {tool}."
    todo = "Wait until it is done, then try again. Nothing was changed."


class NotAuthorised(SignpostError):
    """An administrator's consent was needed and not given."""

    what = "The installation of {tool} was not authorised."
    todo = "Try again and enter an administrator's password, or ask IT. Nothing was changed."


class ManagerFailed(SignpostError):
    """The manager ended with an error nothing better is known about."""

    what = "{manager} could not install {tool} ({code}): {detail}"
    todo = "Try again. If it happens again, tell IT."


class RemovalFailed(SignpostError):
    """The manager did not take it away."""

    what = "{manager} could not remove {package} ({code}): {detail}"
    todo = "Try again, or ask IT to remove it with {manager}."
