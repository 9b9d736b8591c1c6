"""Outside text cannot pass for ours: no control, no reordering, no markup, no end."""

# ruff: noqa: RUF001 - other scripts

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.plain import LIMIT, markup, plain
from app.desktop.wording import sentences, stopped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Claude Code", "Claude Code"),
        ("two\nlines\tand  more", "two lines and more"),
        ("\x1b[31mred\x07", "[31mred"),
        ("gpj\u202eexe.evil", "gpjexe.evil"),
        ("a\u2028b\u2029c", "a b c"),
        ("\u2066hidden\u2069", "hidden"),
        ("日本語 \u200d ok", "日本語 \u200d ok"),
        ("bad \udcff byte", "bad \ufffd byte"),
        ("שלום", "\u2068שלום\u2069"),
        ("", ""),
    ],
)
def test_what_is_left_of_it(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_it_ends() -> None:
    assert len(plain("x" * 100_000)) == LIMIT
    assert plain("x" * 100_000).endswith("…")


def test_markup_shows_literally() -> None:
    assert markup('<a href="x">1 & 2</a>') == '&lt;a href="x"&gt;1 &amp; 2&lt;/a&gt;'


@given(st.text(alphabet=st.characters(codec=None)))
def test_anything_becomes_one_encodable_line(text: str) -> None:
    shown = plain(text)
    assert len(shown) <= LIMIT + 2
    shown.encode("utf-8")
    assert not [one for one in shown if unicodedata.category(one) in ("Cc", "Cs", "Co", "Zl", "Zp")]
    inner = shown.removeprefix("\u2068").removesuffix("\u2069")
    assert not set(inner) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert plain(inner).removeprefix("\u2068").removesuffix("\u2069") == inner


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("One.", "", "Two."), "One. Two."),
        (("可替代 FileHop。", "文件保存在本机。"), "可替代 FileHop。文件保存在本机。"),
        (("条件（测试）", "Test data."), "条件（测试）Test data."),
        ((), ""),
    ],
)
def test_sentences_keep_the_room_their_script_wants(parts: tuple[str, ...], said: str) -> None:
    assert sentences(*parts) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It cannot be used: no table", "It cannot be used: no table."),
        ("It cannot be used (no table)", "It cannot be used (no table)."),
        ("Is it there?", "Is it there?"),
        ("无法使用配置：no table", "无法使用配置：no table。"),
        ("无法使用配置。", "无法使用配置。"),
        ("", ""),
    ],
)
def test_what_ends_without_a_full_stop_gets_that_of_its_script(text: str, said: str) -> None:
    assert stopped(text) == said
