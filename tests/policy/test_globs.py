"""Path globs: the compiled set says what trying every pattern plainly says; a hostile path costs no more than any."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.globs import Globs, glob_to_regex

HOME = r"(?:/home/[^/]+|/var/home/[^/]+|/export/home/[^/]+|/root|/Users/[^/]+|[A-Za-z]:/Users/[^/]+)"
PLAIN = {"~": HOME, "**/": r"(?:.*/)?", "**": r".*"}
PLAIN |= {"*": r"[^/]*", "?": r"[^/]"}


def plainly(glob: str) -> str:
    """The translation token by token, without a thought for speed."""
    tokens = re.split(r"(^~|\*\*/|\*\*|\*|\?)", glob)
    return "".join(PLAIN[token] if number % 2 else re.escape(token) for number, token in enumerate(tokens))


PARTS = st.sampled_from(["a", "b", "ab", "abcd", "abcdefgh1", "*", "**", "a*", "*b", "a*b*", "?", "abcd*", "abcdefgh*"])
GLOBS = st.builds(lambda head, parts: head + "/" + "/".join(parts), st.sampled_from(["", "~", "**"]), st.lists(PARTS))
NAMES = st.sampled_from(["a", "b", "ab", "aab", "abcd", "abcdx", "abcdefgh1", "abcdefgh2", "~"])
PATHS = st.builds(lambda head, parts: head + "/" + "/".join(parts), st.sampled_from(["", "/home/x"]), st.lists(NAMES))


@given(st.lists(GLOBS, max_size=12), PATHS)
def test_the_set_says_what_trying_every_pattern_says(globs: list[str], path: str) -> None:
    expected = sorted(number for number, glob in enumerate(globs) if re.fullmatch(plainly(glob), path, re.DOTALL))
    found = Globs(list(zip(globs, range(len(globs)), strict=True))).matching(path)
    assert sorted(found) == expected


def test_elsewhere_capitals_and_separators_do_not_count() -> None:
    globs = Globs([("**/AppData/Local/Tool-*/tool.exe", 1)], ignore_case=True)
    assert list(globs.matching(r"C:\Users\Jo\appdata\LOCAL\tool-2\Tool.exe")) == [1]
    assert not list(Globs([("/opt/Tool", 1)]).matching("/opt/tool"))


@pytest.mark.parametrize(
    "home", ["/home/lin", "/var/home/lin", "/export/home/lin", "/root", "/Users/lin", "C:/Users/lin"]
)
def test_a_tilde_is_a_home_wherever_systems_put_them(home: str) -> None:
    found = Globs([("~/.local/bin/claude", "claude")])
    assert list(found.matching(f"{home}/.local/bin/claude")) == ["claude"]
    assert not list(found.matching(f"/srv{home}/.local/bin/claude"))


def test_a_tilde_is_a_home_only_at_the_beginning() -> None:
    assert re.fullmatch(glob_to_regex("**/~"), "/a/~")
    assert not re.fullmatch(glob_to_regex("**/~"), "/a/root")


@pytest.mark.parametrize("glob", ["**/a/**/a/**/a/**/a/**/b", "/**/*a*a*a*a*a*a*a*b", "**a**a**a**a**a**b"])
def test_no_path_makes_a_pattern_slow(glob: str) -> None:
    began = time.process_time()
    assert not list(Globs([(glob, 1)]).matching("/" + "a/" * 2000 + "a" * 255))
    assert time.process_time() - began < 1


def test_rules_that_end_alike_are_told_apart_by_their_rarest_part() -> None:
    globs = Globs([(f"**/tool-{number:05}/bin/cli", number) for number in range(10_000)])
    assert list(globs.matching("/opt/tool-04711/bin/cli")) == [4711]
    assert max(map(len, globs._filed.values())) == 1
