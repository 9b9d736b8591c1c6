"""What can go wrong when a tool is set up, each with what happened and what to do about it.

A full disk and an unwritable folder are the host's (`app.host.files`): `DiskFull`, `NotWritable`.
"""

from app.errors import SignpostError
from app.host.files import DiskFull


class NoRecipe(SignpostError):
    """The policy in force has no recipe for the tool."""

    what = "There is no set-up for {tool} in the policy in force."
    todo = "Ask IT how to get it."


class Unsuitable(SignpostError):
    """This recipe can't be carried out on this machine; the next one is tried. Its subclasses say why."""

    what = "This way of setting {tool} up is not for this computer: {detail}"
    todo = "Ask IT which tool to use instead on this computer."


class NoneViable(SignpostError):
    """The tool has several recipes, and none of them is for this machine."""

    what = "{tool} cannot be set up on this computer. {reasons}"
    todo = "Ask IT which tool to use instead on this computer. Nothing was changed."


class ArtifactMissing(SignpostError):
    """A recipe names a signed file that the policy in force did not bring."""

    what = "The file {target}, which the company's policy speaks of, is not on this computer."
    todo = "Try again once the policy was brought up to date. Nothing was changed."


class NoBuild(Unsuitable):
    """No recipe has a build for this operating system and processor."""

    what = "{tool} cannot be set up on this kind of computer ({system})."
    todo = "Ask IT which tool to use instead on this computer."


class NpmMissing(Unsuitable):
    """There is no npm to install with."""

    what = "npm, which installs {tool}, was not found on this computer."
    todo = "Ask IT to install Node.js {node} or newer, then try again. Nothing was changed."


class NpmBroken(Unsuitable):
    """npm is there, but it does not answer."""

    what = "npm ({npm}) does not start: {detail}"
    todo = "Ask IT to repair Node.js on this computer, then try again. Nothing was changed."


class NodeTooOld(Unsuitable):
    """The Node.js or npm of this machine is older than what this way of installing was tried with."""

    what = "Node.js {found} on this computer is too old; {tool} needs {node} or newer."
    todo = "Ask IT to update Node.js, then try again. Nothing was changed."


class TooLittleSpace(DiskFull):
    """Measured before anything is written: the file system has less room than the recipe needs."""

    what = "Setting up {tool} needs {needed} on the disk of {path}; {free} are free."
    todo = "Free some space and try again. Nothing was changed."


class RecipeUnusable(Unsuitable):
    """The recipe or its lock contradicts itself, or does not pin every byte. IT's mistake, not the person's."""

    what = "The recipe for {tool} cannot be used: {detail}"
    todo = "Tell IT: it must be corrected and published again. Nothing was changed."


class RequirementMissing(Unsuitable):
    """The recipe needs something that is not on this machine."""

    what = "{tool} needs {requirement}, which is not on this computer."
    todo = "Set that up first or ask IT for it, then try again. Nothing was changed."


class Blocked(SignpostError):
    """Programs run that must be closed first. They are named, never ended."""

    what = "Before {tool} can be set up, these programs have to be closed: {processes}"
    todo = "Save your work, close them and try again. What was downloaded already is kept."


class AskedByItself(SignpostError):
    """A process of the tool wants to set up that very tool."""

    what = "{tool} asked for its own set-up, which could go on for ever."
    todo = "Run the command in a terminal of your own, or click in Signpost."


class RegistryUnreachable(SignpostError):
    """No connection to the package registry, or it did not answer."""

    what = "The package registry{registry} could not be reached ({code})."
    todo = "Check the network, the VPN and the proxy, then try again. What was downloaded already is kept."


class RegistryRefused(SignpostError):
    """The registry answered, and said no: 401 or 403."""

    what = "The package registry{registry} did not let this computer in ({code})."
    todo = "Sign in to the registry (`npm login`) or ask IT for access, then try again."


class CertificateRefused(SignpostError):
    """The registry's certificate is not one this machine's Node.js trusts; behind a TLS-inspecting proxy, usually."""

    what = "The package registry{registry} showed a certificate that Node.js does not trust ({code})."
    todo = "Ask IT to set npm's `cafile` to the company's certificate, then try again. Nothing was changed."


class PackageNotFound(SignpostError):
    """The registry does not have the package in the version the company chose."""

    what = "The package registry{registry} does not have {package} ({code})."
    todo = "Tell IT: the registry of this computer lacks the version the company chose. Nothing was changed."


class IntegrityMismatch(SignpostError):
    """What arrived is not what the company pinned."""

    what = "What arrived for {tool} is not what the company approved: {detail}"
    todo = "It was removed and not started. Tell IT before trying again."


class NpmFailed(SignpostError):
    """npm ended with an error nothing better is known about."""

    what = "npm could not install {tool} ({code}): {detail}"
    todo = "Try again. If it happens again, tell IT. Nothing was left half installed."


class TimedOut(SignpostError):
    """The recipe's deadline passed."""

    what = "Setting up {tool} took longer than {seconds} seconds and was ended."
    todo = "Try again on a faster connection; what was downloaded already is kept."


class Cancelled(SignpostError):
    """The person cancelled. Not a failure: nobody needs to act."""

    what = "The set-up of {tool} was cancelled."
    todo = "Nothing was changed. What was downloaded already is kept for the next time."


class NotDetected(SignpostError):
    """It was installed, but does not answer as it should."""

    what = "{command} was installed but did not answer with version {version}; it answered: {answer}"
    todo = "It was taken away again. Tell IT."


class NotThere(NotDetected):
    """It was installed, but a file or package that proves it is not as it should be. `command` names which."""

    what = "{tool} was installed, but {command} is not there as it should be: {answer}"


class RolledBack(NotDetected):
    """The new version did not prove itself; the one before is back in its place."""

    what = "{tool} {version} did not work as it should and was taken back ({answer})."
    todo = "Version {previous} is back in its place and works on. Tell IT."


class NothingBefore(SignpostError):
    """There is no earlier version to go back to."""

    what = "There is no earlier version of {tool} on this computer."
    todo = "Only the version before the last set-up is kept."


class CannotGoBack(SignpostError):
    """The version before the last set-up is known, and cannot be brought back."""

    what = "{tool} cannot be rolled back to {version}: {detail}."
    todo = "Ask IT for that version if you need it. Nothing was changed."


class HalfInstalled(SignpostError):
    """A foreign package manager changed the machine, and what is there now does not prove itself."""

    what = "{tool} was not finished: {manager} now has {package} {found}, which does not work as it should."
    todo = "Set it up again, or ask IT to remove it with {manager}."


class NameTaken(SignpostError):
    """The place of a link is occupied by something that is not ours. It is never overwritten."""

    what = "{path} is already there and was not put there by Signpost."
    todo = "Rename or remove it, then try again. Nothing was changed."


class AlreadyRunning(SignpostError):
    """Another set-up of the same tool holds its lock."""

    what = "{tool} is being set up already."
    todo = "Wait until it is done."


class NotInstalled(SignpostError):
    """There is nothing of ours to take away or to ask about."""

    what = "{tool} was not set up by Signpost."
    todo = "There is nothing to undo."


class NothingToUpdate(SignpostError):
    """There is no version of ours that another one could take the place of."""

    what = "{tool} was not set up by Signpost."
    todo = "Set it up first."


class RecordUnreadable(SignpostError):
    """The record of what is installed cannot be understood."""

    what = "The record {path} of what was set up cannot be read: {detail}"
    todo = "Set the tool up again; that writes a new record."


class NothingToRemove(SignpostError):
    """Nothing of the tool lies here that could be removed exactly."""

    what = "Nothing of {tool} was found on this computer that Signpost can remove."
    todo = "Ask IT if it is still there."


class RemovalChanged(SignpostError):
    """What was shown to the person is not what is there now."""

    what = "What there is of {tool} has changed since it was shown to you."
    todo = "Nothing further was removed. Look at the list again."


class NotOurEdit(SignpostError):
    """A start-up file cannot be edited safely."""

    what = "{path} was left as it is: {detail}"
    todo = "Add the lines yourself, or ask IT."
