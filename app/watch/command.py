"""`signpost watch`: prints launches as they happen, as JSON lines or as a table for people.

Standard error says which source is in use and what it can miss, then `watching: ready` once events really arrive. It
ends with status 0 on SIGINT, on SIGTERM and when nobody reads its output any more; with 1 when there is no source.
"""

import argparse
import json
import os
import select
import shlex
import signal
import sys
import time
from types import FrameType

from app.host.terminal import harmless
from app.policy.launch import Launch
from app.watch.ladder import Ladder
from app.watch.source import NAMES, Gap, Source, Unavailable, described, open_source

_LOOK_AFTER_READER_SECONDS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to its parser."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a table")
    parser.add_argument("--source", choices=NAMES, help="watch by this source and no other")
    parser.add_argument("--stats", action="store_true", help="at the end, say what was missed and what watching cost")


def watch(args: argparse.Namespace) -> int:
    """Run the command until it is told to stop. Returns the exit status."""
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        source = open_source(args.source) if args.source else Ladder()
        try:
            source.settle()
            _tell(source)
            _print_all(source, as_json=args.json)
        finally:
            source.close()
            if args.stats:
                _tell_stats(source)
    except Unavailable as error:
        _say(error.happened)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, previous)
    return 0


def as_json(record: Launch | Gap) -> str:
    """One line of `--json`. Bytes that are no UTF-8 appear as lone surrogates (PEP 383), so that nothing is lost."""
    if isinstance(record, Gap):
        return json.dumps({"gap": {"lost": record.lost, "reason": record.reason}})
    parent = {"pid": record.parent.pid, "exe": record.parent.exe, "comm": record.parent.comm}
    line: dict[str, object] = {
        "seen_ns": record.seen_ns,
        "identified_ns": record.identified_ns,
        "pid": record.pid,
        "start_time": record.start_time,
        "exe": record.exe,
        "argv": record.argv,
        "cwd": record.cwd,
        "uid": record.uid,
        "parent": parent,
        "comm": record.comm,
    }
    optional = ("execfn", "previous_exe", "problem", "env")
    return json.dumps(line | {name: value for name in optional if (value := getattr(record, name))})


def as_text(record: Launch | Gap) -> str:
    """One line of the table. What a program calls itself cannot move the cursor or colour the screen."""
    moment = time.strftime("%H:%M:%S")
    if isinstance(record, Gap):
        return harmless(f"{moment}  gap: {record.lost or 'some'} missed: {record.reason}")
    started = shlex.join(record.argv) or record.comm
    note = f"  ({record.problem})" if record.problem else ""
    return harmless(f"{moment}  {record.pid:>7}  {record.exe or '?'}  {started}{note}")


def _print_all(source: Source, *, as_json: bool) -> None:
    """Print until nobody reads."""
    form = _FORMS[as_json]
    try:
        while not _reader_gone():
            for record in source.read(_LOOK_AFTER_READER_SECONDS):
                sys.stdout.write(form(record) + "\n")
            sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at its end; let it do so into nothing (docs: signal, "Note on SIGPIPE")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_FORMS = {True: as_json, False: as_text}


def _reader_gone() -> bool:
    """Whether whoever read our output has closed it; otherwise we would learn it only with the next launch."""
    if sys.platform == "win32":  # has no poll for pipes; there the next launch has to tell
        return False
    else:
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(events & (select.POLLERR | select.POLLNVAL) for _, events in poll.poll(0))


def _tell(source: Source) -> None:
    _say(f"watching: {described(source)}: {source.blind_spots}")
    for refusal in source.refusals:
        _say(f"watching: not by {refusal.facts['source']}: {refusal.facts['reason']}")
    _say("watching: ready")


def _tell_stats(source: Source) -> None:
    stats = source.stats()
    _say(
        f"watching: {stats.launches} launches, {stats.unidentified} of them not identified; "
        f"{stats.gaps} gaps, {stats.lost} events lost, {stats.restarts} restarts; {stats.cpu_seconds:.3f} s of CPU"
    )


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
