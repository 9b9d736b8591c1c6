"""From an alert to its card: which sentences it takes to say what is so and what the way on is. Pure. No Qt.

The voice is the design's: of the tool and the company, never of a fault; what was not done is said, too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.alerts.alert import Alert
from app.desktop import dates
from app.desktop.ask_card import Asks, ask_button
from app.desktop.card_model import AlertView, Badge, Fact, OfferView, letter
from app.desktop.countdown_text import Countdown, right_now
from app.desktop.evidence_text import evidence_sentences
from app.desktop.plain import plain
from app.desktop.snooze_card import snoozes
from app.desktop.wording import Wording
from app.policy.model import Company, Policy, Risk, Status, Tool
from app.policy.recipe import Recipes
from app.policy.verdict import Phase


@dataclass(frozen=True)
class Alternative:
    """An approved tool for the same job. `download` is its size in bytes, None where IT offers no set-up here.

    `command` starts it where it is set up already, else "".
    """

    tool: str
    name: str
    download: int | None = None
    command: str = ""


def alternatives(
    tool: Tool, policy: Policy, recipes: Recipes | None, build: str, command_of: Callable[[str], str]
) -> tuple[Alternative, ...]:
    """What the policy names instead of `tool`, those first that this machine (`build`, "linux-x64") can be given."""
    found = []
    for tool_id in tool.alternatives:
        other = policy.tool(tool_id)
        if other is not None:
            offered = recipes.of(tool_id) if recipes is not None else ()
            builds = [recipe.builds[build] for recipe in offered if build in recipe.builds]
            size = builds[0].download_bytes if builds else None
            found.append(Alternative(tool_id, plain(other.name, 60), size, command_of(tool_id)))
    return tuple(sorted(found, key=lambda one: one.download is None and not one.command))


def alert_view(
    alert: Alert,
    company: Company,
    others: tuple[Alternative, ...],
    wording: Wording,
    countdown: Countdown | None = None,
    asks: Asks | None = None,
) -> AlertView:
    """The card for `alert`, said by `company`, with `others` as the way on.

    `countdown` once its tool's began; `asks` where an exception can be asked for.
    """
    tool, announced = alert.tool, alert.verdict.phase is Phase.ANNOUNCED
    zones = wording.zones(company)
    when, clocks = wording.translate("card", "In force now"), ""
    if tool.effective is not None:
        when = dates.when(tool.effective, wording.now, zones, wording.translate)
        clocks = dates.clocks(tool.effective, zones, wording.translate)
    return AlertView(
        session=alert.session,
        tool=tool.id,
        sender=sender(company, wording),
        letter=letter(plain(tool.name)),
        badge=_badge(tool.status, announced),
        title=_title(tool, announced, company, wording),
        when=when,
        clocks=clocks,
        facts=tuple(_facts(alert, announced, others, countdown, wording)),
        countdown=right_now(alert.closes_after, countdown, wording),
        why=wording.translate("card", "Why do we think so?"),
        evidence=evidence_sentences(alert.verdict, alert.launch, wording),
        offer=offer_view(others, announced, wording),
        later=_later(announced, others, wording),
        snooze=wording.translate("card", "Snooze"),
        snoozes=snoozes(tool, company, wording),
        ask=ask_button(asks, wording),
    )


def sender(company: Company, wording: Wording) -> str:
    """`From Acme Security`: who speaks."""
    name = wording.text(company.sender) or plain(company.name, 60)
    return wording.translate("card", "From {sender}").format(sender=name)


def _badge(status: Status, announced: bool) -> Badge:
    if status is Status.RESTRICTED:
        return Badge.CONDITIONS
    return Badge.SOON if announced else Badge.OFF_LIMITS


def _title(tool: Tool, announced: bool, company: Company, wording: Wording) -> str:
    translate = wording.translate
    if tool.status is Status.RESTRICTED:
        template = translate("card", "{tool} has conditions at {company}")
    elif announced:
        template = translate("card", "{tool} is leaving {company}")
    else:
        template = translate("card", "{tool} is off limits at {company}")
    return template.format(tool=plain(tool.name, 60), company=plain(company.name, 60))


def _facts(
    alert: Alert, announced: bool, others: tuple[Alternative, ...], countdown: Countdown | None, wording: Wording
) -> list[Fact]:
    translate, tool = wording.translate, alert.tool
    facts = []
    closes = right_now(alert.closes_after, countdown, wording)
    if closes:
        facts.append(Fact(translate("card", "Right now"), closes, presses=countdown is None or countdown.presses))
    if reason := wording.text(alert.verdict.reason or tool.reason):
        facts.append(Fact(translate("card", "Reason"), reason))
    if tool.status is Status.RESTRICTED and (conditions := wording.text(tool.conditions)):
        facts.append(Fact(translate("card", "Condition"), conditions))
    if tool.risk is not None:
        facts.append(Fact(translate("card", "Risk"), risk_word(tool.risk, wording)))
    if alert.started_by is not None:
        sentence = translate("card", "{starter}, an approved tool, started {tool}. You did not do anything wrong.")
        value = sentence.format(starter=plain(alert.started_by.name, 60), tool=plain(tool.name, 60))
        facts.append(Fact(translate("card", "Started by"), value))
    if announced and tool.status is Status.BANNED:
        ready = any(one.command or one.download is not None for one in others)
        sentence = translate("card", "You can keep using it. Move whenever it suits you.")
        if not ready:
            sentence = translate("card", "You can keep using it.")
        facts.append(Fact(translate("card", "Until then"), sentence))
    elif not closes:
        sentence = translate("card", "Nothing was closed. Your session keeps running.")
        facts.append(Fact(translate("card", "Right now"), sentence))
    return facts


def risk_word(risk: Risk, wording: Wording) -> str:
    """The company's risk class, as a word."""
    match risk:
        case Risk.LOW:
            return wording.translate("card", "Low")
        case Risk.MEDIUM:
            return wording.translate("card", "Medium")
        case Risk.HIGH:
            return wording.translate("card", "High")


def offer_view(others: tuple[Alternative, ...], announced: bool, wording: Wording) -> OfferView | None:
    """The way-forward panel: the first alternative, what setting it up takes, and the names of the rest."""
    if not others:
        return None
    first, translate = others[0], wording.translate
    title = translate("card", "{tool} does this job here")
    if announced:
        title = translate("card", "{tool} takes over this job")
    button = ""
    if first.command:
        detail = translate("card", "It is ready on this computer.")
    elif first.download is not None:
        detail = translate("card", "Approved. {size} to download.").format(size=wording.size(first.download))
        button = translate("card", "Set up {tool}").format(tool=first.name)
    else:
        detail = translate("card", "Approved. Your IT can tell you how to get it.")
    if len(others) > 1:
        names = wording.listed(one.name for one in others[1:4])
        detail += translate("card", " Also approved: {tools}.").format(tools=names)
    return OfferView(
        tool=first.tool,
        letter=letter(first.name),
        title=title.format(tool=first.name),
        detail=detail,
        button=button,
        command=first.command,
        copy=translate("setup", "Copy"),
        copied=translate("setup", "Copied"),
    )


def _later(announced: bool, others: tuple[Alternative, ...], wording: Wording) -> str:
    if announced:
        return wording.translate("card", "Remind me later")
    if any(one.download is not None and not one.command for one in others):
        return wording.translate("card", "Not now")
    return wording.translate("card", "Close")
