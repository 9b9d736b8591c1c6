"""Approved tools in words: a card a tool, what it replaces, what setting it up takes, how far that is. No Qt."""

import enum
from dataclasses import dataclass

from app.desktop.card_model import ProgressView, letter
from app.desktop.plain import plain
from app.desktop.setup_card import happened
from app.desktop.window.situation import Situation, Word
from app.desktop.wording import Wording, sentences
from app.policy.model import Policy, Tool
from app.setup.going_back import obstacle

MOST_CATEGORIES = 5
INSTALLED = "installed"


class Press(enum.Enum):
    """What a card's button does."""

    SET_UP = "set-up"
    CANCEL = "cancel"
    REMOVE = "remove"
    ROLL_BACK = "roll-back"
    START = "start"
    BRING = "bring"


@dataclass(frozen=True)
class ToolButton:
    """A button: what it does, and says."""

    press: Press
    text: str


@dataclass(frozen=True)
class ToolProgress:
    """How far a set-up is. `fraction` is None while nobody knows."""

    phase: str
    amount: str
    fraction: float | None


@dataclass(frozen=True)
class ToolCard:
    """A card. `kinds` narrows it down, `foot` stands beside the buttons, `link` and `back` above them."""

    tool: str
    letter: str
    name: str
    caption: str
    text: str
    foot: str
    buttons: tuple[ToolButton, ...] = ()
    progress: ToolProgress | None = None
    problem: bool = False
    is_ready: bool = False
    kinds: frozenset[str] = frozenset()
    link: ToolButton | None = None
    back: ToolButton | None = None

    def says(self, words: str) -> bool:
        """Whether all these words are on it."""
        said = f"{self.name} {self.caption} {self.text}".casefold()
        return all(word in said for word in words.casefold().split())


@dataclass(frozen=True)
class CatalogueView:
    """The page. `choices` are what it can be narrowed down to, by kind ("" is all)."""

    heading: str
    note: str
    search: str
    choices: tuple[tuple[str, str], ...]
    cards: tuple[ToolCard, ...]
    empty: str
    nothing_matches: str


def catalogue_view(situation: Situation, wording: Wording) -> CatalogueView:
    """The page as things stand."""
    translate, policy = wording.translate, situation.policy
    cards = _cards(policy, situation, wording) if policy is not None else ()
    sender = wording.text(policy.company.sender) or plain(policy.company.name, 60) if policy is not None else ""
    note = translate("catalogue", "Approved by {sender}. One click, no ticket.").format(sender=sender)
    return CatalogueView(
        heading=translate("window", "Approved tools"),
        note=note if policy is not None else "",
        search=translate("catalogue", "Search tools"),
        choices=_choices(cards, wording),
        cards=cards,
        empty=translate("catalogue", "Your policy approves no tools yet.")
        if policy is not None
        else translate("catalogue", "There is no policy yet. Its approved tools appear here once it has come."),
        nothing_matches=translate("window", "Nothing matches."),
    )


def _choices(cards: tuple[ToolCard, ...], wording: Wording) -> tuple[tuple[str, str], ...]:
    """All, the company's categories where they are few, and what is set up."""
    translate = wording.translate
    categories = sorted({kind for card in cards for kind in card.kinds} - {INSTALLED})
    if len(categories) > MOST_CATEGORIES or len(categories) < 2:
        categories = []
    installed = sum(INSTALLED in card.kinds for card in cards)
    found = [("", translate("catalogue", "All {count}").format(count=len(cards)))]
    found += [(category, _category(category, wording)) for category in categories]
    if installed:
        found.append((INSTALLED, translate("catalogue", "Installed {count}").format(count=installed)))
    return tuple(found) if len(found) > 1 else ()


def _cards(policy: Policy, situation: Situation, wording: Wording) -> tuple[ToolCard, ...]:
    """Those that take over from something first, then by name."""
    offered = [tool for tool in policy.tools if situation.word(tool, wording.now) in (Word.APPROVED, Word.CONDITIONS)]
    replaced = _replaced(policy, situation, wording)
    offered.sort(key=lambda tool: (tool.id not in replaced, tool.name.casefold()))
    return tuple(_card(tool, replaced.get(tool.id, ()), situation, wording) for tool in offered)


def _replaced(policy: Policy, situation: Situation, wording: Wording) -> dict[str, tuple[str, ...]]:
    """What each tool takes over from, by name."""
    found: dict[str, tuple[str, ...]] = {}
    for other in policy.tools:
        if other.alternatives and situation.word(other, wording.now) in (Word.OFF_LIMITS, Word.SOON):
            for tool in other.alternatives:
                found[tool] = (*found.get(tool, ()), plain(other.name, 60))
    return found


def _card(tool: Tool, replaced: tuple[str, ...], situation: Situation, wording: Wording) -> ToolCard:
    installed, recipe = situation.installed.get(tool.id), situation.recipe(tool.id)
    found = situation.found(tool.id)
    version = installed.version if installed is not None else recipe.version if recipe is not None else ""
    if not version and found is not None:
        version = found.version
    name = plain(tool.name, 60)
    kinds = {tool.category} if tool.category else set()
    foot, buttons = _state(tool, situation, wording)
    progress = situation.progress.get(tool.id)
    error = situation.failed.get(tool.id)
    return ToolCard(
        tool=tool.id,
        letter=letter(name),
        name=name,
        caption=wording.listed(part for part in (plain(version, 40), _category(tool.category, wording)) if part),
        text=_text(tool, replaced, situation, wording),
        foot=happened(error, wording, {tool.id: name}) if error is not None and progress is None else foot,
        buttons=buttons,
        progress=progress_of(progress) if progress is not None else None,
        problem=error is not None and progress is None,
        is_ready=installed is not None,
        kinds=frozenset(kinds | ({INSTALLED} if installed is not None or found is not None else set())),
        link=_link(tool, situation, wording),
        back=_back(tool, situation, wording),
    )


def _link(tool: Tool, situation: Situation, wording: Wording) -> ToolButton | None:
    """Where the tool is there and settings of another can come along."""
    pairs = situation.state.recipes.carrying_to(tool.id) if situation.state is not None else ()
    there = tool.id in situation.installed or situation.found(tool.id) is not None
    if not pairs or not there or tool.id in situation.progress or tool.id in situation.removing:
        return None
    return ToolButton(Press.BRING, wording.translate("carrying", "Bring your settings along"))


def _back(tool: Tool, situation: Situation, wording: Wording) -> ToolButton | None:
    """Where the version before the last set-up is kept."""
    installed = situation.installed.get(tool.id)
    if installed is None or installed.previous is None or obstacle(installed) is not None:
        return None
    if tool.id in situation.progress or tool.id in situation.removing:
        return None
    version = plain(installed.previous.version, 30)
    return ToolButton(Press.ROLL_BACK, wording.translate("catalogue", "Back to {version}").format(version=version))


def progress_of(view: ProgressView) -> ToolProgress:
    """How far a set-up is, as its card has it."""
    return ToolProgress(view.phase, view.amount, view.fraction)


def _text(tool: Tool, replaced: tuple[str, ...], situation: Situation, wording: Wording) -> str:
    """What it replaces, its conditions, what it is for."""
    translate = wording.translate
    parts = []
    if replaced:
        names = wording.listed(replaced[:3])
        parts.append(translate("catalogue", "Replaces {tools}.").format(tools=names))
    conditions = wording.text(tool.conditions)
    if conditions and situation.word(tool, wording.now) is Word.CONDITIONS:
        parts.append(translate("window", "Condition: {condition}").format(condition=conditions))
    if summary := wording.text(tool.summary):
        parts.append(summary)
    return sentences(*parts)


def _state(tool: Tool, situation: Situation, wording: Wording) -> tuple[str, tuple[ToolButton, ...]]:
    """What is said at the foot of the card, and what can be done there."""
    translate = wording.translate
    installed, recipe = situation.installed.get(tool.id), situation.recipe(tool.id)
    set_up = ToolButton(Press.SET_UP, translate("catalogue", "Set up"))
    remove = ToolButton(Press.REMOVE, translate("catalogue", "Remove"))
    if tool.id in situation.progress:
        return "", (ToolButton(Press.CANCEL, translate("setup", "Cancel")),)
    if tool.id in situation.removing:
        return translate("catalogue", "Being removed"), ()
    if tool.id in situation.failed and recipe is not None:
        return "", (ToolButton(Press.SET_UP, translate("setup", "Try again")),)
    size = wording.size(recipe.builds[situation.build].download_bytes) if recipe is not None else ""
    if installed is not None and recipe is not None and situation.has_update(tool.id):
        newer = translate("catalogue", "{version} to {newer}, {size}")
        if recipe.version == installed.version:
            newer = translate("catalogue", "{version}, changed by your IT, {size}")
        foot = newer.format(version=plain(installed.version, 40), newer=plain(recipe.version, 40), size=size)
        return foot, (remove, ToolButton(Press.SET_UP, translate("catalogue", "Update")))
    if installed is not None:
        command = plain(installed.commands[0], 40) if installed.commands else ""
        start = ToolButton(Press.START, translate("catalogue", "How to start"))
        foot = translate("catalogue", "Ready: {command}").format(command=command)
        return foot, (remove, *([start] if command else []))
    if recipe is not None:
        return size, (set_up,)
    if situation.found(tool.id) is not None:
        return translate("catalogue", "On this computer"), ()
    return translate("catalogue", "Your IT can tell you how to get it."), ()


def _category(category: str, wording: Wording) -> str:
    """The company's own word, as people write it; the usual ones in the person's language."""
    translate = wording.translate
    usual = {
        "agent-bridge": translate("category", "Agent bridge"),
        "coding": translate("category", "Coding"),
        "coding-agent": translate("category", "Coding agent"),
        "communication": translate("category", "Communication"),
        "data": translate("category", "Data"),
        "design": translate("category", "Design"),
        "documents": translate("category", "Documents"),
        "files": translate("category", "Files"),
        "model-client": translate("category", "Model client"),
        "remote-access": translate("category", "Remote access"),
        "security": translate("category", "Security"),
    }
    if category in usual:
        return usual[category]
    words = plain(category.replace("-", " ").replace("_", " "), 40)
    return words[:1].upper() + words[1:]
