"""What a policy will show people about one tool, from its announcement on: moments, alerts, the words of each. No Qt.

An employee's own launch has more to say than a rule: its path and who started it are left out, and where a rule has a
pattern, the pattern stands for the path.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from app.alerts.alert import Alert
from app.alerts.closing import Closing, Stage
from app.alerts.told import COUNTDOWN, Told
from app.desktop import notices
from app.desktop.alert_card import alert_view, alternatives
from app.desktop.card_model import AlertView
from app.desktop.countdown_text import Countdown
from app.desktop.notice import Notice
from app.desktop.window.situation import Found, Looked, Situation
from app.desktop.wording import Wording
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.model import Policy, Shape, Status, Tool
from app.policy.recipe import Recipes
from app.policy.verdict import Phase, Verdict, phase_of
from app.sync.state import Freshness, Standing, SyncState

_NOTICE = timedelta(days=14)
"""How long before its date a tool is shown that is announced at once: the date of publishing is not known here."""


_LAST_NS = 30 * 10**9
"""How much of a countdown is left in its picture."""

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
"""A language tag as authors write them (RFC 5646); it goes into files' names."""


@dataclass(frozen=True)
class Moment:
    """When something else is shown than before. `name` goes into files' names."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """An alert as a person gets it: the notification first, then the card."""

    alert: Alert
    view: AlertView
    notice: Notice
    closing: tuple[tuple[str, AlertView], ...] = ()
    """What the card says later on where the tool is asked to close, each with a name for its file."""


def moments(tool: Tool, now: datetime) -> tuple[Moment, ...]:
    """When the tool is announced, when its date is near, and from when it counts; none for one nobody is warned of."""
    if tool.status is Status.APPROVED:
        return ()
    if tool.effective is None:
        return (Moment(Phase.EFFECTIVE.value, max(now, tool.announced or now)),)
    near = tool.effective - COUNTDOWN
    found = [
        Moment(Phase.ANNOUNCED.value, tool.announced or tool.effective - _NOTICE),
        Moment("countdown", max(near, tool.announced or near)),
        Moment(Phase.EFFECTIVE.value, tool.effective),
    ]
    distinct = [one for one, after in zip(found, [*found[1:], None], strict=True) if not after or one.at < after.at]
    return tuple(one for one in distinct if tool.lifted is None or one.at < tool.lifted)


def rules(tool: Tool) -> tuple[Shape, ...]:
    """The first rule for each reason people are given; rules that only support others say nothing by themselves."""
    first: dict[tuple[tuple[str, str], ...], Shape] = {}
    for shape in tool.match:
        if shape.decides:
            first.setdefault(tuple((shape.reason or tool.reason).items()), shape)
    return tuple(first.values())


def shown(policy: Policy, recipes: Recipes, tool: Tool, rule: Shape | None, build: str, wording: Wording) -> Shown:
    """What a launch that `rule` catches shows as of the wording's moment, on a machine of that build."""
    verdict = Verdict(status=tool.status, tool=tool, phase=phase_of(tool, wording.now), reason=tool.reason)
    if rule is not None:
        name, reason = f"{tool.id}/{rule.id or tool.match.index(rule)}", rule.reason or tool.reason
        verdict = msgspec.structs.replace(verdict, rule=name, reason=reason, evidence=(fact(rule),))
    level = Told({}).level(tool, verdict, wording.now)
    closes_after = (tool.close_after or 0) if verdict.phase is Phase.EFFECTIVE else 0
    launch = Launch(pid=1)
    alert = Alert(session="preview", level=level, verdict=verdict, tool=tool, launch=launch, closes_after=closes_after)
    others = alternatives(tool, policy, recipes, build, lambda _: "")
    view = alert_view(alert, policy.company, others, wording)
    later = tuple(
        (name, alert_view(alert, policy.company, others, wording, countdown))
        for name, countdown in (_countdowns(tool.id, closes_after) if closes_after else ())
    )
    return Shown(alert, view, notices.alert_notice(view, level, wording), later)


def _countdowns(tool_id: str, minutes: int) -> tuple[tuple[str, Countdown], ...]:
    """The last half minute, and what is said where the tool goes on."""
    going = Closing(session="preview", tool=tool_id, uid=0, since_ns=0, minutes=minutes, stage=Stage.COUNTING)
    left = msgspec.structs.replace(going, stage=Stage.LEFT, asked=1, left=1)
    return ("closing", Countdown(going, going.due_ns - _LAST_NS)), ("closing-left", Countdown(left, left.due_ns))


def fact(rule: Shape) -> Evidence:
    """The evidence that satisfies a rule."""
    conditions = {
        Kind.PACKAGE: rule.purl,
        Kind.PATH: rule.path,
        Kind.SIGNER: rule.signer,
        Kind.HASH: rule.sha256,
        Kind.MARKER: rule.marker,
        Kind.ENVIRONMENT: rule.environment,
        Kind.NAME: rule.name,
    }
    return next(Evidence(kind, value) for kind, value in conditions.items() if value is not None)


def build_of(tool: Tool, recipes: Recipes, here: str) -> str:
    """The build to show: this machine's, or one that an alternative can be set up on where this one is none of them."""
    builds = [build for other in tool.alternatives for recipe in recipes.of(other) for build in recipe.builds]
    return here if here in builds or not builds else builds[0]


def situation(policy: Policy, recipes: Recipes, tool: Tool, build: str, at: datetime) -> Situation:
    """The window of somebody the tool's status is meant for, who has the tool where it is off limits."""
    meant = tuple(msgspec.structs.replace(one, applies_to=None) if one is tool else one for one in policy.tools)
    fresh = Freshness(standing=Standing.FRESH, since=at)
    policy = msgspec.structs.replace(policy, tools=meant)
    found = () if tool.status is Status.APPROVED else (Found(tool.id, ""),)
    state = SyncState(policy=policy, recipes=recipes, freshness=fresh, version=policy.version, verified=True)
    return Situation(state=state, build=build, looked=Looked(found, at))


def languages(policy: Policy, tool: Tool) -> tuple[str, ...]:
    """The languages the company's own texts about the tool are in."""
    texts = [policy.company.sender, policy.company.place]
    for one in (tool, *(other for other in map(policy.tool, tool.alternatives) if other is not None)):
        texts += [one.summary, one.reason, one.conditions, *(shape.reason for shape in one.match)]
    return tuple(dict.fromkeys(tag for text in texts for tag in text if _TAG.fullmatch(tag)))


def heading(moment: Moment, policy: Policy, wording: Wording) -> str:
    """`announced: 2026-06-26 09:00 in Hangzhou`."""
    zones = wording.zones(policy.company)
    return f"{moment.name}: {moment.at.astimezone(zones.company):%Y-%m-%d %H:%M} in {zones.place}"
