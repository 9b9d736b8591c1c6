"""The whole test suite, on every core: what minds no neighbours side by side, then what sees the whole machine, alone.

Who runs some of the tests gets one process of pytest and pays for no workers. Each of the two runs ends with pytest's
own summary; the last line of all is the total of both.
"""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.console import say
from devtools.places import ROOT, VENV_PYTHON

ALONE = "alone"
"""The mark of tests that want the machine for themselves (pyproject.toml says what they are)."""

_INTERRUPTED = 2  # pytest's exit code (pytest.ExitCode)


def command(options: Sequence[str]) -> list[str]:
    """Run pytest with these options."""
    return [str(VENV_PYTHON), "-m", "pytest", *options]


def workers() -> int:
    """How many there are side by side: one more than cores, as tests wait for disks, timers and programs, too."""
    return (os.cpu_count() or 1) + 1


def run(env: Mapping[str, str]) -> int:
    """Run everything but the long rounds; returns the first exit code that is not 0."""
    began = time.monotonic()
    parts = (["-n", str(workers()), "--dist", "loadscope", "-m", f"not {ALONE}"], ["-m", ALONE])
    codes, told = list[int](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number, options in enumerate(parts):
            counts = Path(folder) / f"{number}.json"
            codes.append(_call(command([*options, "--counts", str(counts)]), env))
            if counts.exists():
                told.update(json.loads(counts.read_text(encoding="utf-8")))
            else:  # it broke before it could count
                told["error"] += 1
            if codes[-1] == _INTERRUPTED:
                break
    say(f"both runs took {time.monotonic() - began:.0f} s; their exit codes are {', '.join(map(str, codes))}")
    print(total(told), flush=True)
    return next((code for code in codes if code), 0)


def total(told: Mapping[str, int]) -> str:
    """The last line: what passed, what failed (errors, too), and whatever else there was."""
    failed = told.get("failed", 0) + told.get("error", 0)
    others = [f"{told[kind]} {kind}" for kind in ("skipped", "xfailed", "xpassed") if told.get(kind)]
    return ", ".join([*others, f"{told.get('passed', 0)} passed", f"{failed} failed"])


def _call(words: Sequence[str], env: Mapping[str, str]) -> int:
    """Its exit code. A signal to this process is one for the tests, which clear away before they end."""
    process = subprocess.Popen(words, env=env, cwd=ROOT)
    before = signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGINT))
    try:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the terminal told pytest, too
                continue
    finally:
        signal.signal(signal.SIGTERM, before)
