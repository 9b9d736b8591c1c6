"""A tool at a time, a few tools at once, all ended and joined."""

import queue
import threading
from collections.abc import Iterator

import pytest

from app.runtime.setup_threads import MOST_AT_ONCE, SetUpThreads


@pytest.fixture
def threads() -> Iterator[SetUpThreads]:
    made = SetUpThreads()
    yield made
    made.end()


def test_one_of_a_tool_at_a_time(threads: SetUpThreads) -> None:
    began, go = threading.Semaphore(0), threading.Event()

    def work(_: str, __: threading.Event) -> None:
        began.release()
        assert go.wait(30)

    assert threads.start("a", work)
    assert began.acquire(timeout=30)
    assert not threads.start("a", work)
    assert threads.start("b", work)
    assert began.acquire(timeout=30)
    go.set()


def test_so_many_at_once_and_the_rest_in_turn(threads: SetUpThreads) -> None:
    at_work, most, lock = 0, 0, threading.Lock()
    full, go, done = threading.Event(), threading.Event(), threading.Semaphore(0)

    def work() -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
            if at_work == MOST_AT_ONCE:
                full.set()
        assert go.wait(30)
        with lock:
            at_work -= 1

    def body(key: str, cancel: threading.Event) -> None:
        assert threads.turn(key, cancel, work, lambda _: None)
        done.release()

    for number in range(2 * MOST_AT_ONCE):
        assert threads.start(str(number), body)
    assert full.wait(30)
    go.set()
    for _ in range(2 * MOST_AT_ONCE):
        assert done.acquire(timeout=30)
    assert most == MOST_AT_ONCE


def test_who_waits_can_be_cancelled_and_the_end_cancels_all(threads: SetUpThreads) -> None:
    working, ended = threading.Semaphore(0), list[tuple[str, bool]]()
    given_up = threading.Event()

    def body(key: str, cancel: threading.Event) -> None:
        def work() -> None:
            working.release()
            assert cancel.wait(30)

        ended.append((key, threads.turn(key, cancel, work, lambda _: None)))
        if key == "late":
            given_up.set()

    for number in range(MOST_AT_ONCE):
        threads.start(str(number), body)
        assert working.acquire(timeout=30)
    threads.start("late", body)
    threads.cancel("late")
    assert given_up.wait(30)
    assert ended == [("late", False)]
    threads.end()
    assert sorted(ended) == sorted([("late", False), *((str(number), True) for number in range(MOST_AT_ONCE))])
    assert not threads.start("more", body)


def test_a_key_is_free_again_after_a_crash(threads: SetUpThreads, monkeypatch: pytest.MonkeyPatch) -> None:
    crashed, again = threading.Event(), threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _: crashed.set())

    def crash(_: str, __: threading.Event) -> None:
        raise RuntimeError("a fault of ours")

    threads.start("a", crash)
    assert crashed.wait(30)
    while not threads.start("a", lambda *_: again.set()):
        assert not again.is_set()
    assert again.wait(30)


def test_who_waits_is_told_for_whom_and_again_when_that_changes(threads: SetUpThreads) -> None:
    working, told, done = threading.Semaphore(0), queue.SimpleQueue[tuple[str, ...]](), threading.Event()
    go = {str(number): threading.Event() for number in range(MOST_AT_ONCE + 2)}

    def body(key: str, cancel: threading.Event) -> None:
        def work() -> None:
            working.release()
            assert go[key].wait(30)

        assert threads.turn(key, cancel, work, told.put if key == "late" else lambda _: None)
        if key == "late":
            done.set()

    go["late"] = threading.Event()
    first = [str(number) for number in range(MOST_AT_ONCE)]
    for key in first:
        threads.start(key, body)
        assert working.acquire(timeout=30)
    threads.start("late", body)
    assert told.get(timeout=30) == tuple(first)
    for one in go.values():
        one.set()
    assert done.wait(30)


def test_who_waits_is_told_when_nothing_is_at_work_or_all_is_over() -> None:
    threads, stop, go = SetUpThreads(), threading.Event(), threading.Event()
    assert threads.wait(stop)
    assert threads.start("one", lambda _key, _cancel: (go.wait(20), None)[1])
    told: list[bool] = []
    waits = threading.Thread(target=lambda: told.append(threads.wait(stop)))
    waits.start()
    go.set()
    waits.join(20)
    assert told == [True]
    stop.set()
    assert not threads.wait(stop)
    threads.end()
