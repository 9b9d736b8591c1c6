"""The Overview in words: the state as a sentence, what is to sort out, what applies, what was found. No Qt."""

from dataclasses import dataclass

from app.desktop import dates
from app.desktop.alert_card import alternatives
from app.desktop.card_model import Badge, letter
from app.desktop.countdown_text import title as closing_title
from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.setup_card import advice, happened
from app.desktop.status_text import day, moment
from app.desktop.window.policy_text import Figure, applies_lines, checked_line, figures, policy_lines
from app.desktop.window.policy_view import word_text
from app.desktop.window.situation import WEIGHT, Found, Situation, Word
from app.desktop.wording import Wording, sentences, stopped
from app.policy.model import Policy, Tool
from app.sync.errors import NetworkTrouble
from app.sync.state import Standing, SyncState

MOST_THINGS = 3


@dataclass(frozen=True)
class Thing:
    """Something to sort out: the tool that goes, the one that takes over, and what can be done here."""

    tool: str
    letter: str
    badge: Badge
    title: str
    note: str
    details: str = ""
    offer: str = ""
    offer_letter: str = ""
    button: str = ""
    remove: str = ""
    """What the button says that shows what would go of the tool, once its successor is ready."""


@dataclass(frozen=True)
class FoundRow:
    """A tool that lies here."""

    letter: str
    badge: Badge
    title: str
    note: str
    pill: str
    warm: bool


@dataclass(frozen=True)
class OverviewView:
    """All of the page. `checked` and `looked` tell how long ago, so they alone change as time goes by."""

    heading: str
    note: str
    sync: str
    nothing_yet: tuple[str, str]
    """What stands in the place of all below while there is no policy: its heading, and what it means."""
    things: tuple[Thing, ...]
    policy_heading: str
    policy: tuple[str, ...]
    checked: str
    applies_heading: str
    full: str
    figures: tuple[Figure, ...]
    applies: tuple[str, ...]
    found_heading: str
    looked: str
    found: tuple[FoundRow, ...]
    nothing_found: str


def overview_view(situation: Situation, wording: Wording) -> OverviewView:
    """The page as things stand at `wording.now`."""
    translate = wording.translate
    things = _things(situation, wording)
    heading, note = _state(situation.state, len(things), wording)
    policy = situation.policy
    looked = situation.looked
    return OverviewView(
        heading=heading,
        note=note,
        sync=translate("window", "Sync now"),
        nothing_yet=(
            translate("window", "Nothing applies yet"),
            translate(
                "window",
                "Once your company's policy is here, this page says what applies to you and which of its tools are on "
                "this computer. Until then no alerts are shown.",
            ),
        ),
        things=things[:MOST_THINGS],
        policy_heading=translate("window", "Policy in force"),
        policy=policy_lines(situation.state, policy, wording)
        if situation.state is not None and policy is not None
        else (),
        checked=checked_line(situation.state, wording),
        applies_heading=translate("window", "What applies to you"),
        full=translate("window", "See the full policy"),
        figures=figures(situation, policy, wording) if policy is not None else (),
        applies=applies_lines(situation, policy, wording) if policy is not None else (),
        found_heading=translate("window", "Found on this computer"),
        looked=(
            translate("window", "Last looked at {time}").format(time=moment(looked.at, wording))
            if looked is not None
            else translate("window", "Looking around")
        ),
        found=_found(situation, wording),
        nothing_found=translate("window", "None of the tools your policy speaks of.") if looked is not None else "",
    )


def _state(state: SyncState | None, things: int, wording: Wording) -> tuple[str, str]:
    translate = wording.translate
    if state is None:
        return translate("tray", "Looking for your company's policy"), translate("window", "This takes a moment.")
    fresh, policy = state.freshness, state.policy
    why = stopped(happened(fresh.why, wording)) if fresh.why is not None else ""
    if policy is None:
        return translate("window", "No policy yet"), (sentences(why, advice(fresh.why, wording)) if fresh.why else "")
    offline = isinstance(fresh.why, NetworkTrouble)
    since = translate("tray", "Offline since {time}. The policy of {day} still applies.")
    still = since.format(time=moment(fresh.since, wording), day=day(policy.published, wording)) if offline else why
    if things:
        one = translate("window", "One thing to sort out")
        several = counted(translate, "window", "{count} things to sort out", things).format(count=things)
        rest = translate("window", "Everything else on this computer is in order.")
        return (one if things == 1 else several), still or rest
    if fresh.standing is Standing.FRESH:
        return translate("window", "All in order"), translate("window", "Nothing here asks for your attention.")
    if isinstance(fresh.why, NetworkTrouble):
        contact = translate("window", "Last contact: {time}.").format(time=moment(fresh.since, wording))
        return translate("window", "Offline, last policy still applies"), sentences(contact, advice(fresh.why, wording))
    return translate("window", "The last policy still applies"), why


def _things(situation: Situation, wording: Wording) -> tuple[Thing, ...]:
    """Tools that are off limits, or soon will be, and lie here or were started in this run; the graver first."""
    policy = situation.policy
    if policy is None:
        return ()
    here = situation.alerted | {one.tool for one in (situation.looked.found if situation.looked else ())}
    tools = [(situation.word(tool, wording.now), tool) for tool in policy.tools if tool.id in here]
    grave = sorted(
        ((word, tool) for word, tool in tools if word in (Word.OFF_LIMITS, Word.SOON)),
        key=lambda one: (one[1].id not in situation.counting, WEIGHT[one[0]]),
    )
    return tuple(_thing(word, tool, policy, situation, wording) for word, tool in grave)


def _thing(word: Word, tool: Tool, policy: Policy, situation: Situation, wording: Wording) -> Thing:
    translate, recipes = wording.translate, situation.state.recipes if situation.state is not None else None
    name = plain(tool.name, 60)
    when = translate("window", "now")
    if tool.effective is not None:
        zones = wording.zones(policy.company)
        there, now = tool.effective.astimezone(zones.company), wording.now.astimezone(zones.company)
        when = dates.calendar_day(there, now, translate)
    if word is Word.SOON:
        title = translate("window", "{tool} goes off limits on {day}").format(tool=name, day=when)
    elif tool.effective is None:
        title = translate("window", "{tool} is off limits").format(tool=name)
    else:
        title = translate("window", "{tool} has been off limits since {day}").format(tool=name, day=when)
    others = alternatives(tool, policy, recipes, situation.build, lambda one: _command(situation, one))
    note = translate("window", "Your IT can tell you what to use instead.")
    offer, button = others[0] if others else None, ""
    if offer is not None and offer.command:
        note = translate("window", "{other} is ready in its place. You can remove {tool} when it suits you.")
    elif offer is not None and offer.tool in situation.progress:
        note = translate("window", "{other} is being set up.")
    elif offer is not None:
        note = translate("window", "{other} does the same job here.")
        button = translate("card", "Set up {tool}").format(tool=offer.name) if offer.download is not None else ""
    note = note.format(other=offer.name, tool=name) if offer is not None else note
    replaced = offer is not None and bool(offer.command) and situation.found(tool.id) is not None
    countdown = situation.counting.get(tool.id)
    if countdown is not None:
        title = closing_title(countdown, name, wording)
        save = translate("closing", "Save your work.")
        note = sentences(save, note)
    return Thing(
        tool=tool.id,
        letter=letter(name),
        badge=Badge.OFF_LIMITS if word is Word.OFF_LIMITS else Badge.SOON,
        title=title,
        note=note,
        details=translate("window", "Details") if tool.id in situation.alerted else "",
        offer=offer.tool if offer is not None else "",
        offer_letter=letter(offer.name) if offer is not None else "",
        button=button,
        remove=translate("removal", "Remove {tool}").format(tool=name) + "…" if replaced else "",
    )


def _command(situation: Situation, tool_id: str) -> str:
    installed = situation.installed.get(tool_id)
    return installed.commands[0] if installed is not None and installed.commands else ""


_BADGES = {Word.OFF_LIMITS: Badge.OFF_LIMITS, Word.SOON: Badge.SOON}


def _found(situation: Situation, wording: Wording) -> tuple[FoundRow, ...]:
    policy = situation.policy
    if policy is None or situation.looked is None:
        return ()
    rows = []
    found = {one.tool for one in situation.looked.found}
    for one in (*situation.looked.found, *(Found(tool, "") for tool in sorted(situation.alerted - found))):
        tool = policy.tool(one.tool)
        word = situation.word(tool, wording.now) if tool is not None else None
        if tool is not None and word is not None:
            rows.append((WEIGHT[word], plain(tool.name, 60).casefold(), _row(one, tool, word, wording)))
    return tuple(row for _, _, row in sorted(rows, key=lambda one: one[:2]))


def _row(one: Found, tool: Tool, word: Word, wording: Wording) -> FoundRow:
    translate, name = wording.translate, plain(tool.name, 60)
    where = wording.path(one.path) if one.path else translate("window", "Was started here.")
    if word is Word.CONDITIONS and (conditions := wording.text(tool.conditions)):
        where = translate("window", "Condition: {condition}").format(condition=conditions)
    elif one.others:
        where = counted(translate, "window", "{path} and {count} more", one.others).format(path=where, count=one.others)
    return FoundRow(
        letter=letter(name),
        badge=_BADGES.get(word, Badge.NONE),
        title=f"{name} {plain(one.version, 40)}".rstrip(),
        note=where,
        pill=word_text(word, wording),
        warm=word in (Word.OFF_LIMITS, Word.SOON),
    )
