"""Variables that tools leave behind: which a policy may ask for, and which conditions hold."""

from fnmatch import fnmatchcase

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.inherited import Conditions, fault
from app.policy.model import Shape

REFUSED = {
    "no name": "=x CLAUDE* 1X A-B Ä A.B *",
    "secret": """GITHUB_TOKEN ANTHROPIC_API_KEY OPENAI_KEY=sk-* secret_thing DB_PASSWORD PGPASSWORD AWS_PROFILE
        SSH_AUTH_SOCK NPM_CONFIG__AUTH npm_config__authtoken HTTPS_PROXY DATABASE_URL SENTRY_DSN GH_PAT APIKEY
        APIKEYS MY_SECRET KEY_OF_MINE SESSION_COOKIE GOOGLE_APPLICATION_CREDENTIALS DB_PASS SSH_CONNECTION""",
    "everybody's": "PATH HOME=/home/* path _ USER LC_ALL PWD XDG_RUNTIME_DIR TERM_PROGRAM LD_PRELOAD",
}


@pytest.mark.parametrize(
    "condition",
    [
        "CLAUDECODE",
        "CLAUDECODE=1",
        "CLAUDE_CODE_ENTRYPOINT=cli",
        "AI_AGENT=claude-code_*",
        "GEMINI_CLI_NO_RELAUNCH=true",
        "npm_package_name=@scope/tool",
        "TOOL=",
        "TOOL=a=b",
    ],
)
def test_what_tools_leave_may_be_asked_for(condition: str) -> None:
    assert fault(condition) == ""
    assert msgspec.convert({"environment": condition}, Shape).environment == condition


@pytest.mark.parametrize(
    ("condition", "said"),
    [(condition, said) for said, conditions in REFUSED.items() for condition in conditions.split()],
)
def test_people_s_own_are_refused_by_check_and_by_every_client(condition: str, said: str) -> None:
    assert said in fault(condition)
    with pytest.raises(msgspec.ValidationError, match=said):
        msgspec.convert({"environment": condition}, Shape)


NAMES = st.sampled_from(["A", "B", "C"])
VALUES = st.text("ab*?[]!-\n\udcff", max_size=5)
CONDITIONS = st.one_of(NAMES, st.builds(lambda name, glob: f"{name}={glob}", NAMES, VALUES))


def holds(condition: str, env: dict[str, str]) -> bool:
    """The same judgement, written as plainly as possible."""
    name, equals, glob = condition.partition("=")
    return name in env and (not equals or fnmatchcase(env[name], glob))


@given(st.lists(CONDITIONS, max_size=12), st.dictionaries(NAMES | st.just("D"), VALUES))
def test_the_index_says_what_a_naive_reading_says(conditions: list[str], env: dict[str, str]) -> None:
    made = Conditions(conditions)
    found = list(made.holding(env))
    assert sorted(found) == sorted({one for one in conditions if holds(one, env)})
    assert made.names == {one.partition("=")[0] for one in conditions}


def test_ten_thousand_conditions_are_not_tried_one_by_one() -> None:
    made = Conditions([f"AGENT=tool-{number}-*" for number in range(10_000)])
    assert list(made.holding({"AGENT": "tool-7777-x"})) == ["AGENT=tool-7777-*"]
    assert max(len(filed) for starts in made._globs.values() for filed in starts.values()) == 1
    assert len(made._lengths["AGENT"]) == 4
