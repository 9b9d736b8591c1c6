"""Where the system gives no further thread, that is said, and what must not wait is done all the same."""

import sys
import threading
from collections import deque
from pathlib import Path

import pytest

from app.host.thread import NoThread, begin
from app.host.turn import Hand, Turn


def no_more(_thread: threading.Thread) -> None:
    """As CPython says it (Modules/_threadmodule.c)."""
    raise RuntimeError("can't start new thread")


@pytest.fixture
def scarce(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread can be had."""
    monkeypatch.setattr(threading.Thread, "start", no_more)


@pytest.mark.usefixtures("scarce")
def test_it_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(NoThread, match="Close some programs"):
        begin(threading.Thread(target=print))


def test_a_turn_is_taken_right_here_until_a_thread_can_be_had() -> None:
    found: list[int] = []
    hand = Hand()

    def take() -> None:
        assert Turn(lambda _: threading.get_ident(), deque([1]), found).take(hand, 30.0) is None

    with pytest.MonkeyPatch.context() as short:
        short.setattr(threading.Thread, "start", no_more)
        take()
    take()
    assert found == [threading.get_ident(), hand.thread.ident]


@pytest.mark.usefixtures("scarce")
def test_what_it_raises_there_is_raised() -> None:
    def broken(_item: int) -> int:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        Turn(broken, deque([1]), []).take(Hand(), 1.0)


def test_a_thread_that_was_started_is_not_started_again() -> None:
    thread = threading.Thread(target=lambda: None)
    begin(thread)
    thread.join()
    with pytest.raises(RuntimeError, match="once"):
        begin(thread)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is told")
def test_the_kernel_knows_it_by_its_name() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait, name="a-name-that-is-too-long")
    begin(thread)
    try:
        assert Path(f"/proc/self/task/{thread.native_id}/comm").read_text() == "a-name-that-is-\n"
    finally:
        over.set()
        thread.join()
