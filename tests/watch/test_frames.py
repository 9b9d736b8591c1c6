"""The frames in the pipe: whatever the bytes, what went in comes out, and nonsense is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.watch import frames
from app.watch.frames import Broken, Counts, Decoder, Kind, Seen
from app.watch.procfs import Reading

moments = st.integers(0, 2**63)
readings = st.builds(
    Reading,
    st.integers(1, 2**22),
    moments,
    st.integers(-1, 2**32 - 2),
    st.integers(0, 2**22),
    moments,
    *[st.binary(max_size=60)] * 8,
)
seens = st.builds(Seen, readings, moments, moments)


@given(st.lists(seens, max_size=5), st.lists(st.integers(1, 40), max_size=30))
def test_launches_survive_any_tearing(launches: list[Seen], cuts: list[int]) -> None:
    stream = b"".join(frames.launch(*seen) for seen in launches)
    decoder, found = Decoder(), list[tuple[Kind, bytes]]()
    for cut in cuts:
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]
    found += decoder.feed(stream)
    assert [kind for kind, _ in found] == [Kind.LAUNCH] * len(launches)
    assert [frames.read_launch(payload) for _, payload in found] == launches


@given(st.integers(0, 2**64 - 1), st.text(st.characters(exclude_categories=["Cs"])))
def test_gaps_come_back(lost: int, reason: str) -> None:
    ((kind, payload),) = Decoder().feed(frames.gap(lost, reason))
    assert kind is Kind.GAP
    assert frames.read_gap(payload) == (lost, reason)


def test_counts_come_back() -> None:
    ((kind, payload),) = Decoder().feed(frames.counts(Counts(1, 2, 3, 4)))
    assert kind is Kind.COUNTS
    assert frames.read_counts(payload) == Counts(1, 2, 3, 4)


@given(st.binary(max_size=200))
def test_nonsense_is_refused_or_waited_for(data: bytes) -> None:
    readers = {Kind.LAUNCH: frames.read_launch, Kind.GAP: frames.read_gap, Kind.COUNTS: frames.read_counts}
    try:
        for kind, payload in Decoder().feed(data):
            if kind in readers:
                readers[kind](payload)
    except Broken:
        pass


def test_a_frame_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(Broken, match="bytes"):
        Decoder().feed(b"\xff\xff\xff\x7f\x03")


@given(readings)
def test_a_launch_that_lacks_its_end_is_refused(reading: Reading) -> None:
    ((_, payload),) = Decoder().feed(frames.launch(reading, 0, 0))
    with pytest.raises(Broken):
        frames.read_launch(payload[: 44 - 2])
    with pytest.raises(Broken):
        frames.read_launch(payload + b"\0")
