"""The life of an alert: the table is whole, and README draws it as it is."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.life import SAYS, STEPS, UNTOLD, Event, Life, NoSuchStep, after, can, diagram


def test_every_state_is_reached_and_only_the_end_is_final() -> None:
    reached, leading = {Life.NEW}, {Life.NEW}
    while leading:
        leading = {to for (life, _), to in STEPS.items() if life in leading} - reached
        reached |= leading
    assert reached == set(Life)
    assert {life for life, _ in STEPS} == set(Life) - {Life.ENDED}
    assert set(SAYS) == {event for _, event in STEPS} == set(Event)


def test_a_step_that_the_table_does_not_have_is_a_mistake() -> None:
    for life, event in itertools.product(Life, Event):
        if can(life, event):
            assert after(life, event) is STEPS[life, event]
        else:
            with pytest.raises(NoSuchStep, match=f"{event}".replace(".", r"\.")):
                after(life, event)


def test_whatever_the_person_did_the_end_has_its_way() -> None:
    assert all(can(life, Event.END) for life in Life if life is not Life.ENDED)


@given(st.lists(st.sampled_from(list(Event)), max_size=30))
def test_what_was_put_off_or_silenced_is_shown_again_only_by_time(events: list[Event]) -> None:
    life, quiet = Life.NEW, False
    for event in events:
        if not can(life, event):
            continue
        life = after(life, event)
        if event in (Event.LATER, Event.SILENCE):
            quiet = True
        if event is Event.WAKE:
            quiet = False
        assert not (quiet and life in (Life.SHOWN, Life.NEW))
        assert (life in UNTOLD) is (life in (Life.NEW, Life.HELD, Life.SILENCED))


def test_the_drawing_in_readme_is_the_table() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{diagram()}```" in readme
