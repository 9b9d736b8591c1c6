"""What a look at a process means: launch, exec in place, mere fork, nothing new; and execs too close to tell apart."""

from collections.abc import Iterable

import msgspec

from app.policy.launch import Launch, Parent
from app.watch import table
from app.watch.table import ProcessTable


def launch(pid: int, exe: str, *argv: str, start: int = 100, parent: int = 1, seen: int = 0) -> Launch:
    return Launch(
        pid=pid, start_time=start, exe=exe, argv=argv, parent=Parent(parent), seen_ns=seen, identified_ns=seen + 5
    )


def table_of(running: Iterable[Launch] = (), alive: Iterable[int] = ()) -> ProcessTable:
    return ProcessTable(lambda: frozenset(alive), running)


def test_a_scan_tells_the_new_ones_once() -> None:
    known, new = launch(10, "/bin/sh"), launch(11, "/bin/ls")
    processes = table_of([known])
    assert processes.changes([known, new]) == [new]
    assert processes.changes([known, new]) == []


def test_what_is_learned_later_is_no_news_but_keeps_what_was_told() -> None:
    processes, told = table_of(), launch(10, "/bin/ls", start=200)
    assert processes.follow(told, event_ns=7) == told
    processes.learn([launch(10, "/bin/sh"), launch(11, "/bin/sh")])
    (found,) = processes.changes([told, launch(11, "/bin/ls")])
    assert (found.pid, found.previous_exe) == (11, "/bin/sh")


def test_a_process_id_given_again_is_a_new_process() -> None:
    processes = table_of([launch(10, "/bin/sh")])
    again = launch(10, "/bin/sh", start=200)
    assert processes.changes([again]) == [again]


def test_another_program_in_the_process_is_a_launch_that_names_the_one_before() -> None:
    processes = table_of([launch(10, "/bin/sh")])
    (found,) = processes.changes([launch(10, "/bin/ls")])
    assert (found.exe, found.previous_exe) == ("/bin/ls", "/bin/sh")


def test_a_rewritten_title_is_no_launch() -> None:
    processes = table_of([launch(10, "/bin/node", "node", "x.js")])
    assert processes.changes([launch(10, "/bin/node", "my title")]) == []


def test_a_program_that_can_no_longer_be_read_is_no_launch() -> None:
    processes = table_of([launch(10, "/bin/sh")])
    assert processes.changes([launch(10, "")]) == []


def test_a_fork_becomes_a_launch_when_it_execs() -> None:
    shell = launch(10, "/bin/sh", "sh")
    processes = table_of([shell])
    fork = launch(11, "/bin/sh", "sh", parent=10)
    assert processes.changes([shell, fork]) == []
    (script,) = processes.changes([shell, launch(11, "/bin/sh", "sh", "script", parent=10)])
    assert script.argv == ("sh", "script")
    assert processes.changes([script]) == []


def test_a_program_looked_at_before_it_had_its_arguments_is_told_again_with_them() -> None:
    processes = table_of()
    bare, whole = launch(11, "/bin/sh"), launch(11, "/bin/sh", "sh", "script")
    assert processes.changes([bare]) == [bare]
    (told,) = processes.changes([whole])
    assert told.argv == ("sh", "script")
    assert processes.changes([launch(11, "/bin/sh", "my title")]) == []


def test_an_exec_event_names_what_ran_before() -> None:
    processes = table_of([launch(10, "/bin/sh")])
    followed = processes.follow(launch(10, "/bin/ls", seen=20), event_ns=18)
    assert followed is not None
    assert followed.previous_exe == "/bin/sh"


def test_an_event_that_a_scan_was_ahead_of_is_told_once() -> None:
    processes = table_of()
    found = launch(10, "/bin/ls", seen=20)
    assert processes.changes([found]) == [found]
    assert processes.follow(launch(10, "/bin/ls", seen=30), event_ns=18) is None
    later = processes.follow(launch(10, "/bin/ls", seen=40), event_ns=38)
    assert later is not None
    assert later.problem == ""


def test_of_two_execs_that_both_show_the_second_one_says_so() -> None:
    processes = table_of()
    first = processes.follow(launch(10, "/bin/ls", seen=20), event_ns=10)
    second = processes.follow(launch(10, "/bin/ls", seen=30), event_ns=15)
    assert first is not None
    assert first.exe == "/bin/ls"
    assert second is not None
    assert (second.exe, second.pid, second.start_time) == ("", 10, 100)
    assert "exec'd again" in second.problem


def test_two_close_execs_that_were_both_read_are_both_told() -> None:
    processes = table_of()
    processes.follow(launch(10, "/bin/sh", seen=20), event_ns=10)
    second = processes.follow(launch(10, "/bin/ls", seen=30), event_ns=15)
    assert second is not None
    assert (second.exe, second.previous_exe, second.problem) == ("/bin/ls", "/bin/sh", "")


def test_events_handed_on_in_the_wrong_order_are_told_apart() -> None:
    processes = table_of()
    processes.follow(launch(10, "/bin/ls", seen=50), event_ns=40)
    right = processes.follow(launch(10, "/bin/sh", seen=20), event_ns=10)
    assert right is not None
    assert right.exe == "/bin/sh"
    too_late = processes.follow(launch(10, "/bin/ls", seen=55), event_ns=11)
    assert too_late is not None
    assert "exec'd again" in too_late.problem


def test_a_launch_without_a_start_time_is_passed_on() -> None:
    gone = Launch(pid=10, problem="gone")
    processes = table_of([launch(10, "/bin/sh")])
    assert processes.follow(gone, event_ns=5) == gone


def test_the_ended_are_forgotten_in_time() -> None:
    processes = table_of(alive=[7])
    processes.follow(launch(7, "/bin/me"), event_ns=1)
    for number in range(5 * table._SOFT_LIMIT):
        processes.follow(launch(100 + number, "/bin/true"), event_ns=1)
        assert len(processes._entries) <= table._SOFT_LIMIT
    assert processes.changes([launch(7, "/bin/me")]) == []


def test_none_that_runs_is_forgotten_however_many_there_are() -> None:
    asked, running = list[int](), [launch(pid, "/bin/sleep") for pid in range(10, 10 + 4 * table._SOFT_LIMIT)]

    def alive() -> frozenset[int]:
        asked.append(1)
        return frozenset(one.pid for one in running)

    processes = ProcessTable(alive)
    assert processes.changes(running) == running
    assert processes.changes(running) == []
    assert 0 < len(asked) < 5  # not for each of them


def test_where_nobody_can_tell_what_runs_nothing_is_forgotten() -> None:
    def alive() -> frozenset[int]:
        raise OSError("no list today")

    running = [launch(pid, "/bin/sleep") for pid in range(10, 20 + table._SOFT_LIMIT)]
    processes = ProcessTable(alive)
    assert processes.changes(running) == running
    assert processes.changes(running) == []


def test_launches_are_never_changed_in_place() -> None:
    given = launch(10, "/bin/ls", seen=20)
    before = msgspec.structs.asdict(given)
    table_of([launch(10, "/bin/sh")]).follow(given, event_ns=18)
    assert msgspec.structs.asdict(given) == before
