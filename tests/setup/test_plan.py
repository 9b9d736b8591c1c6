"""The transition table is whole, and the progress record is what the issue says."""

from pathlib import Path

import pytest

from app.setup.plan import SAYS, TRANSITIONS, Event, ImpossibleStep, Progress, State, diagram, follow


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(State)


def test_every_state_is_reached_and_every_event_leads_somewhere() -> None:
    reached = {state for row in TRANSITIONS.values() for state in row.values()}
    assert reached == set(State) - {State.PLANNED}
    assert {event for row in TRANSITIONS.values() for event in row} == set(Event)


@pytest.mark.parametrize("state", State)
def test_a_run_can_fail_and_be_cancelled_until_it_is_over(state: State) -> None:
    row = TRANSITIONS[state]
    if state.is_final:
        assert set(row) <= {Event.UNDO}
    elif state is State.CARRYING_OVER:
        assert set(row.values()) == {State.DONE}, "the tool has proved itself and stays"
    else:
        assert (row[Event.FAIL], row[Event.CANCEL]) == (State.FAILED, State.CANCELLED)


def test_what_the_table_lacks_is_a_bug() -> None:
    with pytest.raises(ImpossibleStep, match="detected while downloading"):
        follow(State.DOWNLOADING, Event.DETECTED)


def test_the_drawing_shows_every_step() -> None:
    drawn = diagram().splitlines()
    assert set(SAYS) == set(Event)
    for state, row in TRANSITIONS.items():
        for event, then in row.items():
            arrow = f"{state.value} --> {then.value}: {SAYS[event]}".replace("-", "_").replace("__>", "-->")
            assert any(line.replace("-", "_").replace("__>", "-->").endswith(arrow) for line in drawn), arrow
    assert len(drawn) == 2 + sum(map(len, TRANSITIONS.values())) + sum(state.is_final for state in State)


def test_the_record() -> None:
    progress = Progress(tool="qoder-cli", state=State.DOWNLOADING, done_bytes=5, total_bytes=None, detail="x", at_ns=7)
    assert progress.as_json() == {
        "event": "setup",
        "tool": "qoder-cli",
        "state": "downloading",
        "done_bytes": 5,
        "total_bytes": None,
        "detail": "x",
        "code": "",
        "at_ns": 7,
        "waits_for": [],
    }


def test_readme_has_the_drawing(root: Path) -> None:
    assert f"```mermaid\n{diagram()}```" in (root / "README.md").read_text("utf-8")
