"""The line that starts at login is read without argparse, and means the same as with it."""

import itertools

import pytest

from app.commands import parser, run

PLAIN: tuple[list[str], ...] = (
    [],
    ["--headless"],
    ["--window"],
    ["--headless", "--events", "-"],
    ["--events", "a b", "--headless"],
    ["--url", "https://policy.example.com/", "--root", "root.json", "--home", "/home/anna"],
    ["--url", "", "--url", "https://b.example.com/"],
    ["--home", "-"],
    ["--home", ""],
)
LEFT_TO_ARGPARSE = (
    ["--help"],
    ["-h"],
    ["--head"],
    ["--events=-"],
    ["--events"],
    ["--events", "--headless"],
    ["--url", "-x"],
    ["--", "--headless"],
    ["headless"],
    ["events", "-"],
    ["--headless", "--nothing", "x"],
    ["--opening", "x"],
)


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_what_is_written_out_is_read_without_argparse(words: list[str]) -> None:
    assert run.plain_options(words) is not None


@pytest.mark.parametrize("words", LEFT_TO_ARGPARSE, ids=" ".join)
def test_all_else_is_left_to_argparse(words: list[str]) -> None:
    assert run.plain_options(words) is None


def test_it_means_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    some = ("--headless", "--events", "--url", "--home", "-", "", "x", "--", "--ur", "--url=y", "-h")
    read = 0
    for words in itertools.chain(PLAIN, *(itertools.product(some, repeat=length) for length in range(4))):
        plain = run.plain_options(list(words))
        if plain is not None:
            assert vars(plain) == vars(parser.parse(["run", *words])), words
            read += 1
    assert read > len(PLAIN)
    assert capsys.readouterr().err == ""
