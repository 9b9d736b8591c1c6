"""Where one can go in the window, in the order of the sidebar. No Qt."""

import enum

from app.desktop.wording import Wording


class Destination(enum.Enum):
    """The window's pages; the value is what is remembered of it between runs."""

    OVERVIEW = "overview"
    POLICY = "policy"
    TOOLS = "tools"
    ACTIVITY = "activity"
    LEDGER = "ledger"
    SETTINGS = "settings"
    ABOUT = "about"


BEHIND = {Destination.POLICY: Destination.OVERVIEW}
"""Pages that the sidebar does not offer, and the one that leads there."""

OFFERED = tuple(one for one in Destination if one not in BEHIND)

AT_BOTTOM = (Destination.SETTINGS, Destination.ABOUT)

GLYPHS = {
    Destination.OVERVIEW: "home",
    Destination.TOOLS: "tools",
    Destination.ACTIVITY: "clock",
    Destination.LEDGER: "eye",
    Destination.SETTINGS: "sliders",
    Destination.ABOUT: "about",
}


def label(destination: Destination, wording: Wording) -> str:
    """What the sidebar calls it."""
    translate = wording.translate
    match destination:
        case Destination.OVERVIEW:
            return translate("window", "Overview")
        case Destination.POLICY:
            return translate("window", "The full policy")
        case Destination.TOOLS:
            return translate("window", "Approved tools")
        case Destination.ACTIVITY:
            return translate("window", "Activity")
        case Destination.LEDGER:
            return translate("window", "What IT sees")
        case Destination.SETTINGS:
            return translate("window", "Settings")
        case Destination.ABOUT:
            return translate("window", "About")
