"""Inputs for hypothesis: a good one, cut, doubled, crossed with another, with words of the format; or any bytes."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.fuzz.target import Target

_ANY = (b"\0", b"\xff", b"\n", b" ", b"/", b"..", b"\xe2\x80\xae", b"9" * 30, b"-1", b"%s", b"${A}")
_EDITS = ("put", "cut", "double", "over", "cross", "nest")
_MOST_EDITS = 6


def inputs(target: Target) -> SearchStrategy[bytes]:
    """What to give this target."""
    return st.one_of(_edited(target), st.binary(max_size=min(target.largest, 512)))


@st.composite
def _edited(draw: DrawFn, target: Target) -> bytes:
    data = draw(st.sampled_from(target.seeds))
    words = st.one_of(st.sampled_from((*target.words, *_ANY)), st.binary(min_size=1, max_size=8))
    for edit in draw(
        st.lists(st.sampled_from(("put", "cut", "double", "over", "cross", "nest")), max_size=_MOST_EDITS)
    ):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, min(64, len(data) - at)))
        if edit == "put":
            data = data[:at] + draw(words) + data[at:]
        elif edit == "cut":
            data = data[:at] + data[at + length :]
        elif edit == "double":
            data = data[:at] + data[at : at + length] * draw(st.integers(2, 9)) + data[at + length :]
        elif edit == "over":
            word = draw(words)
            data = data[:at] + word + data[at + len(word) :]
        elif edit == "cross":
            other = draw(st.sampled_from(target.seeds))
            data = data[:at] + other[draw(st.integers(0, len(other))) :]
        else:
            data = data[:at] + draw(words) * draw(st.sampled_from((10, 100, 1000))) + data[at:]
    return data[: target.largest]
