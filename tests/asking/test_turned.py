"""What a person is told of their exceptions, by what they know, what there is now, and the clock."""

from datetime import UTC, datetime, timedelta

from app.asking.request import Request, Stage, ask
from app.asking.store import Asked
from app.asking.turned import HEADS_UP, turned
from app.policy.asking import Asking
from app.policy.model import FORMAT, Company, Policy

NOW = datetime(2026, 7, 15, 9, 42, tzinfo=UTC)
WAY = Asking(webhook="https://it.example.com/ask")
LONG, SHORT = NOW + timedelta(days=30), NOW + timedelta(hours=1)


def asked(tool: str) -> Request:
    return ask(tool, tool.title(), "because", LONG, NOW, WAY)


def policy(way: Asking) -> Policy:
    return Policy(format=FORMAT, version=1, published=NOW, company=Company(name="Testing"), exception_requests=way)


def test_an_exception_is_news_once_and_again_with_another_end() -> None:
    first = turned(Asked(requests=(asked("bad"),)), {"bad": LONG}, None, NOW)
    assert (first.news, first.soon, first.held) == ({"bad": LONG}, {}, ())
    assert [one.stage for one in first.after.requests] == [Stage.GRANTED]
    again = turned(first.after, {"bad": LONG}, None, NOW)
    assert (again.news, again.after) == ({}, first.after)
    longer = LONG + timedelta(days=1)
    assert turned(first.after, {"bad": longer}, None, NOW).news == {"bad": longer}


def test_its_end_is_told_a_day_before_once_and_not_with_the_news_of_it() -> None:
    known = turned(Asked(), {"bad": LONG}, None, NOW).after
    late = LONG - HEADS_UP
    ending = turned(known, {"bad": LONG}, None, late)
    assert (ending.news, ending.soon) == ({}, {"bad": LONG})
    assert turned(ending.after, {"bad": LONG}, None, late).soon == {}
    short = turned(Asked(), {"bad": SHORT}, None, NOW)
    assert (short.news, short.soon) == ({"bad": SHORT}, {})
    assert turned(short.after, {"bad": SHORT}, None, NOW).soon == {}, "it was said as it came"


def test_what_is_over_is_forgotten() -> None:
    known = turned(Asked(requests=(asked("bad"),)), {"bad": LONG}, None, NOW).after
    over = turned(known, {}, None, NOW)
    assert (over.after.told, over.after.warned) == ({}, {})
    assert [one.stage for one in over.after.requests] == [Stage.ENDED]


def test_where_the_address_is_another_what_waits_is_held_once() -> None:
    before = Asked(requests=(asked("bad"),))
    assert turned(before, {}, policy(WAY), NOW).held == ()
    held = turned(before, {}, policy(Asking(webhook="https://elsewhere.example.com/")), NOW)
    assert [one.stage for one in held.held] == [Stage.HELD]
    assert turned(held.after, {}, policy(Asking(webhook="https://elsewhere.example.com/")), NOW).held == ()
