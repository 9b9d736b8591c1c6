"""The moments at which verdicts change by themselves."""

from datetime import UTC, datetime, timedelta

from app.policy.exceptions import NONE, Exceptions, Granted
from app.policy.model import Company, Policy, Status, Tool
from app.policy.turns import next_turn

NOW = datetime(2026, 7, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def policy(*tools: Tool) -> Policy:
    return Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=tools)


def test_each_date_and_each_end_of_an_exception_is_one_in_order() -> None:
    tool = Tool(id="c", name="C", status=Status.BANNED, announced=NOW, effective=NOW + 2 * HOUR, lifted=NOW + 4 * HOUR)
    granted = Granted(subject="a" * 64, tool="c", until=NOW + 3 * HOUR, id="x")
    other = Tool(id="d", name="D", status=Status.APPROVED, announced=NOW + HOUR)
    moments, now = [], NOW - HOUR
    while (turn := next_turn(policy(tool, other), Exceptions("key", [granted]), now)) is not None:
        moments.append(turn)
        now = turn
    assert moments == [NOW, NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR, NOW + 4 * HOUR]


def test_without_dates_there_is_none() -> None:
    assert next_turn(policy(Tool(id="c", name="C", status=Status.BANNED)), NONE, NOW) is None
