"""A card in another language: made anew from what is known, as it stands now. Pure. No Qt."""

from app.desktop.ask_card import asked_view
from app.desktop.card_model import (
    AlertView,
    AskedView,
    AskView,
    CardView,
    DoneView,
    FailedView,
    ProgressView,
    SnoozedView,
)
from app.desktop.known import Known
from app.desktop.setups import Setups
from app.desktop.wording import Wording


def reworded(view: CardView, known: Known, setups: Setups, wording: Wording) -> CardView:
    """The same card in the words of now; as it was where what it was made from is not known any more."""
    anew: CardView | None
    match view:
        case AlertView():
            anew = known.fresh(view)
        case AskView():
            anew = None  # what was written on it stays
        case AskedView():
            request = known.asked.of(view.tool)
            anew = asked_view(request, wording) if request is not None and not view.granted else None
        case SnoozedView():
            anew = known.snoozed(view.tool)
        case ProgressView():
            anew = setups.progress_view(view.tool, wording)
        case DoneView():
            finished = setups.finished.get(view.tool)
            anew = setups.done_view(finished, wording) if finished is not None else None
        case FailedView():
            error = setups.errors.get(view.tool)
            anew = setups.failed_view(view.tool, error, wording) if error is not None else None
    return anew or view
