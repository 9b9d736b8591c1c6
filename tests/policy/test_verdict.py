"""From evidence to verdict: precedence, weak names, phases, path globs; and equality with a naive reference."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import exceptions
from app.policy.evidence import PRECEDENCE, Evidence, Kind, Sought
from app.policy.exceptions import Exceptions, Granted
from app.policy.launch import Launch
from app.policy.model import Company, Platform, Policy, Shape, Status, Tool
from app.policy.person import People, Person, Who
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


def test_versions_narrow_a_purl() -> None:
    rules = index(tool("c", Status.BANNED, Shape(purl=PURL, versions="vers:npm/>=2.1|<3")))
    words = [
        rules.decide([Evidence(Kind.PACKAGE, PURL + version)], NOW).word
        for version in ("@2.0.9", "@2.1.0", "@2.1.330", "@3.0.0", "", "@garbage")
    ]
    assert words == ["unlisted", "banned", "banned", "unlisted", "unlisted", "unlisted"]
    every = index(tool("c", Status.BANNED, Shape(purl=PURL, versions="vers:npm/*")))
    assert every.decide([Evidence(Kind.PACKAGE, PURL)], NOW).word == "banned"


def test_a_signer_is_stronger_than_a_package() -> None:
    rules = index(tool("c", Status.BANNED, Shape(signer="Q6L2SF6YDW")), tool("d", Status.APPROVED, Shape(purl=PURL)))
    both = [Evidence(Kind.PACKAGE, PURL), Evidence(Kind.SIGNER, "Q6L2SF6YDW")]
    assert rules.decide(both, NOW).rule == "c/0"
    assert rules.decide([Evidence(Kind.SIGNER, "Q6L2SF6YDX")], NOW).word == "unlisted"


def test_a_second_look_asks_for_what_could_still_be_worse() -> None:
    digest, marker, signer = Shape(sha256="a" * 64), Shape(marker="some marker"), Shape(signer="Q6L2SF6YDW")
    approved, restricted = (
        tool(status.value, status, Shape(purl=f"pkg:npm/{status.value}"), Shape(path=f"/{status.value}"))
        for status in (Status.APPROVED, Status.RESTRICTED)
    )
    banned = tool("b", Status.BANNED, Shape(purl="pkg:npm/b"), digest, marker, signer)
    lifted = tool("old", Status.BANNED, Shape(purl="pkg:npm/old"), lifted=NOW)
    rules = index(approved, restricted, banned, lifted, platform="macos")
    everything = Sought(hashes=True, signers=True, markers=("some marker",), runtimes=True)
    bytes_say = Sought(hashes=True, signers=True, markers=("some marker",))
    launch = Launch(pid=1, exe="/x")

    def asked(kind: Kind, value: str, among: PolicyIndex = rules) -> Sought:
        return among.second_look(among.decide([Evidence(kind, value)], NOW), launch)

    assert rules.sought == asked(Kind.NAME, "x") == everything
    for name in ("approved", "restricted", "old"):
        assert asked(Kind.PACKAGE, f"pkg:npm/{name}") == Sought(hashes=True, signers=True)
    assert asked(Kind.PATH, "/approved") == asked(Kind.PATH, "/restricted") == bytes_say
    assert not asked(Kind.PACKAGE, "pkg:npm/b")
    assert not asked(Kind.HASH, "a" * 64)
    assert not rules.second_look(rules.decide((), NOW), Launch(pid=1))
    assert index(banned).sought == Sought(hashes=True, markers=("some marker",), runtimes=True)

    milder = index(
        restricted, tool("m", Status.RESTRICTED, digest), tool("n", Status.APPROVED, signer), platform="macos"
    )
    assert asked(Kind.NAME, "x", milder) == Sought(hashes=True, signers=True, runtimes=True)
    assert not asked(Kind.PACKAGE, "pkg:npm/restricted", milder)
    assert index(approved, tool("c", Status.BANNED, Shape(name="c"))).sought == Sought(runtimes=True)
    assert not index(tool("c", Status.BANNED, Shape(name="c"))).sought


def test_an_exception_for_one_tool_does_not_hide_another_inside_it() -> None:
    rules = index(tool("b", Status.BANNED, Shape(purl=PURL)), tool("c", Status.BANNED, Shape(sha256="a" * 64)))
    held = Exceptions("key", [Granted(subject=exceptions.digest("key", "user:ana"), tool="b", until=NOW + DAY, id="x")])
    verdict = rules.decide([Evidence(Kind.PACKAGE, PURL)], NOW, Person("ana"), held)
    assert verdict.exception == "x"
    assert rules.second_look(verdict, Launch(pid=1, exe="/x")) == Sought(hashes=True)


def test_a_rule_speaks_with_its_own_reason_or_the_tools() -> None:
    own, common = {"en": "This build leaks keys."}, {"en": "Not reviewed."}
    subject = tool("c", Status.BANNED, Shape(purl=PURL, reason=own), Shape(path="/opt/**"))
    rules = index(msgspec.structs.replace(subject, reason=common))
    assert rules.decide([Evidence(Kind.PACKAGE, PURL)], NOW).reason == own
    assert rules.decide([Evidence(Kind.PATH, "/opt/x")], NOW).reason == common


def test_a_tool_that_is_not_meant_for_the_person_is_unlisted() -> None:
    subject = tool("c", Status.BANNED, Shape(purl=PURL))
    who = Who(groups=("dev-*",), users=("ana",), except_=People(devices=("lab-*",)))
    rules = index(msgspec.structs.replace(subject, applies_to=who))
    fact = [Evidence(Kind.PACKAGE, PURL)]
    words = {
        person: rules.decide(fact, NOW, person).word
        for person in (
            Person(),
            Person("ANA"),
            Person("bo"),
            Person("bo", ("sales", "Dev-Web")),
            Person("ana", (), "lab-7"),
            Person("ana", (), "lt-7"),
        )
    }
    assert list(words.values()) == ["unlisted", "banned", "unlisted", "banned", "unlisted", "banned"]


def test_an_exception_holds_for_its_person_and_tool_until_it_ends() -> None:
    subject = tool("c", Status.BANNED, Shape(purl=PURL), announced=NOW - DAY, effective=NOW + DAY)
    rules, fact = index(subject), [Evidence(Kind.PACKAGE, PURL)]
    held = held_by("group:audit", "c", NOW + 2 * DAY)
    for moment in (NOW, NOW + DAY):
        verdict = rules.decide(fact, moment, Person("ana", ("Audit",)), held)
        assert (verdict.word, verdict.exception) == ("banned", "x1")
    assert rules.decide(fact, NOW + 2 * DAY, Person("ana", ("audit",)), held).exception is None
    assert rules.decide(fact, NOW, Person("audit"), held).exception is None
    assert rules.decide(fact, NOW, None, held).exception is None
    assert rules.decide(fact, NOW, Person("ana", ("audit",)), held_by("group:audit", "d", NOW + DAY)).exception is None


def held_by(subject: str, tool_id: str, until: datetime) -> Exceptions:
    granted = Granted(subject=exceptions.digest("k", subject), tool=tool_id, until=until, id="x1")
    return Exceptions("k", [granted])


def test_a_name_alone_accuses_nobody_unless_the_rule_says_so() -> None:
    name = [Evidence(Kind.NAME, "claude")]
    assert index(tool("c", Status.BANNED, Shape(name="claude"))).decide(name, NOW).word == "unlisted"
    assert index(tool("c", Status.BANNED, Shape(name="claude", sufficient=True))).decide(name, NOW).word == "banned"


def test_a_variable_alone_accuses_nobody_unless_the_rule_says_so() -> None:
    for sufficient, word in ((False, "unlisted"), (True, "banned")):
        rules = index(tool("c", Status.BANNED, Shape(environment="AI_AGENT=claude-code_*", sufficient=sufficient)))
        facts = rules.inherited({"AI_AGENT": "claude-code_2-1-330_harness", "OTHER": "x"})
        assert facts == (Evidence(Kind.ENVIRONMENT, "AI_AGENT=claude-code_*"),)
        assert rules.decide(facts, NOW).word == word
        assert rules.variables == {"AI_AGENT"}
        assert rules.inherited({"AI_AGENT": "other"}) == ()
    elsewhere = index(tool("c", Status.BANNED, Shape(environment="X", platforms=("windows",))))
    assert elsewhere.variables == frozenset()


def test_a_variable_says_more_than_a_name_and_less_than_a_package() -> None:
    rules = index(
        tool("named", Status.BANNED, Shape(name="git", sufficient=True)),
        tool("left", Status.RESTRICTED, Shape(environment="LEFT", sufficient=True)),
        tool("owned", Status.APPROVED, Shape(purl=PURL)),
    )
    facts = [Evidence(Kind.NAME, "git"), *rules.inherited({"LEFT": ""})]
    assert rules.decide(facts, NOW).word == "restricted"
    assert rules.decide([*facts, Evidence(Kind.PACKAGE, PURL)], NOW).word == "approved"


def test_bytes_are_looked_at_while_nothing_strong_decides() -> None:
    ban = tool("c", Status.BANNED, Shape(environment="LEFT", sufficient=True), Shape(purl=PURL))
    plain, hashes = index(ban), index(ban, tool("d", Status.BANNED, Shape(sha256="a" * 64)))
    for evidence, is_open in (
        ((), True),
        (hashes.inherited({"LEFT": "1"}), True),
        ((Evidence(Kind.PACKAGE, PURL),), False),
    ):
        launch = Launch(pid=1, exe="/x")
        assert bool(hashes.second_look(hashes.decide(evidence, NOW), launch)) is is_open
        assert plain.second_look(plain.decide(evidence, NOW), launch).runtimes is is_open


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
RANGES = st.sampled_from([None, "vers:npm/*", "vers:npm/>=1|<2", "vers:npm/2", "vers:npm/<1|>=2"])
INSIDE = {
    "vers:npm/*": ["", "0", "1", "2"],
    "vers:npm/>=1|<2": ["1"],
    "vers:npm/2": ["2"],
    "vers:npm/<1|>=2": ["0", "2"],
}
SHAPES = st.one_of(
    st.builds(lambda word, versions: Shape(purl=f"pkg:npm/{word}", versions=versions), WORDS, RANGES),
    WORDS.map(lambda word: Shape(signer=word)),
    WORDS.map(lambda word: Shape(sha256=word * 64)),
    WORDS.map(lambda word: Shape(path=f"/{word}/**")),
    st.builds(Shape, name=WORDS, sufficient=st.booleans()),
    st.builds(Shape, environment=st.sampled_from(["T_a", "T_b=1", "T_b=1*"]), sufficient=st.booleans()),
    st.builds(Shape, marker=WORDS.map(lambda word: word * 8), sufficient=st.booleans()),
)
FACTS = st.one_of(
    st.builds(
        lambda word, version: Evidence(Kind.PACKAGE, f"pkg:npm/{word}{version}"),
        WORDS,
        st.sampled_from(["", "@0", "@1", "@2"]),
    ),
    WORDS.map(lambda word: Evidence(Kind.SIGNER, word)),
    WORDS.map(lambda word: Evidence(Kind.HASH, word * 64)),
    WORDS.map(lambda word: Evidence(Kind.PATH, f"/{word}/x")),
    WORDS.map(lambda word: Evidence(Kind.NAME, word)),
    WORDS.map(lambda word: Evidence(Kind.MARKER, word * 8)),
)
ENVIRONMENTS = st.dictionaries(st.sampled_from(["T_a", "T_b", "T_c"]), st.sampled_from(["", "1", "12", "2"]))


NAMES = st.lists(WORDS, max_size=2).map(tuple)
PEOPLE = st.builds(People, users=NAMES, groups=NAMES, devices=NAMES)
WHO = st.builds(Who, users=NAMES, groups=NAMES, devices=st.sampled_from([(), ("*",), ("a*",)]), except_=PEOPLE)
PERSONS = st.builds(Person, st.sampled_from(["", "a", "b"]), NAMES, st.sampled_from(["", "a", "ab", "c"]))
GRANTS = st.lists(
    st.tuples(
        st.sampled_from(["user", "group", "device"]),
        WORDS,
        st.sampled_from(["t0", "t1"]),
        st.sampled_from([NOW - DAY, NOW, NOW + DAY]),
    ),
    max_size=4,
)


DATES = st.sampled_from(
    [
        {},
        {"effective": NOW + DAY},
        {"announced": NOW + DAY, "effective": NOW + 2 * DAY},
        {"effective": NOW - DAY, "lifted": NOW},
    ]
)
PLATFORMS = st.sampled_from([(), ("linux",), ("windows",), ("macos", "linux")])


def naive(tools: list[Tool], facts: list[Evidence], env: dict[str, str], person: Person) -> set[str]:
    """The same judgement, written as plainly as possible; more than one word where chance may choose the tool."""

    def word(one: Tool) -> str:
        over = one.lifted is not None and one.lifted <= NOW
        unsaid = one.announced is not None and one.announced > NOW
        return "unlisted" if over or unsaid else str(one.status.value)

    def among(person: Person, people: People) -> bool:
        return (
            person.user in people.users
            or any(group in people.groups for group in person.groups)
            or any(
                person.device and person.device.startswith(name.strip("*")) for name in people.devices if "*" in name
            )
            or person.device in people.devices
        )

    def meant(one: Tool) -> bool:
        who = one.applies_to
        if who is None:
            return True
        return (not (who.users or who.groups or who.devices) or among(person, who)) and not among(person, who.except_)

    def satisfied(shape: Shape, fact: Evidence) -> bool:
        return not (shape.platforms and "linux" not in shape.platforms) and (
            (
                fact.kind is Kind.PACKAGE
                and shape.purl is not None
                and fact.value.split("@")[0] == shape.purl
                and (shape.versions is None or fact.value.partition("@")[2] in INSIDE[shape.versions])
            )
            or (fact.kind is Kind.SIGNER and shape.signer == fact.value)
            or (fact.kind is Kind.HASH and shape.sha256 == fact.value)
            or (fact.kind is Kind.PATH and shape.path is not None and fact.value.startswith(shape.path[:-2]))
            or (fact.kind is Kind.MARKER and shape.marker == fact.value)
            or (fact.kind is Kind.NAME and shape.name == fact.value and shape.sufficient)
        )

    def left_behind(shape: Shape) -> bool:
        name, equals, glob = (shape.environment or "").partition("=")
        same = env.get(name) == glob or (glob.endswith("*") and env.get(name, "-").startswith(glob[:-1]))
        here = not shape.platforms or "linux" in shape.platforms
        return here and shape.sufficient and name in env and (not equals or same)

    for kind in PRECEDENCE:
        hit = [
            one
            for one in tools
            for shape in one.match
            if meant(one)
            if any(fact.kind is kind and satisfied(shape, fact) for fact in facts)
            or (kind is Kind.ENVIRONMENT and left_behind(shape))
        ]
        for status in (Status.BANNED, Status.RESTRICTED, Status.APPROVED):
            if words := {word(one) for one in hit if one.status is status}:
                return words
    return {"unlisted"}


@given(
    st.lists(
        st.tuples(st.sampled_from(Status), st.lists(st.tuples(SHAPES, PLATFORMS), max_size=3), st.none() | WHO, DATES),
        max_size=5,
    ),
    st.lists(FACTS),
    ENVIRONMENTS,
    PERSONS,
    GRANTS,
)
def test_the_index_says_what_a_naive_reading_says(
    parts: list[tuple[Status, list[tuple[Shape, tuple[Platform, ...]]], Who | None, dict[str, datetime]]],
    facts: list[Evidence],
    env: dict[str, str],
    person: Person,
    grants: list[tuple[str, str, str, datetime]],
) -> None:
    tools = [
        msgspec.structs.replace(
            tool(f"t{number}", status, *(msgspec.structs.replace(shape, platforms=where) for shape, where in shapes)),
            applies_to=who,
            **dates,
        )
        for number, (status, shapes, who, dates) in enumerate(parts)
    ]
    granted = [
        Granted(subject=exceptions.digest("k", f"{kind}:{name}"), tool=tool_id, until=until, id="x")
        for kind, name, tool_id, until in grants
    ]
    held = exceptions.load("k", exceptions.dump(granted))
    rules = index(*tools)
    verdict = rules.decide((*facts, *rules.inherited(env)), NOW, person, held)
    assert verdict.word in naive(tools, facts, env, person)
    mine = {("user", person.user), ("device", person.device), *(("group", group) for group in person.groups)}
    exempt = verdict.status in (Status.BANNED, Status.RESTRICTED) and any(
        (kind, name) in mine and verdict.tool is not None and tool_id == verdict.tool.id and until > NOW
        for kind, name, tool_id, until in grants
    )
    assert (verdict.exception == "x") is exempt


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
