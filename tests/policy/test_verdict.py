"""From evidence to verdict: precedence, weak names, phases, path globs; and equality with a naive reference."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.evidence import PRECEDENCE, Evidence, Kind
from app.policy.model import Company, Policy, Shape, Status, Tool
from app.policy.text import choose
from app.policy.verdict import Phase, PolicyIndex, glob_to_regex, phase_of, without_version

NOW = datetime(2026, 7, 15, tzinfo=UTC)
DAY = timedelta(days=1)
PURL = "pkg:npm/%40anthropic-ai/claude-code"


def tool(name: str, status: Status, *shapes: Shape, **dates: datetime) -> Tool:
    plain = Tool(id=name, name=name, status=status, match=shapes)
    return msgspec.structs.replace(plain, **dates)


def index(*tools: Tool, platform: str = "linux") -> PolicyIndex:
    return PolicyIndex(Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=tools), platform)


def test_a_purl_matches_in_every_version() -> None:
    verdict = index(tool("c", Status.BANNED, Shape(id="npm", purl=PURL))).decide(
        [Evidence(Kind.PACKAGE, PURL + "@2.1.330")], NOW
    )
    assert (verdict.word, verdict.rule, verdict.phase) == ("banned", "c/npm", Phase.EFFECTIVE)


def test_a_name_alone_accuses_nobody_unless_the_rule_says_so() -> None:
    name = [Evidence(Kind.NAME, "claude")]
    assert index(tool("c", Status.BANNED, Shape(name="claude"))).decide(name, NOW).word == "unlisted"
    assert index(tool("c", Status.BANNED, Shape(name="claude", sufficient=True))).decide(name, NOW).word == "banned"


def test_a_weak_name_still_supports_what_strong_evidence_says() -> None:
    verdict = index(tool("c", Status.BANNED, Shape(purl=PURL), Shape(name="claude"))).decide(
        [Evidence(Kind.NAME, "claude"), Evidence(Kind.PACKAGE, PURL)], NOW
    )
    assert [fact.kind for fact in verdict.evidence] == [Kind.PACKAGE, Kind.NAME]


def test_stronger_evidence_wins_over_graver_status() -> None:
    rules = index(
        tool("fine", Status.APPROVED, Shape(sha256="a" * 64)), tool("bad", Status.BANNED, Shape(path="/opt/**"))
    )
    both = [Evidence(Kind.PATH, "/opt/x/bin"), Evidence(Kind.HASH, "a" * 64)]
    assert rules.decide(both, NOW).word == "approved"


def test_of_equally_strong_evidence_the_graver_status_speaks() -> None:
    rules = index(
        tool("fine", Status.APPROVED, Shape(path="**/bin/x")), tool("bad", Status.BANNED, Shape(path="/opt/**"))
    )
    assert rules.decide([Evidence(Kind.PATH, "/opt/bin/x")], NOW).word == "banned"


@pytest.mark.parametrize(
    ("dates", "phase", "word"),
    [
        ({}, Phase.EFFECTIVE, "banned"),
        ({"announced": NOW + DAY, "effective": NOW + 2 * DAY}, None, "unlisted"),
        ({"announced": NOW, "effective": NOW + DAY}, Phase.ANNOUNCED, "banned"),
        ({"effective": NOW + DAY}, Phase.ANNOUNCED, "banned"),
        ({"effective": NOW}, Phase.EFFECTIVE, "banned"),
        ({"effective": NOW - DAY, "lifted": NOW}, Phase.LIFTED, "unlisted"),
    ],
)
def test_the_phase_follows_the_dates(dates: dict[str, datetime], phase: Phase | None, word: str) -> None:
    subject = tool("c", Status.BANNED, Shape(purl=PURL), **dates)
    assert phase_of(subject, NOW) is phase
    assert index(subject).decide([Evidence(Kind.PACKAGE, PURL)], NOW).word == word


def test_a_shape_for_another_platform_does_not_count() -> None:
    subject = tool("c", Status.BANNED, Shape(purl=PURL, platforms=("windows",)))
    assert index(subject).decide([Evidence(Kind.PACKAGE, PURL)], NOW).word == "unlisted"
    assert index(subject, platform="windows").decide([Evidence(Kind.PACKAGE, PURL)], NOW).word == "banned"


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("~/.local/share/claude/versions/*", "/home/jo/.local/share/claude/versions/2.1.330", True),
        ("~/.local/share/claude/versions/*", "/root/.local/share/claude/versions/2.1.330", True),
        ("~/.local/share/claude/versions/*", "/srv/jo/.local/share/claude/versions/2.1.330", False),
        ("~/.local/share/claude/versions/*", "/home/jo/.local/share/claude/versions/a/b", False),
        ("**/claude/*", "/claude/x", True),
        ("/opt/**", "/opt/a/b/c", True),
        ("/opt/**", "/optional", False),
        ("/o.t/x", "/opt/x", False),
        ("**/x?.js", "/a/b/x1.js", True),
        ("*", "/a", False),
    ],
)
def test_path_globs(glob: str, path: str, matches: bool) -> None:
    import re

    assert (re.fullmatch(glob_to_regex(glob), path) is not None) is matches
    found = index(tool("c", Status.BANNED, Shape(path=glob))).decide([Evidence(Kind.PATH, path)], NOW)
    assert (found.word == "banned") is matches


def test_versions_qualifiers_and_subpaths_are_no_part_of_the_name() -> None:
    assert without_version(PURL + "@1.0?arch=x#cli.js") == PURL
    assert without_version("pkg:pypi/aider-chat") == "pkg:pypi/aider-chat"


WORDS = st.sampled_from(["a", "b", "c"])
SHAPES = st.one_of(
    WORDS.map(lambda word: Shape(purl=f"pkg:npm/{word}")),
    WORDS.map(lambda word: Shape(sha256=word * 64)),
    WORDS.map(lambda word: Shape(path=f"/{word}/**")),
    st.builds(Shape, name=WORDS, sufficient=st.booleans()),
)
FACTS = st.one_of(
    WORDS.map(lambda word: Evidence(Kind.PACKAGE, f"pkg:npm/{word}@1")),
    WORDS.map(lambda word: Evidence(Kind.HASH, word * 64)),
    WORDS.map(lambda word: Evidence(Kind.PATH, f"/{word}/x")),
    WORDS.map(lambda word: Evidence(Kind.NAME, word)),
)


def naive(tools: list[Tool], facts: list[Evidence]) -> str:
    """The same judgement, written as plainly as possible."""

    def satisfied(shape: Shape, fact: Evidence) -> bool:
        return (
            (fact.kind is Kind.PACKAGE and shape.purl is not None and fact.value.split("@")[0] == shape.purl)
            or (fact.kind is Kind.HASH and shape.sha256 == fact.value)
            or (fact.kind is Kind.PATH and shape.path is not None and fact.value.startswith(shape.path[:-2]))
            or (fact.kind is Kind.NAME and shape.name == fact.value and shape.sufficient)
        )

    for kind in PRECEDENCE:
        hit = {
            one.status
            for one in tools
            for shape in one.match
            for fact in facts
            if fact.kind is kind
            if satisfied(shape, fact)
        }
        for status in (Status.BANNED, Status.RESTRICTED, Status.APPROVED):
            if status in hit:
                return str(status.value)
    return "unlisted"


@given(st.lists(st.tuples(st.sampled_from(Status), st.lists(SHAPES, max_size=3)), max_size=5), st.lists(FACTS))
def test_the_index_says_what_a_naive_reading_says(
    parts: list[tuple[Status, list[Shape]]], facts: list[Evidence]
) -> None:
    tools = [tool(f"t{number}", status, *shapes) for number, (status, shapes) in enumerate(parts)]
    assert index(*tools).decide(facts, NOW).word == naive(tools, facts)


@pytest.mark.parametrize(
    ("languages", "text"),
    [
        (("zh-CN",), "简"),
        (("zh_CN",), "简"),
        (("zh",), "简"),
        (("zh-Hans-CN",), "简"),
        (("zh-TW",), "繁"),
        (("de", "zh-CN"), "简"),
        (("de",), "E"),
        (("en-GB",), "E"),
        ((), "E"),
    ],
)
def test_texts_by_language(languages: tuple[str, ...], text: str) -> None:
    assert choose({"en": "E", "zh-Hans": "简", "zh-Hant": "繁"}, languages) == text


def test_a_text_in_another_language_is_better_than_none() -> None:
    assert choose({"ja": "J"}, ("de",)) == "J"
    assert choose({}, ("de",)) == ""
