"""Second looks in a storm: one program is one look, and what else waits is not pushed out."""

import math
import threading

import pytest

from app.errors import SignpostError
from app.policy.launch import Launch
from app.runtime import second_looks
from app.runtime.second_looks import MOST_ALIKE, SecondLooks
from app.runtime.worker import Worker

MOST = 4


def launch(pid: int, exe: str, *argv: str, **env: str) -> Launch:
    return Launch(pid=pid, start_time=pid, exe=exe, argv=argv, env=env, uid=1000)


def never(error: SignpostError) -> None:
    raise AssertionError(error)


def looked_at(offered: list[Launch]) -> tuple[list[bool], list[list[int]]]:
    """What was taken of what came while the worker was busy, and what it looked at then."""
    worker, busy = Worker("closer", never, MOST + 1), threading.Event()
    seen: list[list[int]] = []
    looks = SecondLooks(worker, lambda alike: seen.append([one.pid for one in alike]))

    def wait() -> None:
        busy.wait()

    assert worker.offer(wait)
    taken = [looks.offer(one) for one in offered]
    busy.set()
    worker.end()
    return taken, seen


def test_a_storm_of_one_program_is_one_look_and_leaves_room_for_others() -> None:
    storm = [launch(pid, "/bin/true", "true") for pid in range(1, 10_001)]
    taken, seen = looked_at([*storm, launch(20_000, "/opt/tool", "tool")])
    assert all(taken)
    assert seen == [list(range(1, MOST_ALIKE + 1)), [20_000]]


def test_of_different_programs_so_many_wait_and_no_more() -> None:
    taken, seen = looked_at([launch(pid, "/bin/true", str(pid)) for pid in range(MOST + 2)])
    assert taken == [True] * MOST + [False] * 2
    assert seen == [[pid] for pid in range(MOST)]


def test_what_could_not_be_taken_is_offered_anew_by_its_next_start() -> None:
    full = [launch(pid, "/bin/true", str(pid)) for pid in range(MOST)]
    taken, _ = looked_at([*full, launch(8, "/opt/tool"), launch(9, "/opt/tool")])
    assert taken[-2:] == [False, False]


def test_another_folder_or_variable_is_another_look() -> None:
    _, seen = looked_at([launch(1, "/usr/bin/node", "x"), launch(2, "/usr/bin/node", "x", NODE_OPTIONS="-r y")])
    assert seen == [[1], [2]]


def test_what_was_not_taken_is_told_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(second_looks, "monotonic", lambda: now[0])
    worker, busy = Worker("closer", never, 1), threading.Event()
    looks = SecondLooks(worker, lambda _: None)

    def wait() -> None:
        busy.wait()

    assert worker.offer(wait)
    assert (looks.refused(), looks.tell_in()) == (0, math.inf)
    try:
        offered = iter(range(1, 100))
        while looks.offer(launch(next(offered), "/opt/tool", str(now))):
            now[0] += 1.0  # until the worker has begun, and one waits
        assert looks.refused() == 1
        assert not looks.offer(launch(200, "/opt/other"))
        assert not looks.offer(launch(201, "/opt/another"))
        assert (looks.refused(), looks.tell_in()) == (0, 1.0)
        now[0] += 1.0
        assert looks.refused() == 2
        assert (looks.refused(), looks.tell_in()) == (0, math.inf)
    finally:
        busy.set()
        worker.end()
