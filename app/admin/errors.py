"""What can go wrong at IT's desk."""

from app.errors import SignpostError


class FolderTaken(SignpostError):
    """`init` into a folder that holds something else."""

    what = "{path} is not empty and is no Signpost repository."
    todo = "Choose a folder that does not exist yet, or an empty one."


class NotARepository(SignpostError):
    """The folder was not made by `init`."""

    what = "{path} is no Signpost repository."
    todo = "Make one with `signpost-admin init {path}`, or name the folder that `init` was given."


class Unfinished(SignpostError):
    """`init` was killed: what lies there was never a repository."""

    what = "`init` was cut off in {path}, so it is no repository yet."
    todo = "Run `signpost-admin init {path}` again: it removes what is left there and begins anew."


class NotBegun(SignpostError):
    """The very first root still waits for signatures."""

    what = "{path} has nothing to serve yet: its first signatures are missing."
    todo = "`signpost-admin status {path}` says whose. They run `signpost-admin sign`."


class FirstSignaturesWait(SignpostError):
    """`discard` where what waits is all there is."""

    what = "What waits in {path} are its first keys and roles. Without them it is no repository."
    todo = "Have it signed; or delete the folder, and run `signpost-admin init` again."


class RepositoryDamaged(SignpostError):
    """A file that the repository's own metadata names is missing or not what was signed."""

    what = "The repository {path} is damaged: {detail}"
    todo = "Restore the folder from a backup. Nothing was published."


class StageRunning(SignpostError):
    """A change for everybody while some devices try out another policy."""

    what = "The roll-out {id} is under way. Publishing a change for everybody would end it."
    todo = (
        "Make it everybody's with `signpost-admin stage promote {id}`, end it with `stage withdraw {id}`, change it "
        "with `publish --stage {id}`, or publish this for everybody with --end-stage."
    )


class KeyUnusable(SignpostError):
    """A private key cannot be loaded, or its device does not sign."""

    what = "The signing key {key} cannot be used: {detail}."
    todo = (
        "Put the right file back, or make the device answer. A key that is not here at all is no error: somebody else "
        "signs with it then; --key NAME says with which keys to sign here. Nothing was published."
    )


class KeyFileThere(SignpostError):
    """A new key where there is a file already: a key file is never replaced."""

    what = "There is a file {path} already, and a key file is never replaced."
    todo = "Choose another name or folder. If an `init` that was cut off left it, delete it. Nothing was made."


class KeysMissing(SignpostError):
    """Fewer signatures than the role's threshold."""

    what = "The role {role} could not be signed with enough keys ({detail})."
    todo = "Sign where those keys are, or bring their files with --keys DIR. Nothing was published."


class KeyTwice(SignpostError):
    """One key for two purposes."""

    what = "{key} is the same key as {other}."
    todo = "Every key of every role is one of its own: give another."


class NoSuchKey(SignpostError):
    """A name that no key of the repository has."""

    what = "The repository has no key {name}."
    todo = "Its keys are {known}; `signpost-admin status` shows which are where."


class RoleUnusable(SignpostError):
    """A role or a threshold that cannot be."""

    what = "{given} cannot be: {detail}."
    todo = "Correct it and try again. Nothing was changed."


class SignerLibraryMissing(SignpostError):
    """A device's library is not installed: those are nobody's dependency until one uses the device."""

    what = "Signing with {key} takes a library that is not installed ({detail})."
    todo = "Install it beside Signpost: pip install 'securesystemslib[{extra}]'. Nothing was published."


class PassphraseWrong(SignpostError):
    """None that was given or typed opens the key."""

    what = "The passphrase does not open {key}."
    todo = (
        "Try again with the passphrase this key was made with. If that is the one you gave, the file is damaged: bring "
        "a copy of it. Nothing was changed."
    )


class PassphraseMissing(SignpostError):
    """An encrypted key, and nobody to ask."""

    what = "There is no passphrase for {key}, and no terminal to ask at."
    todo = "Give it with --passphrase-file FILE, --passphrase-fd N or in {variable}."


class PassphraseShort(SignpostError):
    """Too few characters to protect what may install software on every computer."""

    what = "The passphrase is too short."
    todo = "Take at least {least} characters; several words are easiest to remember. Nothing was made."


class PassphraseUnreadable(SignpostError):
    """The file or descriptor that should hold it."""

    what = "The passphrase could not be read from {where} ({detail})."
    todo = "Check the file or the descriptor; its first line is the passphrase, in UTF-8."


class PendingExists(SignpostError):
    """Something waits for signatures, so another change has to wait."""

    what = "Something in {path} waits for signatures already."
    todo = (
        "See it with `signpost-admin status {path}`. Sign it with `signpost-admin sign {path}`, or drop it with "
        "`signpost-admin discard {path}`."
    )


class PendingUnusable(SignpostError):
    """The file that waits for signatures does not fit the repository."""

    what = "{path} cannot be signed: {detail}."
    todo = (
        "Bring both copies of the repository to the same state. If what waits is out of date, drop it with "
        "`signpost-admin discard` and publish again. Nothing was published."
    )


class NothingPending(SignpostError):
    """`sign` without anything to sign."""

    what = "Nothing in {path} waits for signatures."
    todo = "Begin with `signpost-admin publish` or `signpost-admin rotate`."


class ClockBehind(SignpostError):
    """The clock shows a time before the last signature: what is signed now would run out too early."""

    what = "This computer's clock says {now}, but the repository was signed at {last} already."
    todo = "Set the clock right and try again. Nothing was published."


class NoSuchTool(SignpostError):
    """A tool that the published policy does not speak of, or does not forbid."""

    what = "Nothing was lifted: {tool} {detail}."
    todo = "{hint}"


class NotPublishable(SignpostError):
    """`check` found errors."""

    what = "{path} was not published: {count} to correct."
    todo = "Correct what is listed above; `signpost-admin check {path}` says when it is right."


class NotChanged(SignpostError):
    """What was asked for would make a policy that cannot be published."""

    what = "{path} was left as it is: {count} with the change."
    todo = "Correct what is listed above."


class EndsBefore(SignpostError):
    """The end of an exception that is to be granted lies in the past."""

    what = "Nobody was granted anything: {until} is over."
    todo = "Give an end that lies ahead."


class NotEditable(SignpostError):
    """The list of exceptions is written in a form that is not edited by a program."""

    what = "{path} cannot be changed without laying it out anew."
    todo = "Edit `exceptions:` in it by hand; write each one as a list item on lines of its own."


class NotServable(SignpostError):
    """The address is taken or not allowed."""

    what = "Port {port} on this computer cannot be used ({detail})."
    todo = "Choose another with --port, or leave it out."


class PolicyWrong(SignpostError):
    """A policy that is to be tried has errors."""

    what = "{path} has errors:\n{detail}"
    todo = "Correct them; `signpost-admin check {path}` says when it is right."


class NotInPolicy(SignpostError):
    """A tool is asked for that the policy in the file does not speak of."""

    what = "{path} does not speak of {tool}."
    todo = "Take the id of a tool that it lists: {known}."


class NoDesktop(SignpostError):
    """A preview where the packages of the desktop are missing."""

    what = "Nothing was drawn: PySide6 (Qt), which draws what employees see, is not installed here."
    todo = "Install all of Signpost on this computer, or preview on one that has it."


class NotDrawn(SignpostError):
    """The process that draws a preview failed."""

    what = "The preview could not be drawn: {detail}"
    todo = "Correct what it says and try again."
