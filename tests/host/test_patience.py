"""What hangs is left behind and counted; what comes after it is done, and what it raises is raised."""

import threading
from collections.abc import Iterator

import pytest

from app.host.patience import Patience


def test_what_hangs_is_left_and_the_next_is_done() -> None:
    release, patience = threading.Event(), Patience(0.05)
    assert patience.take(lambda: 1, 30.0) == 1
    assert patience.take(release.wait) is None
    assert patience.take(lambda: 2, 30.0) == 2
    assert patience.hung == 1
    release.set()


def test_steps_go_on_up_to_the_one_that_hangs() -> None:
    release, patience = threading.Event(), Patience(1.0)

    def steps() -> Iterator[int]:
        yield 1
        yield 2
        release.wait()
        yield 3

    assert list(patience.each(steps())) == [1, 2]
    assert patience.hung == 1
    assert list(patience.each(iter([4, 5]))) == [4, 5]
    release.set()


def test_who_calls_it_off_waits_no_longer() -> None:
    release, cancel, asked = threading.Event(), threading.Event(), threading.Event()
    patience = Patience(3600.0, cancel)

    def hang() -> bool:
        asked.set()
        return release.wait()

    def end() -> None:
        asked.wait()
        cancel.set()

    ending = threading.Thread(target=end)
    ending.start()
    assert patience.take(hang) is None
    ending.join()
    assert patience.hung == 0
    release.set()


def test_what_a_step_raises_is_raised() -> None:
    def broken() -> int:
        raise ValueError("broken")

    patience = Patience()
    with pytest.raises(ValueError, match="broken"):
        patience.take(broken)
    assert patience.take(lambda: 1) == 1
