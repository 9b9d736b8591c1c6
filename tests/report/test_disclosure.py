"""What a policy includes is in events, and nothing else is: held against every event and every combination."""

import itertools
import json
from typing import get_args

import pytest

from app.policy.events import Detail
from app.policy.launch import Launch
from app.policy.person import Person
from app.report.disclosure import Circumstances, disclosed
from tests.support.events import VERDICT, every
from tests.support.ocsf import faults

DETAILS: tuple[Detail, ...] = get_args(Detail)
COMBINATIONS = [some for count in range(len(DETAILS) + 1) for some in itertools.combinations(DETAILS, count)]
LAUNCH = Launch(
    pid=4711,
    exe="/home/ana-the-account/tools/claude",
    argv=("claude", "--argument-of-ours", "--token=s3cr3t-value", "write a poem about whales"),
    cwd="/home/ana-the-account/whales",
    env={"WHALES": "blue"},
)
AROUND = Circumstances(
    person=Person("ana-the-account", ("whalers",), "lt-0815"), launch=LAUNCH, evidence=VERDICT.evidence
)
NAMED: dict[Detail, tuple[str, ...]] = {
    "command_line": ("--argument-of-ours",),
    "user": ("ana-the-account",),
    "device": ("lt-0815",),
    "paths": ("tools/claude", "secret-project/cli.js"),
}
NEVER = ("s3cr3t-value", "poem", "whale", "WHALES", "blue")


@pytest.mark.parametrize("include", COMBINATIONS, ids=lambda include: "+".join(include) or "none")
def test_what_is_included_is_told_and_nothing_else(include: tuple[Detail, ...]) -> None:
    for event in every().values():
        told = disclosed(event, AROUND, include)
        assert faults(told) == []
        said = json.dumps(told)
        for detail in DETAILS:
            if detail not in include:
                assert not [word for word in NAMED[detail] if word in said]
        assert not [word for word in NEVER if word in said]
        assert told["metadata"]["uid"] == event["metadata"]["uid"]


@pytest.mark.parametrize("detail", DETAILS)
def test_a_launch_tells_each_of_them_when_it_is_on(detail: Detail) -> None:
    said = json.dumps(disclosed(every()["launch"], AROUND, (detail,)))
    assert [word for word in NAMED[detail] if word in said] == list(NAMED[detail])


def test_by_default_an_event_is_as_its_builder_made_it() -> None:
    for event in every().values():
        assert disclosed(event, AROUND, ()) == event


def test_the_builder_s_event_is_left_alone() -> None:
    event = every()["launch"]
    before = json.dumps(event)
    disclosed(event, AROUND, DETAILS)
    assert json.dumps(event) == before


def test_names_that_are_no_text_are_told_as_far_as_they_are() -> None:
    launch = Launch(pid=1, exe="/opt/\udcff/claude", argv=("cl\udcffaude",))
    told = disclosed(every()["launch"], Circumstances(launch=launch), DETAILS)
    assert told["process"]["cmd_line"] == "cl?aude"
    assert told["process"]["file"]["path"] == "/opt/?/claude"
    assert json.dumps(told, ensure_ascii=False).encode()


def test_a_computer_without_a_name_stays_without() -> None:
    told = disclosed(every()["launch"], Circumstances(), DETAILS)
    assert told["device"]["name"] == "withheld"
    assert "user" not in told["actor"]


def test_a_file_that_was_found_is_told_with_paths_alone() -> None:
    found = Circumstances(launch=Launch(pid=0, exe="/opt/claude/claude"))
    user: tuple[Detail, ...] = ("user",)
    paths: tuple[Detail, ...] = ("paths",)
    assert "path" not in disclosed(every()["found"], found, user)["product"]
    assert disclosed(every()["found"], found, paths)["product"]["path"] == "/opt/claude/claude"
