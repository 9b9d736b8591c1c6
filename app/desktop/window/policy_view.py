"""The full policy in words: every tool that it speaks of to this person, with its dates and texts. Pure. No Qt."""

from app.desktop import dates
from app.desktop.alert_card import risk_word
from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.window.policy_text import policy_lines
from app.desktop.window.rows import Caption, Row
from app.desktop.window.situation import WEIGHT, Situation, Word
from app.desktop.wording import Wording, sentences
from app.policy.model import Policy, Status, Tool

_LOOKS = {
    Word.OFF_LIMITS: ("barred", "warm"),
    Word.SOON: ("clock", "warm"),
    Word.CONDITIONS: ("about", "ink2"),
    Word.EXCEPTION: ("check", "accent"),
    Word.APPROVED: ("check", "accent"),
}
"""Glyph and its colour role."""


def policy_heading(situation: Situation, wording: Wording) -> tuple[str, str]:
    """Which policy it is; from whom, since when, and how it was checked."""
    state, policy = situation.state, situation.policy
    if state is None or policy is None:
        return wording.translate("window", "No policy yet"), ""
    name, *rest = policy_lines(state, policy, wording)
    return name, sentences(*rest)


def policy_rows(situation: Situation, wording: Wording) -> tuple[Caption | Row, ...]:
    """A caption for each thing the policy says, and a row for each tool it says that of, by name."""
    policy = situation.policy
    if policy is None:
        return ()
    told = [(word, tool) for tool in policy.tools if (word := situation.word(tool, wording.now)) is not None]
    told.sort(key=lambda one: (WEIGHT[one[0]], one[1].name.casefold()))
    rows: list[Caption | Row] = []
    last: Word | None = None
    for word, tool in told:
        if word is not last:
            rows.append(Caption(word_text(word, wording)))
            last = word
        rows.append(_row(tool, word, policy, wording))
    return tuple(rows)


def word_text(word: Word, wording: Wording) -> str:
    """What the policy says, as a word."""
    translate = wording.translate
    match word:
        case Word.OFF_LIMITS:
            return translate("window", "Off limits")
        case Word.SOON:
            return translate("window", "Soon off limits")
        case Word.CONDITIONS:
            return translate("window", "With conditions")
        case Word.EXCEPTION:
            return translate("window", "Your exception")
        case Word.APPROVED:
            return translate("window", "Approved")


def _row(tool: Tool, word: Word, policy: Policy, wording: Wording) -> Row:
    glyph, role = _LOOKS[word]
    summary, when = wording.text(tool.summary), _when(tool, policy, wording)
    return Row(
        key=tool.id,
        glyph=glyph,
        role=role,
        title=plain(tool.name, 60),
        note=when or summary,
        time="",
        text=_details(tool, summary if when else "", policy, wording),
        kind=word.value,
    )


def _when(tool: Tool, policy: Policy, wording: Wording) -> str:
    if tool.effective is None:
        return ""
    return dates.when(tool.effective, wording.now, wording.zones(policy.company), wording.translate)


def _details(tool: Tool, summary: str, policy: Policy, wording: Wording) -> tuple[str, ...]:
    """What unfolds: all the texts there are, each under its name."""
    translate = wording.translate
    found = [summary] if summary else []
    if tool.effective is not None:
        found += filter(None, (dates.clocks(tool.effective, wording.zones(policy.company), translate),))
    facts = (
        (translate("card", "Reason"), wording.text(tool.reason)),
        (translate("card", "Condition"), wording.text(tool.conditions)),
        (translate("card", "Risk"), risk_word(tool.risk, wording) if tool.risk is not None else ""),
        (translate("policy", "Instead"), wording.listed(_names(tool, policy))),
    )
    named = translate("policy", "{label}: {text}")
    found += [named.format(label=label, text=text) for label, text in facts if text]
    if tool.close_after is not None and tool.status is Status.BANNED:
        count = tool.close_after
        closes = counted(translate, "policy", "It is asked to close {count} minutes after you saw the alert.", count)
        found.append(closes.format(count=count))
    return tuple(found)


def _names(tool: Tool, policy: Policy) -> list[str]:
    others = (policy.tool(other) for other in tool.alternatives)
    return [plain(other.name, 60) for other in others if other is not None]
