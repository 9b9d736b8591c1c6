"""What the elevated helper refuses, each with what happened and what to do about it."""

from app.errors import SignpostError


class NotAdministrator(SignpostError):
    """The helper was started without root's rights."""

    what = "This program installs for the whole computer and was not started as administrator."
    todo = "Set the tool up from Signpost, which asks for the password. Nothing was changed."


class OpenToOthers(SignpostError):
    """What root is to trust can be changed by somebody else."""

    what = "{path} is not used as administrator: {detail}"
    todo = (
        "IT: give it and every folder above it to root (on Windows to Administrators), writable for nobody else. "
        "Nothing was changed."
    )


class BadOrder(SignpostError):
    """The caller named something that no signed file is called."""

    what = "This is no order that can be carried out as administrator: {detail}"
    todo = "Set the tool up from Signpost. Nothing was changed."


class NotHandedOver(SignpostError):
    """Whoever asked did not carry what was wanted of the policy host."""

    what = "{file} of the company's policy was not handed over: {detail}"
    todo = "Set the tool up from Signpost and let it run until then. Nothing was changed."


class NotOffered(SignpostError):
    """No recipe of the policy in force installs that file for the whole computer."""

    what = "The policy in force does not offer {target} for the whole computer."
    todo = "Bring the policy up to date and try again. Nothing was changed."


class WouldDowngrade(SignpostError):
    """What is installed is newer than what was asked for."""

    what = "{package} {found} is installed, and {version} is older."
    todo = "Ask IT. Signpost never replaces a package by an older one. Nothing was changed."


class NotPutThere(SignpostError):
    """Only what this helper installed may be removed by it."""

    what = "{target} was not installed by Signpost on this computer, or was there before."
    todo = "Ask IT to remove it. Nothing was changed."


class PackageMismatch(SignpostError):
    """The bytes that would be installed are not those that were signed, or not the package that was meant."""

    what = "{target} is not what IT signed: {detail}"
    todo = "Tell IT at once. Nothing was installed."


class PackageManagerFailed(SignpostError):
    """The package manager ended with an error, too late, or without having done it."""

    what = "{manager} could not {verb} {package}: {detail}"
    todo = "Try again. If it happens again, tell IT."


class InstallationRunning(SignpostError):
    """The package manager installs something else."""

    what = "{manager} is at work with another installation, so {package} was not touched."
    todo = "Wait until that is done, and try again. Nothing was changed."
