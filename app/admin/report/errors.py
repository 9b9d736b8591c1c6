"""What can go wrong while a report is made."""

from app.errors import SignpostError


class EventsUnreadable(SignpostError):
    """A file of events cannot be opened or read."""

    what = "The events in {path} cannot be read: {detail}."
    todo = "Check the name, and who may read it. No report was written."


class NoEvents(SignpostError):
    """Nothing that was read is an event of Signpost within the period."""

    what = "There is nothing to report: of {lines} read, {ours} from Signpost and {within} within the period."
    todo = (
        "Give files with one OCSF event a line (NDJSON), as Signpost's receiver gets them, and check --since and "
        "--until. No report was written."
    )


class PeriodEmpty(SignpostError):
    """The end of the period is not after its beginning."""

    what = "No day lies between {since} and {until}."
    todo = "Give an end after the beginning. No report was written."


class ScratchUnusable(SignpostError):
    """The events are sorted in a temporary database, which needs room."""

    what = "The events could not be sorted: {detail}."
    todo = "Make room where temporary files go, or name a place with more in TMPDIR. No report was written."


class PlotLibraryMissing(SignpostError):
    """Only IT's desk needs it, so nothing else brings it."""

    what = "Drawing the report takes a library that is not installed ({detail})."
    todo = "Install it beside Signpost: pip install 'vl-convert-python>=1.9'. No report was written."
