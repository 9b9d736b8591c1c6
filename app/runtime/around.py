"""A look around this computer in a process of its own: what it computes and what it loads are gone with it.

Done by a thread of the agent it would take the interpreter from the screen's loop for seconds, and leave 6 MB behind
for good (both measured). The policy goes there in a file that only this person may read; what was found comes back in
lines of JSON, in which paths that are no UTF-8 survive. The agent itself judges what follows from the facts.
"""

import contextlib
import json
import os
import sys
import tempfile
import threading
from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host import clock, platform
from app.host.entries import itself
from app.host.patience import Patience
from app.host.run import run
from app.policy.evidence import Evidence
from app.policy.model import Policy
from app.policy.person import Person

LOOK_AROUND = "look-around"
"""The word by which `signpost` knows that it is that process."""

SECONDS = 120.0
"""How long all of it may take; a scan ends by itself long before."""

MOST_BYTES = 16 << 20
"""Of what it found: a thousand tools take a megabyte."""

_SYSTEM = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "TEMP",
    "SYSTEMROOT",
    "USERPROFILE",
    "LD_LIBRARY_PATH",
)
"""What a program needs to run at all."""

_LATER = 5
"""How much later than others it gets the processor (nice(2)): nobody waits for it."""


class LookFailed(SignpostError):
    """The look around came to no end."""

    what = "Signpost could not look for the policy's tools on this computer: {detail}."
    todo = "It is tried again with the next policy. If this comes again, tell your IT."


class Lying(msgspec.Struct, frozen=True):
    """A tool of the policy that lies here: where, and the facts that say so."""

    path: str
    evidence: tuple[Evidence, ...]


class Asked(msgspec.Struct, frozen=True):
    """What to look for, for whom, and where their home is."""

    policy: Policy
    person: Person
    home: str


def look_around(asked: Asked, folder: Path, cancel: threading.Event) -> tuple[Lying, ...]:
    """Every tool of the policy that lies here; none once `cancel` is set. `folder` is this person's. Raises LookFailed.

    Waits for the process, a few seconds as a rule.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="look-around-", delete=False) as told:
            told.write(json.dumps(msgspec.to_builtins(asked)).encode())
        try:
            argv, env = itself(LOOK_AROUND, told.name), _variables()
            done = run(argv, env=env, timeout=SECONDS, cancel=cancel, keep=MOST_BYTES)
        finally:
            Path(told.name).unlink(missing_ok=True)
    except OSError as error:
        raise LookFailed(detail=error.strerror or error) from error
    if done.ended_by == "cancel":
        return ()
    if done.code:
        raise LookFailed(detail=done.ended_by or f"exit code {done.code}")
    try:
        return tuple(msgspec.convert(json.loads(line), Lying) for line in done.out.splitlines())
    except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise LookFailed(detail="its answer is cut short") from error


def _variables() -> dict[str, str]:
    """Those that say where things lie; the person's others are nobody's business."""
    from app.trial.places import VARIABLES

    wanted = {*_SYSTEM, *(name for name, _, _ in VARIABLES)}
    return {name: os.environ[name] for name in sorted(wanted) if name in os.environ}


def main(file: str) -> int:
    """Look for what the file asks for, and print it, a line each."""
    from app.trial.installed import Scan
    from app.trial.judge import Judge, Opened, is_listed
    from app.trial.places import places

    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(_LATER)
    asked = msgspec.convert(json.loads(Path(file).read_bytes()), Asked)
    judge = Judge(Opened(asked.policy), platform.system(), clock.now, asked.person)
    patience, home = Patience(), Path(asked.home)
    scan = Scan(judge, places(home, os.environ, patience), home, os.environ, speaks=is_listed, patience=patience)
    for one in scan.found():
        print(json.dumps(msgspec.to_builtins(Lying(one.path, one.verdict.evidence))), flush=True)
    return 0
