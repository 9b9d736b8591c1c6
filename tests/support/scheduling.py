"""Who runs what where tests run side by side: each test goes to the next worker that is free, but agents keep to one.

An agent sees the whole machine: what one journey starts, the agent of another would tell, too, or end.
"""

from xdist.scheduler import LoadScopeScheduling

AGENTS = ("tests/agent/", "tests/journeys/", "tests/runtime/")
"""Rooms whose tests run agents that judge what is started. (xdist's own groups do nothing with pytest 9.2: xdist 3.8
appends a group's name to `_nodeid`, which pytest reads no more.)"""


def scope(nodeid: str) -> str:
    """Tests of one scope go to one worker."""
    return "agents" if nodeid.startswith(AGENTS) else nodeid


class Scheduling(LoadScopeScheduling):
    """xdist's scheduling by scope, which hands out the largest one first; most scopes are of one test."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)

    def remove_node(self, node: object) -> str | None:
        """As xdist's when a worker crashed, but for what it hands out again: what was done, and what crashed.

        A worker that is handed nothing but what was done reports nothing, and is handed no more: with scopes of one
        test the run then waits for ever.
        """
        work = self.assigned_work[node]
        left = {scope: [test for test, done in unit.items() if not done] for scope, unit in work.items()}
        crashed = next((test for tests in left.values() for test in tests), None)
        again = {
            scope: dict.fromkeys((test for test in tests if test != crashed), False) for scope, tests in left.items()
        }
        self.assigned_work[node] = {scope: unit for scope, unit in again.items() if unit}
        super().remove_node(node)
        return crashed
