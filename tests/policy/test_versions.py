"""VERS ranges: what is in them, what is refused, and equality with a naive reference."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.versions import SCHEMES, Range, RangeUnreadable, parse


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("vers:npm/>=1.0|<2", ["1.0.0", "1.9.9", "2.0.0-beta.1", "v1.5.0"], ["0.9.9", "2.0.0", "1.0.0-rc.1", ""]),
        ("vers:npm/1.2.3", ["1.2.3", "1.2.3+build.7"], ["1.2.4", "1.2.3-0"]),
        (
            "vers:npm/<1.0.0-beta.2",
            ["1.0.0-alpha", "1.0.0-beta", "1.0.0-beta.1"],
            ["1.0.0-beta.11", "1.0.0-rc", "1.0.0"],
        ),
        ("vers:npm/>1.0|!=1.5.0|<=2|3.1.0", ["1.4.9", "2.0.0", "3.1.0"], ["1.0.0", "1.5.0", "2.0.1", "3.1.1"]),
        ("vers:npm/<1|>=3", ["0.1.0", "3.0.0"], ["1.0.0", "2.9.9"]),
        ("VERS:npm/*".lower(), ["1.0.0", "", "no version"], []),
        ("vers:npm/>=1.0.0%2Bx", ["1.0.0"], ["0.9.0"]),
        ("vers:pypi/>=0.80|<0.90", ["0.80", "0.86.1", "0.90rc1", "0.80.post1"], ["0.79.9", "0.90", "1!0.85", "x"]),
        ("vers:pypi/1.0", ["1.0", "1.0.0", "v1"], ["1.0.post1", "1.0rc1"]),
        ("vers:vscode-extension/<2.1.0", ["2.0.99"], ["2.1.0"]),
        ("vers:intdot/>=10.2|<10.10", ["10.2", "10.9.9", "10.2.0.0"], ["10.10", "9", "10.x"]),
        ("vers:generic/ > 1 | < 3 ", ["2", "1.0.1"], ["1", "1.0", "3"]),
    ],
)
def test_what_is_in_a_range(text: str, inside: list[str], outside: list[str]) -> None:
    assert {version: parse(text).contains(version) for version in inside} == dict.fromkeys(inside, True)
    assert {version: parse(text).contains(version) for version in outside} == dict.fromkeys(outside, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("vers:npm/>=3|<1", "not sorted: 1 after 3"),  # never fires when read as "between"
        ("vers:npm/>1|<1", "names 1 twice"),
        ("vers:npm/>=1.0|<1.0.0", "twice"),
        ("vers:npm/1|!=1.0", "twice"),
        ("vers:npm/>=1|>=2", "another >"),
        ("vers:npm/<1|<2", "another <"),
        ("vers:npm/1|<2", "already means"),
        ("vers:npm/>1|2", "already meant"),
        ("vers:npm/!=1", "only leaves versions out"),
        ("vers:npm/*|1", "no version"),
        ("vers:npm/>=one", "'one' is no version of the scheme npm"),
        ("vers:npm/>=1||<2", "'' is no version"),
        ("vers:npm/" + "9" * 300, "no version"),
        ("vers:npm/" + "|".join(str(n) for n in range(200)), "more than 100"),
        ("vers:cobol/>=1", "no version scheme known here"),
        (">=1", "write it like"),
        ("vers:npm/", "write it like"),
        ("", "write it like"),
    ],
)
def test_a_range_that_would_not_do_what_it_says_is_refused(text: str, said: str) -> None:
    with pytest.raises(RangeUnreadable, match=said.replace("*", r"\*")):
        parse(text)


@pytest.mark.parametrize(
    ("scheme", "ordered"),
    [
        # semver.org 11.4
        ("npm", "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0"),
        # PyPA version specifiers, "Summary of permitted suffixes and relative ordering"
        ("pypi", "1.dev0 1.0.dev456 1.0a1 1.0a2.dev456 1.0b2 1.0rc1 1.0 1.0+abc.5 1.0.post456 1.1.dev1"),
        ("intdot", "0 0.1 0.9 0.10 1 1.0.1 2"),
    ],
)
def test_the_order_of_an_ecosystem(scheme: str, ordered: str) -> None:
    keys = [SCHEMES[scheme](version) for version in ordered.split()]
    assert None not in keys
    assert all(first < second for first, second in itertools.pairwise(keys) if first and second)


def naive(constraints: list[tuple[str, int]], version: int) -> bool:
    """The same question, by writing every interval out."""
    intervals: list[tuple[float, float]] = []
    bounds = [(comparator, point) for comparator, point in constraints if comparator[0] in "<>"]
    for number, (comparator, point) in enumerate(bounds):
        edge = point + (0.0 if "=" in comparator else 0.5 if comparator == ">" else -0.5)
        if comparator[0] == "<" and number == 0:
            intervals.append((float("-inf"), edge))
        elif comparator[0] == ">":
            after = bounds[number + 1] if number + 1 < len(bounds) else None
            end = float("inf") if after is None else after[1] + (0.0 if "=" in after[0] else -0.5)
            intervals.append((edge, end))
    named = ("=", version) in constraints
    return named or (any(low <= version <= high for low, high in intervals) and ("!=", version) not in constraints)


@st.composite
def ranges(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Sorted constraints of which each follows the one before as VERS allows."""
    points = draw(st.lists(st.integers(0, 12), unique=True, min_size=1, max_size=6).map(sorted))
    made: list[tuple[str, int]] = []
    for point in points:
        before = [comparator for comparator, _ in made if comparator != "!="]
        last = before[-1] if before else ""
        bound = next((comparator[0] for comparator in reversed(before) if comparator[0] in "<>"), "")
        allowed = ["!="]
        allowed += ["="] if not last.startswith(">") and bound != ">" else []
        allowed += ["<", "<="] if bound == ">" or not before else []
        allowed += [">", ">="] if bound != ">" else []
        made.append((draw(st.sampled_from(allowed)), point))
    return made


@given(ranges(), st.sampled_from(["npm", "pypi", "generic"]))
def test_a_range_holds_what_a_naive_reading_holds(constraints: list[tuple[str, int]], scheme: str) -> None:
    text = f"vers:{scheme}/" + "|".join(f"{comparator}{point}.0" for comparator, point in constraints)
    if all(comparator == "!=" for comparator, _ in constraints):
        with pytest.raises(RangeUnreadable):
            parse(text)
        return
    found = [parse(text).contains(str(version)) for version in range(14)]
    assert found == [naive(constraints, version) for version in range(14)]


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_does_more_than_be_refused(text: str, version: str) -> None:
    for written in (text, "vers:npm/" + text, "vers:pypi/" + text, "vers:generic/" + text):
        try:
            found = Range(written)
        except RangeUnreadable:
            continue
        assert found.contains(version) in (True, False)
