"""Replaying recorded launches: what the policy says of each, and which of them the employee would have seen.

Each launch (all rows of one `launch_id`) is a tree of processes of its own on a computer that was never warned before,
so that alerts of one launch do not hide those of another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from app.alerts.session import Memory
from app.alerts.sessions import Sessions
from app.policy.launch import Launch
from app.policy.verdict import Verdict
from app.trial.judge import Judge
from app.trial.rows import Row


class _Tree:
    """One launch under way: its own sessions, and the process each of its rows ran in."""

    def __init__(self) -> None:
        self.sessions = Sessions(Memory(), boot="replay")
        self._rows: dict[int, Launch] = {}

    def launch(self, row: Row) -> Launch:
        before = self._rows.get(row.exec_chain_prev) if isinstance(row.exec_chain_prev, int) else None
        made = row.launch(before.pid, before.exe) if before is not None else row.launch(row.seq + 1)
        self._rows[row.seq] = made
        return made


class Replay:
    """One replay; `count` is its summary, complete once `lines` is used up."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._trees: dict[str | int, _Tree] = {}
        self.count: Counter[str] = Counter()

    def lines(self, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
        """A line for every row, in their order."""
        for row in rows:
            tree = self._trees.setdefault(row.launch_id, _Tree())
            judged = self._judge.judge(tree.launch(row))
            now = self._judge.clock()
            tree.sessions.observe(self._judge.policy, judged.launch, judged.verdict, now)
            alerts = bool(tree.sessions.speak(self._judge.policy, now))
            self.count["rows"] += 1
            self.count[judged.verdict.word] += 1
            self.count["alerts"] += alerts
            self.count["launches"] = len(self._trees)
            yield {"launch_id": row.launch_id, "seq": row.seq, **verdict_fields(judged.verdict), "alerts": alerts}


def verdict_fields(verdict: Verdict) -> dict[str, Any]:
    """A verdict as every trial prints it in JSON."""
    return {
        "verdict": verdict.word,
        "tool": verdict.tool.id if verdict.tool else None,
        "phase": verdict.phase.value if verdict.phase else None,
        "evidence": [fact.as_json() for fact in verdict.evidence],
        "rule": verdict.rule or None,
        "exception": verdict.exception,
    }
