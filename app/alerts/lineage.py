"""Which processes descend from an approved tool, so that an alert can say who started what. In memory, bounded."""

from collections import OrderedDict

from app.policy.launch import Launch
from app.policy.model import Policy, Status, Tool
from app.policy.verdict import Verdict

MAX_LINEAGE = 4096
"""A bound on what a hostile fork bomb can make us remember."""


class Lineage:
    """The approved tool that a process descends from, by pid. Of all others not even that they ran is kept."""

    def __init__(self) -> None:
        self._approved: OrderedDict[int, str] = OrderedDict()

    def observe(self, policy: Policy, launch: Launch, verdict: Verdict) -> Tool | None:
        """The approved tool this launch descends from, if any."""
        starter = self._approved.get(launch.parent.pid)
        own = verdict.tool.id if verdict.tool is not None and verdict.status is Status.APPROVED else None
        mark = own or starter
        self._approved.pop(launch.pid, None)
        if mark is not None:
            self._approved[launch.pid] = mark
            if len(self._approved) > MAX_LINEAGE:
                self._approved.popitem(last=False)
        return policy.tool(starter) if starter is not None else None
