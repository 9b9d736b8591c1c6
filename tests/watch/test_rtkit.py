"""Real time from rtkit: the real rtkit-daemon on a bus of its own; polkit's part is played, with its answers.

polkit itself would ask login1 who sits at the computer, and in CI nobody does.
"""

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from jeepney import DBusAddress, Message, MessageType, new_method_call, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from app.watch import rtkit
from tests.support.bus import private_bus, service
from tests.watch.person import Person, Watching
from tests.watch.test_scheduling import policies

DAEMON = "/usr/libexec/rtkit-daemon"
NAME, PATH = "org.freedesktop.RealtimeKit1", "/org/freedesktop/RealtimeKit1"
POLKIT = "org.freedesktop.PolicyKit1"
RTTIME = "Max realtime timeout"

pytestmark = [pytest.mark.alone, pytest.mark.skipif(os.getuid() != 0, reason="rtkit-daemon takes root")]


class Room:
    """A system bus that the person is let in to."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.environment: Mapping[str, str] = {"DBUS_SYSTEM_BUS_ADDRESS": address}

    @contextlib.contextmanager
    def polkit(self, answer: bool) -> Iterator[list[Message]]:
        """Answers whether somebody is authorized; yields what it was asked."""
        asked: list[Message] = []
        with service(self.address, POLKIT) as bus, _serving(bus, asked, ((answer, False, {}),)):
            yield asked

    @contextlib.contextmanager
    def rtkit(self) -> Iterator[None]:
        daemon = subprocess.Popen(
            [DAEMON, "--stderr", "--no-canary"], env=dict(self.environment), stderr=subprocess.PIPE, bufsize=0
        )
        assert daemon.stderr is not None
        try:
            with daemon.stderr:
                said = daemon.stderr.readline()
                while said and b"Running." not in said:
                    said = daemon.stderr.readline()
                assert said, "rtkit-daemon did not start"
                yield
        finally:
            daemon.terminate()
            daemon.wait(timeout=20)

    def reset(self) -> None:
        """Have rtkit take real time away from all it gave it to, as it does when the computer does not get on."""
        with open_dbus_connection(self.address) as bus:
            unwrap_msg(bus.send_and_get_reply(new_method_call(DBusAddress(PATH, NAME, NAME), "ResetKnown"), timeout=20))


@contextlib.contextmanager
def _serving(bus: DBusConnection, asked: list[Message], body: tuple[object, ...] | None) -> Iterator[None]:
    """Answers each call with `body` (None: never) as long as the block lasts."""
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                message = bus.receive(timeout=0.05)
                if message.header.message_type is MessageType.method_call:
                    asked.append(message)
                    if body is not None:
                        bus.send(new_method_return(message, "(bba{ss})", body))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.fixture
def room(person: Person) -> Iterator[Room]:
    with tempfile.TemporaryDirectory(dir=person.folder) as folder:
        Path(folder).chmod(0o755)
        with private_bus(Path(folder), stranger=person.uid) as address:
            yield Room(address)


def is_real_time(watching: Watching) -> bool:
    """Whether all ears are, and the thread that answers is not."""
    main, *ears = policies(watching)
    return main == os.SCHED_OTHER and set(ears) == {os.SCHED_RR | os.SCHED_RESET_ON_FORK}


def pauses_of_second_ears(watching: Watching) -> list[str]:
    """How often each has waited for something so far: as often as before, if nothing woke it up."""
    tasks = Path(f"/proc/{watching.helper}/task").iterdir()
    statuses = [(task / "status").read_text() for task in tasks]
    return [text.partition("voluntary_ctxt_switches:")[2] for text in statuses if "Name:\tsignpost-second" in text]


def test_rtkit_gives_real_time_to_every_ear(person: Person, room: Room) -> None:
    with room.polkit(True) as asked, room.rtkit():
        with person.watching("connector", env=room.environment, settle=True) as watching:
            assert (watching.opened["uid"], watching.opened["mode"]) == (person.uid, "real-time")
            assert watching.opened["refusals"] == []
            assert is_real_time(watching)
            limits = Path(f"/proc/{watching.helper}/limits").read_text().splitlines()
            (limit,) = [line for line in limits if line.startswith(RTTIME)]
            assert limit.removeprefix(RTTIME).split()[:2] == ["100000", "200000"]
            pids = []
            for _ in range(20):
                with person.running(["setsid", "/bin/true"]) as child:
                    child.wait()
                    pids.append(child.pid)
            told = [[watching.told(pid), watching.launch(lambda one: one["argv"] == ["/bin/true"])] for pid in pids]
        assert [launch["problem"] for pair in told for launch in pair if "problem" in launch] == []
    assert {message.body[1] for message in asked} == {"org.freedesktop.RealtimeKit1.acquire-real-time"}


def test_launches_are_told_while_rtkit_has_yet_to_answer(person: Person, room: Room) -> None:
    with room.polkit(True), person.watching("connector", env=room.environment) as watching:
        assert watching.opened["mode"] in ("slice", "plain")
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)


def test_real_time_that_comes_later_is_told(person: Person, room: Room) -> None:
    with room.polkit(True), room.rtkit(), person.watching("connector", env=room.environment) as watching:
        if watching.opened["mode"] != "real-time":
            assert watching.wait(lambda line: line.get("mode") == "real-time")["refusals"] == []
        assert is_real_time(watching)
        watching.caught_up()
        before = pauses_of_second_ears(watching)
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
        assert pauses_of_second_ears(watching) == before


def test_what_rtkit_takes_away_is_noticed(person: Person, room: Room) -> None:
    patience = {"silence": 0.1, "answer": 30}
    with (
        room.polkit(True),
        room.rtkit(),
        person.watching("connector", env=room.environment, settle=True, patience=patience) as watching,
    ):
        assert watching.opened["mode"] == "real-time"
        room.reset()
        told = watching.wait(lambda line: line.get("mode", "real-time") != "real-time")
        assert not is_real_time(watching)
    assert told["helper"] == watching.helper
    assert "taken away" in told["refusals"][0]["reason"]


def test_what_was_refused_or_taken_away_is_asked_for_again(person: Person, room: Room) -> None:
    patience = {"silence": 0.1, "answer": 30, "promotion": 0.2, "longest_promotion": 1.0}
    with room.rtkit(), contextlib.ExitStack() as later:
        with room.polkit(False):
            watching = later.enter_context(
                person.watching("connector", env=room.environment, settle=True, patience=patience)
            )
            assert "rtkit refuses" in watching.opened["refusals"][0]["reason"]
        with room.polkit(True):
            given = watching.wait(lambda line: line.get("mode") == "real-time")
            room.reset()
            watching.wait(lambda line: line.get("mode", "real-time") != "real-time")
            again = watching.wait(lambda line: line.get("mode") == "real-time")
            assert is_real_time(watching)
    assert given["refusals"] == again["refusals"] == []
    assert given["helper"] == again["helper"] == watching.helper


def test_who_may_not_is_told_why(person: Person, room: Room) -> None:
    with room.polkit(False), room.rtkit():
        refusal = refused(person, room.environment)
    assert "rtkit refuses (polkit" in refusal


def test_without_rtkit_that_is_told(person: Person, room: Room) -> None:
    assert "there is no rtkit" in refused(person, room.environment)


def refused(person: Person, environment: Mapping[str, str]) -> str:
    """Why real time is not to be had."""
    with person.watching("connector", env=environment, settle=True) as watching:
        assert watching.opened["mode"] in ("slice", "plain")
        refusal = watching.opened["refusals"][0]
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
    assert refusal["source"] == "connector-real-time"
    assert "RLIMIT_RTPRIO" in refusal["reason"]
    return str(refusal["reason"])


def test_a_service_that_does_not_answer_is_not_waited_for(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtkit, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", room.address)
    asked: list[Message] = []
    with service(room.address, NAME) as bus, _serving(bus, asked, None):
        assert rtkit.give_real_time(os.getpid(), [os.getpid()]) == "rtkit did not answer within 0.2 s"
        deadline = time.monotonic() + 20
        while not asked:
            assert time.monotonic() < deadline
            os.sched_yield()
    assert asked[0].body == (os.getpid(), os.getpid(), 1)
