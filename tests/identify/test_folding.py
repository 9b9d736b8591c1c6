"""Constant folding of JavaScript: never runs away, whatever the source."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.identify.folding import LONGEST, Folding
from app.identify.javascript import specifiers

SNIPPETS = st.sampled_from(
    [
        "import(",
        "require(",
        "const a = ",
        "a",
        "'x'",
        '"',
        "`",
        "${a}",
        "+",
        ".",
        "path.join(",
        "new URL(",
        ")",
        ",",
        "/*",
    ]
)


@given(st.lists(SNIPPETS | st.text(max_size=4), max_size=60).map("".join))
def test_no_source_is_too_strange(source: str) -> None:
    assert all(0 < len(one) <= LONGEST for one in specifiers(source, "/a/b.js", "/a"))


def test_a_source_made_to_be_slow_or_big_is_neither() -> None:
    doubling = "const a0 = 'x';" + "".join(f"const a{n} = path.join({f'a{n - 1},' * 8} a0);" for n in range(1, 9))
    template = "const a0 = 'xxxxxxxx';" + "".join(f"const a{n} = `{f'${{a{n - 1}}}' * 8}`;" for n in range(1, 9))
    for source in (
        doubling + "import(a8)",
        template + "import(a8)",
        "import(" * 2_000,
        "import(" + "/" * 16_000,
        "import(" + "/* */" * 3_000,
        "import(" + "'a'+" * 4_000,
        "require(" + "path.join(" * 1_000,
    ):
        began = time.process_time()
        assert specifiers(source, "/a/b.js", "/a") == ()
        assert time.process_time() - began < 1


def test_a_text_is_what_the_language_says() -> None:
    source = "const v = 'it\\'s' + \"-\" + `b`;"
    assert Folding(source, "/a/b.js", "/a", lambda _: "").value(source.index("=") + 1) == "it's-b"
