"""A launch whose judging hangs is left behind, counted, and no other waits for it."""

import threading

import pytest

from app.policy.launch import Launch
from app.runtime import judging
from app.runtime.judging import Judging

LAUNCHES = [Launch(pid=pid) for pid in range(1, 5)]


class Judge:
    """Hangs with one launch until told; says yes to even ones."""

    def __init__(self, hangs: int) -> None:
        self._hangs, self.go, self.asked = hangs, threading.Event(), threading.Event()

    def judge(self, launch: Launch) -> bool:
        if launch.pid == self._hangs:
            self.asked.set()
            self.go.wait()
        return launch.pid % 2 == 0


def test_all_others_are_judged_in_their_order() -> None:
    judge = Judge(hangs=2)
    judged = Judging(judge.judge, 0.05, threading.Event())
    assert judged.each(LAUNCHES) == ([LAUNCHES[3]], 1)
    judge.go.set()
    assert judged.each(LAUNCHES) == ([LAUNCHES[1], LAUNCHES[3]], 0)


def test_at_rest_it_keeps_no_thread_and_goes_on_with_the_next() -> None:
    threads: list[threading.Thread] = []

    def judge(_launch: Launch) -> bool:
        threads.append(threading.current_thread())
        return True

    judged = Judging(judge, 30.0, threading.Event())
    for _ in range(2):
        assert judged.each(LAUNCHES[:2]) == (LAUNCHES[:2], 0)
        judged.rest()
        threads[-1].join(30)
        assert not threads[-1].is_alive()
    first, second, third, fourth = threads
    assert first is second
    assert third is fourth
    assert first is not third


def test_at_the_end_nobody_waits_for_it() -> None:
    judge, stop = Judge(hangs=1), threading.Event()
    judged = Judging(judge.judge, 3600.0, stop)

    def end() -> None:
        judge.asked.wait()
        stop.set()

    ending = threading.Thread(target=end)
    ending.start()
    assert judged.each(LAUNCHES) == ([], 1)
    ending.join()
    judge.go.set()


def test_when_too_many_hang_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_MOST_LEFT", 1)
    judge = Judge(hangs=1)
    judged = Judging(judge.judge, 0.05, threading.Event())
    assert judged.each(LAUNCHES) == ([], 4)
    judge.go.set()
    for thread in judged._left:
        thread.join()
    assert judged.each(LAUNCHES[1:]) == ([LAUNCHES[1], LAUNCHES[3]], 0)


def test_what_the_judge_raises_is_raised() -> None:
    def broken(_launch: Launch) -> bool:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        Judging(broken, 1.0, threading.Event()).each(LAUNCHES)
