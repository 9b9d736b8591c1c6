"""Whether a process is to be asked to close, because the company wishes that of a banned tool. Pure.

Only what is the tool itself: a strong fact about the process names it, and none names an approved tool. An editor that
runs a banned extension in a process of its own program, or an approved tool that carries a banned one inside, is more
than that tool, and what the person does there is no business of the ban: it is left running. So is what only inherited
a variable or has a name.
"""

from collections.abc import Iterable
from datetime import datetime

from app.policy.evidence import Evidence, Strength
from app.policy.exceptions import Exceptions
from app.policy.model import Status, Tool
from app.policy.person import Person
from app.policy.verdict import Phase, PolicyIndex, Verdict, phase_of


def close_after(index: PolicyIndex, verdict: Verdict, facts: Iterable[Evidence], person: Person) -> int:
    """So many minutes after its alert the process that `facts` are about is asked to close; 0: never."""
    tool = verdict.tool
    if tool is None or tool.close_after is None or verdict.exception is not None:
        return 0
    if verdict.status is not Status.BANNED or verdict.phase is not Phase.EFFECTIVE:
        return 0
    if verdict.evidence[0].strength is Strength.WEAK or _is_host(index, facts, person):
        return 0
    return tool.close_after


def minutes_of(tool: Tool | None, exceptions: Exceptions, person: Person, now: datetime) -> int:
    """So many minutes after its alert that tool is asked to close; 0: this person may go on, or it is unknown."""
    if tool is None or tool.status is not Status.BANNED or phase_of(tool, now) is not Phase.EFFECTIVE:
        return 0
    return 0 if exceptions.holds(person, tool.id, now) is not None else tool.close_after or 0


def _is_host(index: PolicyIndex, facts: Iterable[Evidence], person: Person) -> bool:
    """Whether the process is an approved tool, whatever else it is."""
    rules = (
        (fact, rule)
        for fact in facts
        if fact.strength is Strength.STRONG
        for rule in index.rules(fact)
        if rule.sufficient
    )
    return any(rule.tool.status is Status.APPROVED and rule.holds(fact, person) for fact, rule in rules)
