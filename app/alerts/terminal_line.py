"""The one line that a terminal is told where no card comes. English, as all that is said on the command line. Pure."""

from app.alerts.alert import Alert
from app.policy.model import Policy, Status
from app.policy.text import choose
from app.policy.verdict import Phase

_LONGEST = 300


def terminal_line(alert: Alert, policy: Policy) -> str:
    """What is so and what instead. It holds the company's words and no others; control characters are the caller's."""
    tool, company = alert.tool, policy.company.name
    day = f"{tool.effective.day} {tool.effective:%B %Y}" if tool.effective is not None else ""
    if tool.status is Status.RESTRICTED:
        so = f"{tool.name} has conditions at {company}: {choose(tool.conditions, ('en',))}".rstrip(": ")
    elif alert.verdict.phase is Phase.ANNOUNCED:
        so = f"{tool.name} will be off limits at {company} from {day}"
    else:
        so = f"{tool.name} is off limits at {company}" + (f" since {day}" if day else "")
    others = [other.name for other in map(policy.tool, tool.alternatives) if other is not None]
    instead = f" Instead: {others[0]}." if others else ""
    return f"Signpost: {so}.{instead}"[:_LONGEST]
