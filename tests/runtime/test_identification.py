"""Identification is loaded by whoever needs it first, with what was sought until then; no policy waits for it."""

import subprocess
import sys
import threading

from app.policy.evidence import Kind, Sought
from app.policy.launch import Launch
from app.runtime.identification import Identification

MADE = """
import sys
from app.runtime.identification import Identification
made = Identification()
made.seek(["pkg:npm/left-pad"])
print(any(name.startswith("app.identify") for name in sys.modules))
"""
LAUNCH = Launch(pid=1, exe="/nowhere/tool", argv=("tool",))


def test_a_policy_is_taken_without_it() -> None:
    done = subprocess.run([sys.executable, "-c", MADE], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_launch_is_identified_whether_it_was_loaded_or_not() -> None:
    found = Identification().evidence(LAUNCH)
    assert (Kind.NAME, "tool") in [(one.kind, one.value) for one in found]
    loaded = Identification()
    loaded.load()
    assert loaded.evidence(LAUNCH) == found
    assert not loaded.has_more(LAUNCH, Sought())
    assert loaded.costly(LAUNCH, Sought()) == ()


def test_what_was_sought_before_and_after_is_sought() -> None:
    made = Identification()
    made.seek(["pkg:npm/left-pad"])
    identifier = made.load()
    assert identifier._packages == frozenset(["pkg:npm/left-pad"])
    made.seek(["pkg:npm/right-pad"])
    assert identifier._packages == frozenset(["pkg:npm/right-pad"])


def test_all_threads_get_the_same_one() -> None:
    made, found = Identification(), list[object]()
    threads = [threading.Thread(target=lambda: found.append(made.load())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1
