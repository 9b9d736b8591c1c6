"""The ladder of sources: where a namespace hides the kernel's events, the next rung is taken, and it is said why."""

import os
import shutil

import pytest

from app.watch.source import LADDER, Unavailable, open_source
from tests.watch.person import Person

SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")
NAMESPACES = {
    "network namespace": ["--net"],
    "own pid namespace": ["--pid", "--fork"],
    "own user namespace": ["--user"],
    "namespace": ["--user", "--pid", "--fork", "--net", "--mount-proc"],
}


@pytest.mark.parametrize("reason", NAMESPACES)
def test_the_connector_is_refused_in_a_namespace(person: Person, reason: str) -> None:
    with person.watching("connector", namespaces=NAMESPACES[reason]) as watching:
        refusal = watching.opened["unavailable"]
    assert refusal["source"] == "connector"
    assert (reason if os.getuid() == 0 else "namespace") in refusal["reason"]


def test_without_the_connector_polling_sees_launches(person: Person) -> None:
    with person.watching("ladder", namespaces=["--net"]) as watching:
        assert watching.opened["ready"] == "poll"
        assert [refusal["source"] for refusal in watching.opened["refusals"]] == ["connector"]
        assert "namespace" in watching.opened["refusals"][0]["reason"]
        with person.running(["sleep", "300"]) as child:
            assert watching.launch_of(child)["exe"] == SLEEP


def test_with_the_connector_nothing_else_is_taken(person: Person) -> None:
    with person.watching("ladder") as watching:
        assert (watching.opened["ready"], watching.opened["refusals"]) == ("connector", [])


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(Unavailable, match="no such source, only connector, poll"):
        open_source(["crystal-ball"])


def test_an_empty_choice_is_refused() -> None:
    with pytest.raises(Unavailable, match="nothing"):
        open_source([])


def test_the_ladder_ends_with_what_works_everywhere() -> None:
    assert [name for name, _ in LADDER] == ["connector", "poll"]
