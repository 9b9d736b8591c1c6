"""What is deferred runs once, when something of it is asked for, and is then as any other module."""

import importlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from app.host import deferred
from app.host.deferred import Deferred, deferring

NAME = "deferred_in_a_test"

LIBRARIES = """
import sys
from app.host.deferred import Deferred, deferring
with deferring():
    import locale, msgspec, platform, textwrap, urllib.parse, uuid
waiting = {name for name, module in sys.modules.items() if type(module) is Deferred}
assert {"ipaddress", "locale", "msgspec.inspect", "platform", "textwrap"} <= waiting, waiting
import platform as again
assert (again.system(), type(again)) == (platform.system(), Deferred)
assert platform.machine() and type(platform) is not Deferred
assert locale.normalize("de_DE") == "de_DE.ISO8859-1"
assert urllib.parse.urlsplit("http://[::1]/").hostname == "::1"
assert msgspec.json.schema(int) == {"type": "integer"}
assert str(uuid.UUID(int=1)).endswith("1")
assert textwrap.__spec__.loader is textwrap.__loader__
waiting = {name for name, module in sys.modules.items() if type(module) is Deferred}
assert waiting <= {"ntpath", "textwrap"}, waiting
"""

SPARED = """
from app.host.deferred import Deferred, deferring
with deferring():
    import dataclasses, inspect
@dataclasses.dataclass
class Described:
    one: int = 1
assert (Described.__doc__, type(inspect)) == ("Described", Deferred)
feature = {"__name__": "shibokensupport.feature", "inspect": inspect}
try:
    eval("inspect.getsource(inspect)", feature)
except OSError:
    assert type(inspect) is Deferred
else:
    raise AssertionError("it was read")
assert str(inspect.signature(lambda a, *, b=2: a)) == "(a, *, b=2)"
assert type(inspect) is not Deferred
assert inspect.getsource(dataclasses).startswith("import re")
@dataclasses.dataclass
class Later:
    one: int = 1
assert Later.__doc__.startswith("Later(one: int = 1)"), Later.__doc__
"""


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A module that is deferred: how often it ran, whether it fails, and what it waits for before it is whole."""
    state = SimpleNamespace(runs=0, fails=False, begun=threading.Event(), go_on=threading.Event())
    state.go_on.set()
    (tmp_path / f"{NAME}.py").write_text(
        f"""
import sys
gate = sys.modules["{NAME}_gate"]
gate.runs += 1
gate.begun.set()
if gate.fails:
    raise OSError("not today")
early = 1
assert gate.go_on.wait(60)
late = early + 1
"""
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, f"{NAME}_gate", state)
    monkeypatch.setitem(deferred._KNOWN_AHEAD, NAME, {"known": "ahead"})
    yield state
    sys.modules.pop(NAME, None)


def imported() -> ModuleType:
    with deferring():
        return importlib.import_module(NAME)


def test_libraries_that_import_what_is_deferred_work_as_always() -> None:
    done = subprocess.run([sys.executable, "-c", LIBRARIES], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_library_is_spared_what_nobody_reads_and_others_get_it() -> None:
    done = subprocess.run([sys.executable, "-c", SPARED], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_it_runs_when_something_is_asked_for_that_is_not_known_ahead(gate: SimpleNamespace) -> None:
    module = imported()
    assert (module.known, module.__name__, gate.runs) == ("ahead", NAME, 0)
    assert (module.late, module.early, gate.runs) == (2, 1, 1)
    assert type(module) is ModuleType
    assert importlib.import_module(NAME) is module


def test_nobody_sees_it_half_run(gate: SimpleNamespace) -> None:
    gate.go_on.clear()
    module = imported()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(getattr, module, "late")
        assert gate.begun.wait(60)
        second = threads.submit(getattr, module, "early")
        assert not second.done()
        gate.go_on.set()
        assert (first.result(60), second.result(60), gate.runs) == (2, 1, 1)


def test_one_that_fails_runs_again_when_it_is_asked_again(gate: SimpleNamespace) -> None:
    gate.fails = True
    module = imported()
    with pytest.raises(OSError, match="not today"):
        _ = module.late
    assert type(module) is Deferred
    gate.fails = False
    assert (module.late, gate.runs) == (2, 2)


@pytest.mark.usefixtures("gate")
def test_what_is_missing_is_missing() -> None:
    with pytest.raises(AttributeError):
        _ = imported().nothing


def test_outside_nothing_is_deferred(gate: SimpleNamespace) -> None:
    assert type(importlib.import_module(NAME)) is ModuleType
    assert gate.runs == 1
