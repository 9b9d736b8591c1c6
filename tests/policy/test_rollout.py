"""Who is in a staged roll-out: by name, by a stable hash, monotone in the percentage, evenly spread."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import rollout
from app.policy.person import Person
from app.policy.rollout import Rollout, RolloutIgnored

SALT = "00ff" * 8
NOBODY = Person()


def staged(percent: float = 0.0, groups: tuple[str, ...] = (), devices: tuple[str, ...] = ()) -> Rollout:
    return Rollout(
        format=1, id="codex", salt=SALT, percent=percent, groups=groups, devices=devices, policy="rollout/codex.json"
    )


def test_the_form_published_is_the_form_read() -> None:
    made = staged(12.25, ("dev-*",), ("lt-1",))
    assert rollout.load(rollout.dump(made)) == made
    assert json.loads(rollout.dump(made)) == {
        "format": 1,
        "id": "codex",
        "salt": SALT,
        "percent": 12.25,
        "groups": ["dev-*"],
        "devices": ["lt-1"],
        "policy": "rollout/codex.json",
    }


@pytest.mark.parametrize(
    ("person", "included"),
    [
        (Person("ana", ("Audit",), ""), True),
        (Person("ana", (" audit ",), ""), True),
        (Person("audit", (), "audit"), False),
        (Person("", (), "LT-0042"), True),
        (Person("", (), "lt-0043"), False),
        (Person("", ("dev-cli",), "x"), True),
        (NOBODY, False),
    ],
)
def test_names_are_compared_as_persons_are(person: Person, included: bool) -> None:
    assert staged(groups=("audit", "dev-*"), devices=("lt-0042",)).includes(person, "key") is included


def test_nobody_is_in_at_zero_and_everybody_at_a_hundred() -> None:
    keys = [f"device-{number}" for number in range(2_000)]
    assert not any(staged(0).includes(NOBODY, key) for key in keys)
    assert all(staged(100).includes(NOBODY, key) for key in keys)
    assert not staged(100).includes(NOBODY, ""), "without a key only names decide"


def test_the_hash_is_the_documented_one() -> None:
    """sha256(salt + key) mod 10000; frozen here, because a change would throw devices out in mid-roll-out."""
    assert [rollout.slot(SALT, key) for key in ("device:lt-0042", "machine:ab", "ü")] == [3305, 9316, 7671]


@given(st.text(min_size=1, max_size=60), st.integers(0, 10_000), st.integers(0, 10_000))
def test_widening_keeps_everybody_who_is_in(key: str, one: int, other: int) -> None:
    less, more = sorted((one, other))
    if staged(less / 100).includes(NOBODY, key):
        assert staged(more / 100).includes(NOBODY, key)


@given(st.text(min_size=1, max_size=60), st.integers(0, 10_000))
def test_a_hundredth_of_a_percent_is_one_slot(key: str, hundredths: int) -> None:
    """0.29 * 100 is 28.999… in binary; what is meant is 29."""
    assert staged(hundredths / 100).includes(NOBODY, key) is (rollout.slot(SALT, key) < hundredths)


@pytest.mark.parametrize("percent", [0.5, 5, 50])
def test_the_share_that_is_in_is_the_share_that_was_asked_for(percent: float) -> None:
    """Over 100,000 devices, within five standard deviations of a fair draw."""
    count, share = 100_000, percent / 100
    found = sum(staged(percent).includes(NOBODY, f"device:lt-{number:06}") for number in range(count))
    assert abs(found - count * share) <= 5 * (count * share * (1 - share)) ** 0.5


def test_another_roll_out_starts_with_other_devices() -> None:
    keys = [f"device:lt-{number:04}" for number in range(1_000)]
    first = {key for key in keys if rollout.slot(SALT, key) < 500}
    second = {key for key in keys if rollout.slot("11ee" * 8, key) < 500}
    assert first != second
    assert len(first & second) < len(first) / 2


GOOD = json.loads(rollout.dump(staged(5)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": 2}, "format 2 is newer"),
        ({"format": "1"}, "Expected `int`"),
        ({"percent": 100.5}, "<= 100"),
        ({"percent": -1}, ">= 0"),
        ({"percent": None}, "Expected `float`"),
        ({"id": "../x"}, "matching regex"),
        ({"salt": "short"}, "matching regex"),
        ({"policy": "policy.json"}, "is not rollout/codex.json"),
        ({"policy": "rollout/other.json"}, "is not rollout/codex.json"),
        ({"groups": [""]}, "length >= 1"),
        ({"devices": ["x"] * 2_001}, "length <= 2000"),
    ],
)
def test_what_cannot_be_understood_says_why(change: dict[str, Any], says: str) -> None:
    with pytest.raises(RolloutIgnored, match=says):
        rollout.load(json.dumps({**GOOD, **change}).encode())


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{}", b'{"format": 1}', b"[" * 100_000])
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(RolloutIgnored):
        rollout.load(data)


def test_a_field_of_a_later_signpost_is_left_aside() -> None:
    assert rollout.load(json.dumps({**GOOD, "until": "tomorrow"}).encode()) == staged(5)


def test_where_the_staged_documents_lie() -> None:
    assert rollout.exceptions_target("codex", "exceptions/3f.json") == "rollout/codex.3f.json"
    assert rollout.exceptions_target("", "exceptions/3f.json") == "exceptions/3f.json"
