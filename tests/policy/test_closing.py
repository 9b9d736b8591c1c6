"""What may be asked to close: the banned tool itself, once it is off limits, where the company wishes that."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.policy.closing import close_after
from app.policy.evidence import Evidence, Kind, Strength
from app.policy.model import Company, Policy, Shape, Status, Tool, dump, load
from app.policy.person import Person
from app.policy.verdict import PolicyIndex

NOW = datetime(2026, 7, 15, tzinfo=UTC)
DAY = timedelta(days=1)
BAN = Tool(
    id="claude-code",
    name="Claude Code",
    status=Status.BANNED,
    close_after=10,
    match=(
        Shape(purl="pkg:npm/claude"),
        Shape(purl="pkg:vscode-extension/anthropic/claude"),
        Shape(name="claude", sufficient=True),
        Shape(environment="CLAUDECODE", sufficient=True),
    ),
)
EDITOR = Tool(id="code", name="Code", status=Status.APPROVED, match=(Shape(purl="pkg:deb/code"), Shape(name="code")))
PACKAGE = Evidence(Kind.PACKAGE, "pkg:npm/claude@2.1")
EXTENSION = Evidence(Kind.PACKAGE, "pkg:vscode-extension/anthropic/claude@1.0")
INHERITED = Evidence(Kind.ENVIRONMENT, "CLAUDECODE")
NAME = Evidence(Kind.NAME, "claude")
OF_EDITOR = Evidence(Kind.PACKAGE, "pkg:deb/code@1.118")
PERSON = Person()


def minutes(*facts: Evidence, tool: Tool = BAN, now: datetime = NOW) -> int:
    policy = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(tool, EDITOR))
    index = PolicyIndex(policy, "linux")
    return close_after(index, index.decide(facts, now, PERSON), facts, PERSON)


def test_the_tool_itself_is_closed_after_so_many_minutes() -> None:
    assert minutes(PACKAGE) == 10
    assert minutes(EXTENSION) == 10
    assert minutes(PACKAGE, INHERITED, NAME) == 10


def test_a_name_or_an_inherited_variable_is_not_enough() -> None:
    assert minutes(NAME) == 0
    assert minutes(INHERITED) == 0
    assert minutes(NAME, INHERITED) == 0


def test_an_editor_that_hosts_the_extension_is_left_running() -> None:
    assert minutes(EXTENSION, OF_EDITOR) == 0
    assert minutes(EXTENSION, Evidence(Kind.NAME, "code")) == 10  # anything can be called that


def test_only_while_it_is_off_limits_for_this_person() -> None:
    change = msgspec.structs.replace
    assert minutes(PACKAGE, tool=change(BAN, close_after=None)) == 0
    assert minutes(PACKAGE, tool=change(BAN, status=Status.RESTRICTED)) == 0
    assert minutes(PACKAGE, tool=change(BAN, effective=NOW + DAY)) == 0
    assert minutes(PACKAGE, tool=change(BAN, effective=NOW - DAY, lifted=NOW)) == 0
    assert minutes() == 0


def test_an_exception_keeps_it_open() -> None:
    index = PolicyIndex(Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(BAN,)), "linux")
    verdict = msgspec.structs.replace(index.decide((PACKAGE,), NOW, PERSON), exception="EX-1")
    assert close_after(index, verdict, (PACKAGE,), PERSON) == 0


@given(st.sets(st.sampled_from((PACKAGE, EXTENSION, INHERITED, NAME, OF_EDITOR))))
def test_never_without_a_strong_fact_of_its_own_nor_inside_an_approved_program(facts: set[Evidence]) -> None:
    own = [one for one in facts if one.strength is Strength.STRONG and one is not OF_EDITOR]
    assert minutes(*facts) == (10 if own and OF_EDITOR not in facts else 0)


def test_it_survives_publishing_and_a_policy_without_it_is_the_same_as_before() -> None:
    policy = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(BAN,))
    assert load(dump(policy)).tools[0].close_after == 10
    assert b"close_after" not in dump(msgspec.structs.replace(policy, tools=(EDITOR,)))
