"""Applications on macOS: the messages to NSWorkspace, and the process that sends them, heard over a real pipe."""

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.host.companion import Companion, companion
from app.policy.launch import Launch
from app.watch import applications
from app.watch.objc import ObjectiveC
from app.watch.source import Elsewhere, Unavailable, open_source
from app.watch.workspace import Workspace
from tests.watch.fake_macos import Macos, Program

PATIENCE_SECONDS = 30.0
POINTER = ctypes.c_void_p

STAND_IN = """
import sys
print("ready", flush=True)
for line in sys.stdin:
    if line == "fail\\n":
        sys.exit("LaunchServices is gone")
    print(line, end="", flush=True)
"""


class Observed:
    """A macOS with applications that are observed by a stand-in: it says what it is told to."""

    def __init__(self) -> None:
        self.machine = Macos()
        self.processes: list[Companion] = []
        self.script = STAND_IN
        self.source: Workspace | None = None

    def start(self) -> Companion:
        process = companion([sys.executable, "-I", "-S", "-c", self.script], env={})
        self.processes.append(process)
        return process

    def open(self, **more: Any) -> Workspace:
        self.source = Workspace(self.machine.reader, self.start, **{"tick": 3600.0, "sweep": 3600.0, **more})
        return self.source

    def application(self, name: str) -> Program:
        """Start one; with variables, as one that is past exec has."""
        path = f"/Applications/{name}.app/Contents/MacOS/{name}"
        return self.machine.start(path, [name], ppid=1, env={"HOME": "/Users/me"})

    def say(self, words: str) -> None:
        stream = self.processes[-1].stdin
        assert stream is not None
        stream.write(words.encode() + b"\n")

    def until(self, condition: Any) -> list[Launch]:
        """What the source tells until that is so."""
        assert self.source is not None
        found: list[Launch] = []
        late = threading.Event()
        timer = threading.Timer(PATIENCE_SECONDS, late.set)
        timer.start()
        while not condition(found):
            assert not late.is_set(), "it never was"
            found += [record for record in self.source.read(0.5) if isinstance(record, Launch)]
        timer.cancel()
        timer.join()
        return found


@pytest.fixture
def observed() -> Iterator[Observed]:
    made = Observed()
    yield made
    if made.source is not None:
        made.source.close()
    assert [process.returncode is not None for process in made.processes] == [True] * len(made.processes)
    assert "applications" not in {thread.name for thread in threading.enumerate()}


def test_an_application_is_told_at_once(observed: Observed) -> None:
    """The next look would be in an hour."""
    source = observed.open()
    program = observed.application("Cursor")
    observed.say("started")
    (launch,) = observed.until(lambda found: found)
    assert (launch.pid, launch.exe) == (program.pid, program.exe)
    assert source.stats().launches == 1
    assert source.mode == ""
    assert "Applications are seen at once" in source.blind_spots


def test_what_the_process_says_besides_is_left_alone(observed: Observed) -> None:
    observed.open()
    for words in ("nonsense", "x" * 100_000, "started\0", "", "started"):
        observed.say(words)
    observed.application("A")
    assert len(observed.until(lambda found: found)) == 1


def test_an_observing_process_that_ends_is_started_again_and_polling_goes_on(observed: Observed) -> None:
    source = observed.open(tick=0.05)
    observed.say("fail")
    observed.until(lambda _found: source.stats().restarts == 1)
    assert len(observed.processes) == 2
    assert source.mode == ""
    observed.application("A")
    assert len(observed.until(lambda found: found)) == 1


def test_where_it_cannot_be_started_again_polling_goes_on_alone(observed: Observed) -> None:
    source = observed.open(tick=0.05)
    observed.script = "raise SystemExit('no')"
    observed.say("fail")
    observed.until(lambda _found: len(observed.processes) == 2 and source.mode == "interrupted")
    observed.application("A")
    assert len(observed.until(lambda found: found)) == 1
    assert (source.mode, source.stats().restarts) == ("interrupted", 0)


def test_where_applications_cannot_be_observed_it_is_unavailable(observed: Observed) -> None:
    observed.script = "import sys; print('a warning', file=sys.stderr); sys.exit('no class NSWorkspace')"
    with pytest.raises(Unavailable, match="workspace: applications cannot be observed: no class NSWorkspace"):
        observed.open()
    observed.script = "import sys; sys.stdin.read()"
    with pytest.raises(Unavailable, match="applications cannot be observed"):
        observed.open(ready=0.01)


def test_on_other_systems_it_is_refused_by_name() -> None:
    with pytest.raises(Elsewhere, match="only macOS"):
        open_source("workspace")


class Runtime:
    """Objective-C as C functions: classes and selectors by number, messages as they were sent."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.sent: list[tuple[str, str, tuple[int, ...]]] = []
        self.texts: dict[int, str] = {}
        self.arrays: dict[int, int] = {}
        self.pools = 0
        self.method: Any = None
        self.made: list[str] = []
        self._kept: list[Any] = []

    def library(self) -> ctypes.CDLL:
        message = ctypes.CFUNCTYPE(POINTER, *(POINTER,) * 6)(self._message)
        self._kept.append(message)
        return cast(
            "ctypes.CDLL",
            SimpleNamespace(
                objc_getClass=_function(POINTER, self._class, ctypes.c_char_p),
                sel_registerName=_function(POINTER, self._number, ctypes.c_char_p),
                objc_allocateClassPair=_function(POINTER, self._allocate, POINTER, ctypes.c_char_p, ctypes.c_size_t),
                class_addMethod=_function(ctypes.c_bool, self._add, POINTER, POINTER, POINTER, ctypes.c_char_p),
                objc_registerClassPair=_function(None, lambda _made: None, POINTER),
                objc_autoreleasePoolPush=_function(POINTER, self._push),
                objc_autoreleasePoolPop=_function(None, self._pop, POINTER),
                objc_msgSend=message,
            ),
        )

    def change(self, came: int) -> None:
        """Tell the observer that so many objects came into the list; some went when it is 0."""
        number = self._number(b"a change")
        self.arrays[number] = came
        self.method(0, 0, 0, 0, number, 0)

    def _number(self, name: bytes) -> int:
        self.names.append(name.decode())
        return len(self.names)

    def _name(self, number: int) -> str:
        return self.names[number - 1]

    def _class(self, name: bytes) -> int | None:
        return None if name == b"NSMissing" else self._number(name)

    def _allocate(self, parent: int, name: bytes, extra: int) -> int:
        assert (self._name(parent), extra) == ("NSObject", 0)
        self.made.append(name.decode())
        return self._number(name)

    def _add(self, _made: int, selector: int, method: int, types: bytes) -> bool:
        assert self._name(selector) == "observeValueForKeyPath:ofObject:change:context:"
        assert types == b"v@:@@@^v"
        self.method = ctypes.CFUNCTYPE(None, *(POINTER,) * 6)(method)
        return True

    def _push(self) -> int:
        self.pools += 1
        return 7

    def _pop(self, pool: int) -> None:
        assert pool == 7
        self.pools -= 1

    def _message(self, receiver: int, selector: int, *arguments: int | None) -> int | None:
        words = self._name(selector)
        values = tuple(argument or 0 for argument in arguments)[: words.count(":")]
        self.sent.append((self._name(receiver), words, values))
        if words == "stringWithUTF8String:":
            number = self._number(b"a text")
            self.texts[number] = ctypes.string_at(values[0]).decode()
            return number
        if words == "retain":
            return receiver
        if words == "objectForKey:":
            assert self.texts[values[0]] == "new"
            return receiver if self.arrays[receiver] else None
        if words == "count":
            return self.arrays[receiver]
        return self._number(f"{self._name(receiver)} {words}".encode())


def _function(result: Any, answer: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)(answer)


def test_the_list_of_applications_is_observed_as_its_documentation_says() -> None:
    runtime, told = Runtime(), list[int]()
    applications.Applications(ObjectiveC(runtime.library()), lambda: told.append(1)).observe()
    receiver, message, (observer, path, options, context) = runtime.sent[-1]
    assert (receiver, message) == ("NSWorkspace sharedWorkspace", "addObserver:forKeyPath:options:context:")
    assert (runtime.texts[path], options, context) == ("runningApplications", 1, 0)
    assert runtime.names[observer - 1] == "SignpostApplications alloc init"
    runtime.change(came=1)
    runtime.change(came=0)
    runtime.change(came=3)
    assert told == [1, 1]
    assert runtime.pools == 0


def test_a_class_that_no_framework_has_is_said_by_its_name() -> None:
    with pytest.raises(LookupError, match="NSMissing"):
        ObjectiveC(Runtime().library()).named("NSMissing")


def test_the_real_program_says_what_is_missing_here() -> None:
    """It loads nothing but the standard library; on this system it comes as far as AppKit."""
    with pytest.raises(Unavailable, match=r"applications cannot be observed: .*AppKit"):
        Workspace(Macos().reader)


def test_the_real_program_ends_when_nobody_listens() -> None:
    """Its run loop here is one that never ends."""
    script = (
        "import sys, threading; sys.path[0:0] = [sys.argv[1]]\n"
        "from app.watch import applications\n"
        "threading.Thread(target=applications.end_with_input, daemon=True).start()\n"
        "applications.say(applications.READY); threading.Event().wait()"
    )
    root = str(Path(applications.__file__).parents[2])
    child = companion([sys.executable, "-I", "-S", "-c", script, root], env={})
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    with child.stdout, child.stderr:
        assert os.read(child.stdout.fileno(), 100) == b"ready\n"
        child.stdin.close()
        assert child.wait(PATIENCE_SECONDS) == 0
