"""The watcher's end of the pipe: a reader that does not read costs no time and no memory without bound, and is told."""

import os
from collections.abc import Iterator

import pytest

from app.watch import frames, outbox
from app.watch.frames import Decoder, Kind
from app.watch.outbox import Outbox


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    read, write = os.pipe()
    os.set_blocking(read, False)
    yield read, write
    os.close(read)
    os.close(write)


def everything(read: int, box: Outbox) -> list[tuple[Kind, bytes]]:
    """What a reader gets who reads until nothing is left, while the box drains."""
    decoder, found = Decoder(), list[tuple[Kind, bytes]]()
    while True:
        try:
            found += decoder.feed(os.read(read, 1 << 20))
        except BlockingIOError:
            return found
        box.drain()


def test_frames_leave_at_once(pipe: tuple[int, int]) -> None:
    box = Outbox(pipe[1], lambda: pytest.fail("the pipe is not full"))
    box.put(frames.text(Kind.READY, "slice"))
    box.flush()
    assert everything(pipe[0], box) == [(Kind.READY, b"slice")]


def test_a_full_pipe_blocks_nobody_and_loses_nothing(pipe: tuple[int, int]) -> None:
    calls: list[bool] = []
    box = Outbox(pipe[1], lambda: calls.append(True))
    sent = [(Kind.READY, f"{number:05}".encode() * 2000) for number in range(300)]
    for kind, payload in sent:
        box.send(frames.frame(kind, payload))
    assert box.full
    assert calls == [True]
    assert everything(pipe[0], box) == sent
    assert not box.full


def test_what_does_not_fit_any_more_is_counted_and_told(pipe: tuple[int, int]) -> None:
    box = Outbox(pipe[1], lambda: None)
    big = frames.frame(Kind.READY, b"x" * (256 << 10))
    total = 2 * outbox.LIMIT_BYTES // len(big)
    for _ in range(total):
        box.send(big)
    found = everything(pipe[0], box)
    kept = [payload for kind, payload in found if kind is Kind.READY]
    (gap,) = [frames.read_gap(payload) for kind, payload in found if kind is Kind.GAP]
    assert len(kept) + gap[0] == total
    assert gap[0] > 0
    assert "in time" in gap[1]


def test_a_reader_that_is_gone_is_an_error() -> None:
    read, write = os.pipe()
    os.close(read)
    box = Outbox(write, lambda: None)
    box.put(frames.text(Kind.READY, "slice"))
    with pytest.raises(BrokenPipeError):
        box.flush()
    os.close(write)
