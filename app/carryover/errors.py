"""What can keep settings from coming along; each names the file as the person knows it."""

from app.errors import SignpostError


class SettingsUnreadable(SignpostError):
    """A file that should come along is not what it should be."""

    what = "{path} cannot be read: {detail}."
    todo = "Mend that file or leave this item out. Everything else comes along without it."


class NotPlain(SignpostError):
    """A link, a pipe, a device or somebody else's file where a file or folder of the person's should be."""

    what = "{path} is {detail} and was not touched."
    todo = "Put a plain file or folder there, or leave this item out."


class TooMuch(SignpostError):
    """More than settings ever are."""

    what = "{path} is more than can come along: {detail}."
    todo = "Take it along by hand, or leave this item out."


class CannotMerge(SignpostError):
    """The target document has something else where entries would go."""

    what = "{path} cannot take the entries: {detail}."
    todo = "Mend that file or leave this item out. It was not changed."


class ChangedMeanwhile(SignpostError):
    """Between the preview and the person's word a file became another."""

    what = "{path} changed since you looked. Nothing was written."
    todo = "Look at the preview again, then carry over."


class NothingToUndo(SignpostError):
    """There is no carry-over on record."""

    what = "There is no carry-over from {source} to {target} to undo."
    todo = "Nothing needs to be done."


class RecordDamaged(SignpostError):
    """The record of a carry-over cannot be read."""

    what = "The record of an earlier carry-over cannot be read: {path}."
    todo = "Ask IT to look at it. Until then nothing is carried over, so that nothing is lost."


class NoProject(SignpostError):
    """The project's folder is not there, or is the home folder or above it."""

    what = "{path} is no project folder: {detail}."
    todo = "Name the folder of one project."


class NoSuchItem(SignpostError):
    """An item was named that the pair does not have."""

    what = "There is no item {item} in this carry-over."
    todo = "Items: {known}."
