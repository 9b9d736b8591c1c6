"""Coverage-guided fuzzing of the table's targets by atheris: `python3 build/dev.py fuzz [TARGET…] [--minutes N]`.

Each target is fuzzed in a process of its own, forked once all is loaded and instrumented. What it learns (the
corpus) stays in `.cache/fuzz` for the next time; an input that is a finding is cut down and put into
`tests/fuzz/found`, from where the normal tests give it to its target again.
"""

import argparse
import contextlib
import io
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import atheris

with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["app"]):  # it names each module
    from tests.fuzz.table import table

from tests.fuzz.found import FOLDER, keep
from tests.fuzz.judge import Finding, judge
from tests.fuzz.target import Target

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "fuzz"
SECONDS = 3.0
"""Of the processor, for one input."""

_HEAD = f"{'target':26} {'inputs':>10} {'coverage':>8} {'slowest':>9} {'peak MB':>7}  result"
_RESIDENT_MB = 2048


class Row(NamedTuple):
    """What came of one target: `coverage` in edges of ours that were gone through, `slowest` in seconds."""

    name: str
    inputs: int
    coverage: int
    slowest: float
    peak_mb: int
    result: str

    def __str__(self) -> str:
        numbers = f"{self.inputs:>10,} {self.coverage:>8,} {self.slowest:>7.3f} s {self.peak_mb:>7,}"
        return f"{self.name:26} {numbers}  {self.result}"


def main(arguments: Sequence[str]) -> int:
    """Fuzz, print the table; 1 when there are findings."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help="names of the table; without any: all")
    parser.add_argument("--minutes", type=float, default=10.0, help="for all of them together (default: 10)")
    asked = parser.parse_args(arguments)
    targets = table()
    if unknown := sorted(set(asked.target) - targets.keys()):
        parser.error(f"no target is called {', '.join(unknown)}; there are {', '.join(targets)}")
    chosen = [targets[name] for name in asked.target or targets]
    seconds = max(1, round(asked.minutes * 60 / len(chosen)))
    print(_HEAD, flush=True)
    rows = []
    for target in chosen:
        rows.append(_fuzzed(target, seconds))
        print(rows[-1], flush=True)
    found = sum(row.result != "clean" for row in rows)
    print(f"{sum(row.inputs for row in rows):,} inputs, {len(rows)} targets, {found} with findings")
    return 1 if found else 0


def _fuzzed(target: Target, seconds: int) -> Row:
    """One target, in a child of this process."""
    corpus, said = CACHE / "corpus" / target.name, CACHE / "log" / f"{target.name}.txt"
    for folder in (corpus, said.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="signpost-fuzz-", dir=_memory()) as name:
        scratch = Path(name).resolve()
        child = os.fork()
        if child == 0:
            with said.open("wb") as log:
                os.dup2(log.fileno(), 1)
                os.dup2(log.fileno(), 2)
            _child(target, seconds, corpus, scratch)
        _, status = os.waitpid(child, 0)
        return _row(target, said.read_text("utf-8", "replace"), scratch, os.waitstatus_to_exitcode(status))


def _child(target: Target, seconds: int, corpus: Path, scratch: Path) -> None:
    """Fuzz until the time is up; libFuzzer ends the process."""
    box, seeds, words = scratch / "box", scratch / "seeds", scratch / "words"
    for folder in (box, seeds, scratch / "found"):
        folder.mkdir()
    for number, seed in enumerate(target.seeds):
        (seeds / str(number)).write_bytes(seed)
    escaped = ("".join(f"\\x{one:02x}" for one in word) for word in target.words if word)
    words.write_text("".join(f'"{word}"\n' for word in escaped), "ascii")
    seen: set[tuple[str, str]] = set()
    slowest = 0.0

    def once(data: bytes) -> None:
        nonlocal slowest
        took = judge(target, data, box, seconds=SECONDS)
        if took.seconds > slowest:
            slowest = took.seconds
            (scratch / "slowest").write_text(str(slowest), "ascii")
        if took.finding is not None and took.finding[:2] not in seen:
            seen.add(took.finding[:2])
            (scratch / "found" / str(len(seen))).write_bytes(data)
            print(f"FINDING {took.finding}", file=sys.stderr, flush=True)

    options = (
        f"-max_total_time={seconds}",
        f"-max_len={target.largest}",
        *([f"-dict={words}"] if target.words else []),
        f"-rss_limit_mb={_RESIDENT_MB}",
        f"-artifact_prefix={scratch / 'found'}/",
        "-timeout=120",
        "-print_final_stats=1",
    )
    atheris.Setup([sys.argv[0], str(corpus), str(seeds), *options], once)
    atheris.Fuzz()


def _row(target: Target, said: str, scratch: Path, code: int) -> Row:
    """Read libFuzzer's last words, and keep what was found."""

    def number(pattern: str) -> int:
        return int((re.findall(pattern, said) or ["0"])[-1])

    files = [path for path in sorted((scratch / "found").glob("*")) if path.is_file()]
    kept = {_kept(target, path.read_bytes(), scratch) for path in files}
    slowest = scratch / "slowest"
    result = f"{len(kept)} in {FOLDER.name}/{target.name}" if kept else "clean" if code == 0 else f"ended with {code}"
    return Row(
        target.name,
        number(r"stat::number_of_executed_units: +(\d+)"),
        number(r"\bcov: (\d+)"),
        float(slowest.read_text("ascii")) if slowest.exists() else 0.0,
        number(r"stat::peak_rss_mb: +(\d+)"),
        result,
    )


def _kept(target: Target, data: bytes, scratch: Path) -> Path:
    """The finding, cut down as long as it stays the same one, in the folder of findings."""
    box = scratch / "cut"
    box.mkdir(exist_ok=True)
    finding = _finding(target, data, box)
    length, until = len(data) // 2, time.monotonic() + 20
    while finding is not None and length and time.monotonic() < until:
        for at in range(0, len(data), length):
            shorter = data[:at] + data[at + length :]
            again = _finding(target, shorter, box)
            if again is not None and again[:2] == finding[:2]:
                data = shorter
                break
        else:
            length //= 2
    return keep(target.name, data)


def _finding(target: Target, data: bytes, box: Path) -> Finding | None:
    return judge(target, data, box, seconds=SECONDS).finding


def _memory() -> str | None:
    """Where files cost no disk; None for the usual place."""
    place = Path("/dev/shm")  # noqa: S108  a folder with a name of chance is made in it
    return str(place) if place.is_dir() and shutil.disk_usage(place).free > 64 << 20 else None


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main(sys.argv[1:]))
