"""The life of an alert, from the launch that calls for it to the end of its tool session: one table. Pure.

Urgency rises by sessions: the date of a ban ends the session that began before it, and what runs on begins the next.

A step that is not in the table is a mistake of ours and raises. `diagram` draws the table; README shows the drawing.
"""

import enum


class Life(enum.Enum):
    """Where the alert of one tool session stands with the person."""

    NEW = "new"
    """It is to be told."""
    HELD = "held"
    """It waits until the person may be disturbed."""
    SILENCED = "silenced"
    """The person asked for quiet about this tool."""
    UNATTENDED = "unattended"
    """Nobody at this screen started it: it is in the activity, and no card comes."""
    SHOWN = "shown"
    """It was shown, or waits behind the one card there is."""
    PUT_OFF = "put off"
    """Not now: about this session nothing more is said."""
    ANSWERED = "answered"
    """The person had the alternative set up."""
    ENDED = "ended"
    """The session is over, the company took the matter back, or it became graver and another alert speaks of it."""


class Event(enum.Enum):
    """What moves it on."""

    SHOW = "show"
    HOLD = "hold"
    NOTE = "note"
    ATTEND = "attend"
    LATER = "later"
    ANSWER = "answer"
    SILENCE = "silence"
    WAKE = "wake"
    END = "end"


SAYS: dict[Event, str] = {
    Event.SHOW: "the person may be disturbed",
    Event.HOLD: "quiet time, do not disturb, full screen",
    Event.NOTE: "started with nobody at the screen",
    Event.ATTEND: "the person starts it, too",
    Event.LATER: "not now",
    Event.ANSWER: "set up",
    Event.SILENCE: "snoozed",
    Event.WAKE: "the quiet is over, or undone",
    Event.END: "the session or the rule ends, or the date comes",
}
"""Every event in words, for the drawing."""

STEPS: dict[tuple[Life, Event], Life] = {
    (Life.NEW, Event.SHOW): Life.SHOWN,
    (Life.NEW, Event.HOLD): Life.HELD,
    (Life.NEW, Event.SILENCE): Life.SILENCED,
    (Life.NEW, Event.NOTE): Life.UNATTENDED,
    (Life.NEW, Event.END): Life.ENDED,
    (Life.HELD, Event.WAKE): Life.NEW,
    (Life.HELD, Event.SILENCE): Life.SILENCED,
    (Life.HELD, Event.END): Life.ENDED,
    (Life.SILENCED, Event.WAKE): Life.NEW,
    (Life.SILENCED, Event.SILENCE): Life.SILENCED,
    (Life.SILENCED, Event.END): Life.ENDED,
    (Life.UNATTENDED, Event.ATTEND): Life.NEW,
    (Life.UNATTENDED, Event.END): Life.ENDED,
    (Life.SHOWN, Event.LATER): Life.PUT_OFF,
    (Life.SHOWN, Event.SILENCE): Life.SILENCED,
    (Life.SHOWN, Event.ANSWER): Life.ANSWERED,
    (Life.SHOWN, Event.END): Life.ENDED,
    (Life.PUT_OFF, Event.SILENCE): Life.SILENCED,
    (Life.PUT_OFF, Event.ANSWER): Life.ANSWERED,
    (Life.PUT_OFF, Event.END): Life.ENDED,
    (Life.ANSWERED, Event.SILENCE): Life.SILENCED,
    (Life.ANSWERED, Event.END): Life.ENDED,
}

UNTOLD = frozenset({Life.NEW, Life.HELD, Life.SILENCED})
"""While it stands so, the person has still to be told."""


class NoSuchStep(RuntimeError):
    """The table has no entry for this: a mistake of ours."""


def can(life: Life, event: Event) -> bool:
    """Whether the table has an entry. What a person does may come too late, and is then no mistake."""
    return (life, event) in STEPS


def after(life: Life, event: Event) -> Life:
    """Where `event` leads from `life`. Raises NoSuchStep."""
    try:
        return STEPS[life, event]
    except KeyError:
        raise NoSuchStep(f"{event} has no place after {life}") from None


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> new: a launch off limits"]
    for (life, event), following in STEPS.items():
        if following is not life:
            names = "[*]" if following is Life.ENDED else following.value.replace(" ", "_")
            lines.append(f"    {life.value.replace(' ', '_')} --> {names}: {SAYS[event]}")
    return "\n".join(lines) + "\n"
