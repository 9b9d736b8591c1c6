"""The countdown's table and its rules, whatever happens in whatever order."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.alert import Alert, Level
from app.alerts.closing import MINUTE_NS, OPEN, PATIENCE_NS, STEPS, Came, Candidate, Closing, Stage
from app.alerts.closings import MOST_PROCESSES, Closings
from app.policy.launch import Launch, ProcessId
from app.policy.model import Status, Tool
from app.policy.verdict import Phase, Verdict

TOOL = Tool(id="c", name="C", status=Status.BANNED)
VERDICT = Verdict(status=Status.BANNED, tool=TOOL, phase=Phase.EFFECTIVE)


def launch(pid: int) -> Launch:
    return Launch(pid=pid, start_time=pid, exe="/x", uid=1)


def test_the_table_leads_to_an_end_and_nothing_leads_on_from_there() -> None:
    assert {Stage.COUNTING, Stage.ASKED} == OPEN
    for stage, came in product(Stage, Came):
        closing = Closing(session="s", tool="c", uid=1, since_ns=0, minutes=1, stage=stage)
        if (stage, came) in STEPS:
            assert closing.moved(came).stage is not stage
        else:
            with pytest.raises(KeyError):
                closing.moved(came)


class World:
    """A company, processes and a clock that do what a test says."""

    def __init__(self) -> None:
        self.minutes, self.ns = 10, 0
        self.running: set[int] = set()
        self.stubborn: set[int] = set()
        self.exempt: set[int] = set()
        self.asked: list[int] = []
        self.told: list[Closing] = []
        self.shown_ns: dict[str, int] = {}
        self.closings = Closings(self, self.is_running, self.ask, self.told.append, lambda: self.ns)

    def close_after(self, tool_id: str) -> int:
        return self.minutes

    def is_to_close(self, candidate: Candidate) -> bool:
        return candidate.launch.pid not in self.exempt

    def is_running(self, process: ProcessId) -> bool:
        return process.pid in self.running

    def ask(self, process: ProcessId, exe: str) -> None:
        counting = [one for one in self.told if one.stage is Stage.COUNTING]
        assert counting, "nobody was shown a countdown"
        assert self.ns >= self.shown_ns[counting[-1].session] + 10 * MINUTE_NS, "before its time"
        assert process.pid in self.running
        assert process.pid not in self.exempt
        assert self.minutes
        self.asked.append(process.pid)
        if process.pid not in self.stubborn:
            self.running.discard(process.pid)

    def show(self, session: str) -> None:
        self.shown_ns.setdefault(session, self.ns)
        level = Level.EFFECTIVE
        self.closings.shown(
            Alert(session=session, level=level, verdict=VERDICT, tool=TOOL, launch=launch(1), closes_after=10)
        )

    def do(self, act: str, number: int) -> None:
        match act:
            case "start" | "hosted":
                self.running.add(number)
                self.closings.observe(launch(number), "c", (), closes=act == "start")
                if act == "hosted":
                    self.exempt.add(number)
            case "end":
                self.running.discard(number)
            case "stubborn":
                self.stubborn.add(number)
            case "exempt":
                self.exempt.add(number)
            case "wait":
                self.ns += number
            case "show":
                self.show(f"s{number}")
            case _:
                self.minutes = number


ACTS = st.one_of(
    st.tuples(st.sampled_from(["start", "hosted", "end", "stubborn", "exempt"]), st.integers(1, 5)),
    st.tuples(st.just("wait"), st.sampled_from([1, PATIENCE_NS, MINUTE_NS, 10 * MINUTE_NS])),
    st.tuples(st.just("show"), st.integers(1, 2)),
    st.tuples(st.just("minutes"), st.sampled_from([0, 5, 10, 30])),
)


@given(st.lists(ACTS, max_size=40))
def test_nothing_is_asked_before_its_time_twice_or_without_having_been_shown(acts: list[tuple[str, int]]) -> None:
    world = World()
    for act, number in acts:
        world.do(act, number)
        asked = len(world.asked)
        seconds = world.closings.turn()
        assert len(set(world.asked[asked:])) == len(world.asked[asked:])
        assert (seconds == float("inf")) == all(one.stage not in OPEN for one in world.told[-1:])
    for before, after in zip(world.told, world.told[1:], strict=False):
        assert before != after
        if before.session == after.session and before.stage in OPEN and before.stage is not after.stage:
            assert after.stage in {to for (stage, _), to in STEPS.items() if stage is before.stage}


def test_what_a_fork_bomb_starts_is_forgotten_and_left_running() -> None:
    world = World()
    for pid in range(1, MOST_PROCESSES + 11):
        world.running.add(pid)
        world.closings.observe(launch(pid), "c", (), closes=True)
    world.show("s1")
    world.ns += 10 * MINUTE_NS
    world.closings.turn()
    assert len(world.asked) == MOST_PROCESSES
    assert world.running == set(range(1, 11))
