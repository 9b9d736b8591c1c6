"""Alerts and outcomes as notifications: what they say in three lines, and which buttons they carry. Pure. No Qt."""

from collections.abc import Callable

from app.alerts.alert import Level
from app.desktop.card_model import AlertView, AskedView, AskView, CardView, DoneView, FailedView, ProgressView
from app.desktop.notice import DEFAULT, Notice, Urgency
from app.desktop.setup_card import problem_view
from app.desktop.wording import Wording, sentences
from app.errors import SignpostError

SET_UP, WHY, LATER, CANCEL = "set-up", "why", "later", "cancel"
"""The buttons' names on the wire."""

Announcement = Callable[[], tuple[Notice, CardView] | None]
"""A notification and the card it stands for, in the words of now; None when there is nothing to say any more."""

_URGENCY: dict[Level, Urgency] = {
    Level.HEADS_UP: 1,
    Level.COUNTDOWN: 1,
    Level.EFFECTIVE: 2,
    Level.REPEATED: 1,
}
"""A critical notification stays until it is answered; the first word about a ban does, a reminder does not."""


def alert_notice(view: AlertView, level: Level, wording: Wording) -> Notice:
    """An alert: the title, since when and why (or when it closes), what instead. Not for a server without buttons."""
    translate = wording.translate
    buttons = [(DEFAULT, translate("notification", "Show"))]
    if view.offer is not None and view.offer.button:
        buttons.append((SET_UP, view.offer.button))
    buttons += [(WHY, translate("notification", "Why?")), (LATER, translate("notification", "Later"))]
    reason = view.facts[0].value if view.facts else ""
    instead = f"{view.offer.title}." if view.offer is not None else ""
    if view.countdown:
        reason = view.countdown
    lines = [sentence for sentence in (view.when, reason, instead) if sentence]
    return Notice(
        key=f"alert {view.session}",
        summary=view.title,
        body="\n".join(lines),
        actions=tuple(buttons),
        urgency=2 if view.countdown else _URGENCY[level],
        needs_buttons=True,
        progress=bool(view.countdown),
    )


def pause_notice(view: AlertView, wording: Wording) -> Notice:
    """The one alert for all further ones: how many tools, and why. It says so without buttons, too."""
    translate = wording.translate
    return Notice(
        key=f"alert {view.session}",
        summary=view.title,
        body=f"{view.when}.\n{view.facts[0].value}",
        actions=(
            (DEFAULT, translate("notification", "Show")),
            (WHY, view.why),
            (LATER, translate("notification", "Later")),
        ),
    )


def setup_key(tool: str) -> str:
    """The key of whatever is said of setting a tool up: each takes the other's place."""
    return f"setup {tool}"


def progress_notice(view: ProgressView, wording: Wording) -> Notice:
    """A set-up under way while nothing of ours shows it: the phase, how much, how long still."""
    return Notice(
        key=setup_key(view.tool),
        summary=view.title,
        body="\n".join(line for line in (view.phase, view.amount, view.left) if line),
        actions=((DEFAULT, wording.translate("notification", "Show")), (CANCEL, view.cancel)),
        urgency=0,
        category="transfer",
        progress=True,
        lasting=True,
        percent=int(view.fraction * 100) if view.fraction is not None else None,
        unpressed=wording.translate("notification", "To cancel it, open Signpost."),
    )


def done_notice(view: DoneView, wording: Wording) -> Notice:
    """A set-up that is done while its card is closed. A click shows how to start it."""
    return Notice(
        key=setup_key(view.tool),
        summary=view.title,
        body=sentences(view.heading, wording.apart(view.command)),
        actions=((DEFAULT, wording.translate("notification", "Show")),),
        category="transfer.complete",
    )


def failed_notice(view: FailedView, wording: Wording) -> Notice:
    """A set-up that failed while its card is closed. A click shows what to do."""
    return Notice(
        key=setup_key(view.tool),
        summary=view.title,
        body=f"{view.happened}\n{view.advice}",
        actions=((DEFAULT, wording.translate("notification", "Show")),),
        category="transfer.error",
    )


def allowed_notice(view: AskedView, wording: Wording) -> Notice:
    """There is an exception. A click shows its card."""
    return _of_exception("allowed", view, wording)


def ending_notice(view: AskedView, wording: Wording) -> Notice:
    """An exception ends soon. A click shows its card."""
    return _of_exception("ending", view, wording)


def wished_notice(view: AskView | AskedView, wording: Wording) -> Notice:
    """Somebody wants something asked, or taken back, in the person's name. A click shows where they can do it."""
    return _of_exception("wished", view, wording, urgency=2)


def _of_exception(kind: str, view: AskView | AskedView, wording: Wording, urgency: Urgency = 1) -> Notice:
    return Notice(
        urgency=urgency,
        key=f"{kind} {view.tool}",
        summary=view.title,
        body=view.note,
        actions=((DEFAULT, wording.translate("notification", "Show")),),
    )


def problem_announcement(error: SignpostError, wording: Wording) -> tuple[Notice, FailedView]:
    """Something that does not work: what happened, what to do; and its card."""
    view = problem_view(error, wording)
    notice = Notice(
        key=f"problem {error.code}",
        summary=view.happened,
        body=view.advice,
        category="x-signpost.problem",
    )
    return notice, view
