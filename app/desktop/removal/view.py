"""A removal in words: what goes, what stays and why, and what can be pressed. No Qt."""

import enum
from dataclasses import dataclass

from app.desktop.card_model import letter
from app.desktop.dates import last_day
from app.desktop.plain import plain
from app.desktop.setup_card import advice, happened
from app.desktop.wording import Wording, sentences, stopped
from app.errors import SignpostError
from app.setup.removable import Removal, Why

MOST_LINES = 400
"""Lines of the list; a Python distribution may have more files. All are counted in what is said."""


class Stage(enum.Enum):
    """How far it is."""

    LOOKING = "looking"
    LISTED = "listed"
    REMOVING = "removing"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True)
class Removing:
    """How things stand with one tool, by its `name`."""

    stage: Stage
    name: str
    found: Removal | None = None
    error: SignpostError | None = None


@dataclass(frozen=True)
class Line:
    """One thing: where it is, and what it belongs to or why it stays."""

    path: str
    note: str


@dataclass(frozen=True)
class RemovalView:
    """The whole window. `remove` is empty where there is nothing to press."""

    window: str
    letter: str
    heading: str
    note: str
    goes_heading: str
    goes: tuple[Line, ...]
    stays_heading: str
    stays: tuple[Line, ...]
    foot: str
    remove: str
    leave: str
    is_gone: bool


def removal_view(so: Removing, wording: Wording) -> RemovalView:
    """The window as things stand."""
    translate, name = wording.translate, plain(so.name, 60)
    pieces = so.found.pieces if so.found is not None else ()
    listed = so.stage in (Stage.LISTED, Stage.REMOVING)
    heading, note = _said(so, name, wording)
    return RemovalView(
        window=translate("removal", "Remove {tool}").format(tool=name),
        letter=letter(name),
        heading=heading,
        note=note,
        goes_heading=translate("removal", "This goes") if listed and pieces else "",
        goes=tuple(Line(plain(wording.path(one.path), 300), plain(one.part_of, 120)) for one in pieces[:MOST_LINES])
        if listed
        else (),
        stays_heading=translate("removal", "This stays") if listed and so.found is not None and so.found.left else "",
        stays=tuple(Line(plain(wording.path(one.path), 300), _why(one.why, wording)) for one in so.found.left)
        if listed and so.found is not None
        else (),
        foot=translate("removal", "Your settings and history of {tool} stay as they are.").format(tool=name)
        if pieces
        else "",
        remove=translate("removal", "Remove what is listed") if so.stage is Stage.LISTED and pieces else "",
        leave=translate("removal", "Keep it") if so.stage is Stage.LISTED and pieces else translate("setup", "Close"),
        is_gone=so.stage is Stage.GONE,
    )


def _said(so: Removing, name: str, wording: Wording) -> tuple[str, str]:
    translate = wording.translate
    match so.stage:
        case Stage.LOOKING:
            looking = translate("removal", "Looking for what belongs to {tool}").format(tool=name)
            return looking, translate("removal", "Nothing is changed by looking.")
        case Stage.LISTED if so.found is not None and so.found.pieces:
            ask = translate("removal", "Remove {tool} from this computer?").format(tool=name)
            exactly = translate("removal", "Exactly what is listed here goes, and nothing else.")
            if so.found.allowed_until is None:
                return ask, exactly
            allowed = translate("removal", "Your company made an exception: you may use it until {day}.")
            zone = wording.zone
            day = last_day(so.found.allowed_until.astimezone(zone), wording.now.astimezone(zone), translate)
            return ask, sentences(allowed.format(day=day), exactly)
        case Stage.LISTED:
            none = translate("removal", "Nothing of {tool} can be removed here").format(tool=name)
            return none, translate("removal", "Your IT can help with what is left.")
        case Stage.REMOVING:
            return translate("removal", "{tool} is being removed").format(tool=name), ""
        case Stage.GONE:
            gone = translate("removal", "{tool} is gone").format(tool=name)
            return gone, translate("removal", "Your settings and history of {tool} stay as they are.").format(tool=name)
        case Stage.FAILED:
            said = translate("removal", "{tool} was not removed").format(tool=name)
            if so.error is None:
                return said, ""
            names = {so.error.facts.get("tool", ""): name}
            return said, sentences(stopped(happened(so.error, wording, names)), advice(so.error, wording, names))


def _why(why: Why, wording: Wording) -> str:
    translate = wording.translate
    return {
        Why.MACHINE: translate("removal", "It belongs to the machine. Your IT can remove it."),
        Why.MANAGER: translate("removal", "The program that installed it has to remove it."),
        Why.OURS: translate("removal", "Signpost set it up. Remove it under Approved tools."),
        Why.UNCLEAR: translate("removal", "What belongs to it is not known exactly."),
    }[why]
