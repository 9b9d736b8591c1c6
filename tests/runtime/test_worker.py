"""A worker does what it is given in order, takes no more than it may, and survives what a person can read."""

import threading

import pytest

from app.errors import SignpostError
from app.runtime.worker import Worker


class Refused(SignpostError):
    """A failure foreseen."""

    what = "No."


def test_work_is_done_in_order_and_a_failure_is_reported_only() -> None:
    done: list[int] = []
    reported: list[SignpostError] = []

    def work(number: int) -> None:
        if number == 1:
            raise Refused
        done.append(number)

    worker = Worker("worker", reported.append)
    for number in range(4):
        worker.give(work, number)
    worker.end()
    assert done == [0, 2, 3]
    assert [error.code for error in reported] == ["refused"]


def test_no_more_is_taken_than_may_wait() -> None:
    begun, go, done = threading.Event(), threading.Event(), threading.Semaphore(0)
    worker = Worker("worker", lambda _: None, most=2)

    def first() -> None:
        begun.set()
        assert go.wait(30)
        done.release()

    assert worker.offer(first)
    assert begun.wait(30)
    assert worker.offer(done.release)
    assert not worker.offer(done.release), "one is being done, one waits"
    go.set()
    worker.end()
    assert done.acquire(blocking=False)
    assert done.acquire(blocking=False)
    assert not done.acquire(blocking=False), "the third was refused"


def test_room_comes_back_with_each_piece_done_even_when_it_fails() -> None:
    reported = threading.Semaphore(0)
    worker = Worker("worker", lambda _: reported.release(), most=1)

    def fails() -> None:
        raise Refused

    for _ in range(3):
        assert worker.offer(fails)
        ended = threading.Event()
        assert reported.acquire(timeout=30)
        worker.give(ended.set)
        assert ended.wait(30)
    worker.end()


def test_what_waits_can_be_dropped_at_the_end() -> None:
    begun, go, done = threading.Event(), threading.Event(), threading.Event()
    worker = Worker("worker", lambda _: None)

    def first() -> None:
        begun.set()
        assert go.wait(30)

    worker.give(first)
    worker.give(done.set)
    assert begun.wait(30)
    ending = threading.Thread(target=worker.end, kwargs={"drop": True})
    ending.start()
    # What waits is dropped before `end` waits itself; `go` comes once nothing more is taken.
    while True:
        try:
            worker.give(lambda: None)
        except RuntimeError:
            break
    go.set()
    ending.join(30)
    assert not done.is_set()


def test_where_no_thread_can_be_had_work_waits_for_one_and_is_done_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    done: list[int] = []
    first, second = (Worker("worker", lambda _: None, most=4) for _ in range(2))
    with monkeypatch.context() as scarce:
        scarce.setattr(threading.Thread, "start", no_more)
        for worker in (first, second):
            worker.give(done.append, 1)
            assert worker.offer(done.append, 2)
        first.end()
    assert done == [1, 2]
    over = threading.Event()
    second.give(over.set)
    assert over.wait(30), "a thread can be had again"
    second.end()
    assert done == [1, 2, 1, 2]
