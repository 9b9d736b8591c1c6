"""What is included follows the policy in force: from the first event after it came to the first after it went."""

import msgspec
import pytest

from app.policy.events import Events
from app.policy.launch import Launch
from app.policy.model import Policy
from app.policy.person import Person
from app.report.ocsf import Event
from app.runtime.disclosing import Disclosing
from tests.support.events import POLICY, VERDICT, every

LAUNCH = Launch(pid=1, exe="/opt/claude", argv=("claude", "--print"))


def including(events: Events | None) -> Policy:
    return msgspec.structs.replace(POLICY, events=events)


@pytest.mark.parametrize("policy", [None, including(None), including(Events(url="https://siem.example.com/x"))])
def test_no_policy_no_events_no_include_tells_nothing_more(policy: Policy | None) -> None:
    kept: list[Event] = []
    disclosing = Disclosing(kept.append, Person("ana", (), "lt-1"))
    disclosing.use(policy)
    event = every()["launch"]
    disclosing.tell(event, LAUNCH, VERDICT.evidence)
    assert kept == [event]


def test_what_is_included_changes_with_the_policy() -> None:
    kept: list[Event] = []
    disclosing = Disclosing(kept.append, Person("ana", (), "lt-1"))
    for include in (("device",), ("user", "command_line"), ()):
        disclosing.use(including(Events(url="https://siem.example.com/x", include=include)))
        disclosing.tell(every()["launch"], LAUNCH, VERDICT.evidence)
    first, second, third = kept
    assert (first["device"]["name"], "user" in first["actor"]) == ("lt-1", False)
    assert (second["device"]["name"], second["actor"]["user"]["name"]) == ("withheld", "ana")
    assert second["process"]["cmd_line"] == "claude --print"
    assert "cmd_line" not in first["process"]
    assert (third["device"]["name"], "user" in third["actor"], "cmd_line" in third["process"]) == (
        "withheld",
        False,
        False,
    )
