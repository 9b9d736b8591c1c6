"""The ladder of sources: where a namespace hides the kernel's events, the next rung is taken, and it is said why."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.host import inotify
from app.watch import frames
from app.watch.counter import CountedPoll
from app.watch.inotify import NotifiedPoll
from app.watch.ladder import Ladder
from app.watch.records import ProcReader
from app.watch.source import LADDER, Unavailable, open_source
from tests.watch.person import Person

pytestmark = pytest.mark.alone

SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")
NAMESPACES = {
    "network namespace": ["--net"],
    "own pid namespace": ["--pid", "--fork"],
    "own user namespace": ["--user"],
    "namespace": ["--user", "--pid", "--fork", "--net", "--mount-proc"],
}


@pytest.mark.parametrize("reason", NAMESPACES)
def test_the_connector_is_refused_in_a_namespace(person: Person, reason: str) -> None:
    with person.watching("connector", namespaces=NAMESPACES[reason]) as watching:
        refusal = watching.opened["unavailable"]
    assert refusal["source"] == "connector"
    assert (reason if os.getuid() == 0 else "namespace") in refusal["reason"]


_BEFORE_6_6 = """
import errno, sys
from app.watch import helper, netlink
def refuse(*_): raise PermissionError(errno.EPERM, "Operation not permitted")
netlink.EventSocket.listen = refuse
sys.exit(helper.main([sys.argv[1], "plain", "0"]))
"""


def test_an_old_kernel_refuses_ordinary_people_and_that_is_told(person: Person) -> None:
    """What sending answers before 6.6, when cn_proc.c asked for CAP_NET_ADMIN. No such kernel is at hand."""
    pipe = subprocess.PIPE
    with person.running(person.command("-c", _BEFORE_6_6, str(person.uid)), stdin=pipe, stdout=pipe) as watcher:
        assert watcher.stdout is not None
        said = frames.Decoder().feed(watcher.stdout.read())
        assert watcher.wait(30) == 1
    assert said[0] == (frames.Kind.FAILED, b"the kernel tells process events to root only (before 6.6)")


def test_without_the_connector_open_files_tell_when_to_look(person: Person) -> None:
    with person.watching("ladder", namespaces=["--net"]) as watching:
        assert watching.opened["ready"] == "inotify"
        assert [refusal["source"] for refusal in watching.opened["refusals"]] == ["connector"]
        assert "namespace" in watching.opened["refusals"][0]["reason"]
        with person.running(["sleep", "300"]) as child:
            assert watching.launch_of(child)["exe"] == SLEEP


def test_in_a_container_the_process_ids_are_its_own(person: Person) -> None:
    """In pid, user and network namespaces of its own: the number there counts the programs there."""
    with person.watching("ladder", namespaces=NAMESPACES["namespace"]) as watching:
        assert watching.opened["ready"] == "inotify"
        assert [refusal["source"] for refusal in watching.opened["refusals"]] == ["connector"]


def test_a_counter_that_stands_still_is_refused(tmp_path: Path) -> None:
    """What lxcfs shows to a container."""
    loadavg = tmp_path / "loadavg"
    for content in ("0.00 0.01 0.05 1/106 4711\n", "0.00 0.01 0.05 1/106 x\n", "", "\n"):
        loadavg.write_text(content)
        with pytest.raises(Unavailable, match="does not tell the process id given last"):
            CountedPoll(loadavg=str(loadavg))
    with pytest.raises(Unavailable, match="cannot be read"):
        CountedPoll(loadavg=str(tmp_path / "missing"))


def test_files_that_cannot_be_watched_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="inotify: No such file"):
        NotifiedPoll((str(tmp_path / "libc.so.6"),))
    with pytest.raises(Unavailable, match="not known which C library"):
        NotifiedPoll(())


def test_an_inotify_that_stays_silent_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What machines do that only look like Linux: the watch is taken, and nothing ever comes."""
    library = tmp_path / "libc.so.6"
    library.touch()
    monkeypatch.setattr(inotify, "OPEN", 0x00000200)  # IN_DELETE, which never comes here
    with pytest.raises(Unavailable, match=f"stays silent when {library} is opened"):
        NotifiedPoll((str(library),))


def test_while_the_counter_stands_still_nothing_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id is given a moment before its process is in the list: the look after the next is still taken."""
    source = CountedPoll(tick=0.0)
    last_ids = iter([7, 7, 8, 8, 9, 9, 9, 9, 9])
    listed: list[int] = []

    def listing(_reader: ProcReader) -> dict[int, int]:
        listed.append(1)
        return {os.getpid(): 0}

    monkeypatch.setattr(os, "pread", lambda *_: b"0.00 0.01 0.05 1/106 %d\n" % next(last_ids))
    monkeypatch.setattr(ProcReader, "listing", listing)
    totals = []
    with contextlib.closing(source):
        for _ in range(9):
            source.read(0.0)
            totals.append(len(listed))
    assert totals == [1, 2, 3, 4, 5, 6, 6, 6, 6]


def test_with_the_connector_nothing_else_is_taken(person: Person) -> None:
    with person.watching("ladder") as watching:
        assert watching.opened["ready"] == "connector"
        assert {refusal["source"] for refusal in watching.opened["refusals"]} <= {"connector-real-time"}


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(Unavailable, match=r"no such source, only connector, connector-real-time, .*, poll"):
        open_source("crystal-ball")


def test_an_empty_choice_is_refused() -> None:
    with pytest.raises(Unavailable, match="nothing"):
        Ladder([])


def test_the_ladder_ends_with_what_works_everywhere() -> None:
    assert [name for name, _ in LADDER] == ["connector", "inotify", "counter", "etw", "workspace", "poll", "psutil"]
