"""A state of the policy reaches all who go by it, in one order; the stream hears what is new, nobody after the end."""

import io
import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.policy.model import FORMAT, Company, Policy
from app.policy.recipe import Recipes
from app.report.stream import Stream
from app.runtime.spreading import Spreading
from app.screen import Headless
from app.sync.state import Freshness, Standing, SyncState

NOON = datetime(2026, 7, 10, 12, tzinfo=UTC)
POLICY = Policy(format=FORMAT, version=1, published=NOON, company=Company(name="Testing"))
FIRST = SyncState(
    policy=POLICY,
    recipes=Recipes(format=FORMAT),
    freshness=Freshness(standing=Standing.FRESH, since=NOON),
    version=1,
)


class Told:
    """Who is told what, in order."""

    def __init__(self) -> None:
        self.of: list[tuple[str, SyncState]] = []
        self.lines = io.StringIO()
        screen = Screen(self)
        self.spreading = Spreading(screen, Stream(self.lines, None), [self.user("first"), self.user("second")])

    def user(self, name: str) -> "User":
        return User(self, name)

    def names(self) -> list[str]:
        found, self.of = [name for name, _ in self.of], []
        return found


class User:
    def __init__(self, told: Told, name: str) -> None:
        self._told, self._name = told, name

    def __call__(self, state: SyncState) -> None:
        assert self._told.spreading.policy is state.policy
        self._told.of.append((self._name, state))


class Screen(Headless):
    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told

    def policy_state(self, state: SyncState) -> None:
        self._told.of.append(("screen", state))


@pytest.fixture
def told() -> Told:
    return Told()


def test_what_is_new_is_told_the_screen_first_and_what_is_not_last(told: Told) -> None:
    assert told.spreading.policy is None
    told.spreading.take(FIRST)
    assert told.names() == ["screen", "first", "second"]
    told.spreading.take(FIRST.still_fresh(NOON + timedelta(minutes=5)))
    assert told.names() == ["first", "second", "screen"]
    told.spreading.take(msgspec.structs.replace(FIRST, policy=msgspec.structs.replace(POLICY, version=2), version=2))
    assert told.names() == ["screen", "first", "second"]


def test_the_stream_hears_what_is_new(told: Told) -> None:
    told.spreading.take(FIRST)
    told.spreading.take(FIRST.still_fresh(NOON + timedelta(minutes=5)))
    told.spreading.take(msgspec.structs.replace(FIRST, verified=True))
    lines = [json.loads(line) for line in told.lines.getvalue().splitlines()]
    assert [(one["event"], one["verified"]) for one in lines] == [("policy", False), ("policy", True)]


def test_after_the_end_nobody_is_told(told: Told) -> None:
    told.spreading.end()
    told.spreading.take(FIRST)
    assert (told.names(), told.lines.getvalue(), told.spreading.policy) == ([], "", None)
