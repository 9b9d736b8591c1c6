"""`signpost log`: what happened here, newest last; `--follow` goes on as it happens."""

import argparse
import json
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from app.commands import company
from app.errors import SignpostError
from app.host import clock
from app.host.terminal import harmless, remark, sentences
from app.report import recall
from app.report.entry import Level
from app.report.log import NAME
from app.report.recall import Entry

_UNITS = {"m": 60, "h": 3600, "d": 86_400}
_LOOK_SECONDS = 0.5
_SHOWN = ("tool", "code", "what", "todo", "state", "reason", "command", "exit", "thread", "seconds", "version")


class BadMoment(SignpostError):
    """`--since` is neither a time nor a span."""

    what = "{said} is neither a time (2026-11-23T08:00) nor a span (90m, 12h, 7d)."
    todo = "Give --since one of both."


class LogUnreadable(SignpostError):
    """It is another user's, or damaged below."""

    what = "The log in {path} cannot be read ({detail})."
    todo = "Run the command as the person whose Signpost it is."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--json", action="store_true", help="the lines as they are kept")
    parser.add_argument("--follow", action="store_true", help="go on with what happens, until interrupted")
    parser.add_argument("--since", metavar="WHEN", help="from then on: 2026-11-23T08:00, or 90m, 12h, 7d ago")
    parser.add_argument("--errors", action="store_true", help="warnings and errors only")
    company.add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Print it; returns the exit code. Raises BadMoment, LogUnreadable."""
    folder = company.paths(options).state
    since = moment(options.since, clock.now()) if options.since else None
    least = Level.WARNING if options.errors else Level.INFO
    try:
        following = _Following(folder / NAME) if options.follow else None
        told = False
        for entry in recall.entries(folder, since, least, current=following is None):
            _print(entry, as_json=options.json)
            told = True
        if following is None and not told and not options.json:
            remark(
                "Nothing of that is in the log." if options.since or options.errors else "Nothing is in the log yet."
            )
        while following is not None:
            for entry in following.more():
                if recall.matches(entry, since, least):
                    _print(entry, as_json=options.json)
            sys.stdout.flush()
            time.sleep(_LOOK_SECONDS)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise LogUnreadable(path=folder, detail=error.strerror or error) from error
    return 0


def moment(said: str, now: datetime) -> datetime:
    """The moment that is meant, aware; a time without a zone is this computer's. Raises BadMoment."""
    number, unit = said[:-1], said[-1:]
    try:
        if number.isdecimal() and unit in _UNITS:
            return now - timedelta(seconds=int(number) * _UNITS[unit])
        return datetime.fromisoformat(said).astimezone()
    except (ValueError, OverflowError) as error:
        raise BadMoment(said=said) from error


class _Following:
    """Reads a file from its beginning, then what is added, also after another took its place."""

    def __init__(self, path: Path) -> None:
        self._path, self._rest = path, b""
        self._mark, self._at = self._now()[0], 0

    def more(self) -> list[Entry]:
        """The entries since the last call."""
        found: list[Entry] = []
        mark, size = self._now()
        if mark != self._mark:
            old = self._path.with_name(f"{NAME}.1")
            if old.exists():  # what was still added to the one before
                found += self._read(old)
            self._mark, self._at, self._rest = mark, 0, b""
        if size > self._at:
            found += self._read(self._path)
        return found

    def _read(self, path: Path) -> list[Entry]:
        with path.open("rb") as file:
            file.seek(self._at)
            data = file.read()
        self._at += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [entry for line in lines if (entry := recall.parsed(line)) is not None]

    def _now(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_ino, found.st_size


def _print(entry: Entry, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(entry))
        return
    found = {name: str(entry[name]) for name in _SHOWN if entry.get(name) not in (None, "")}
    if "what" in found:
        found["what"] = sentences(found["what"])
    said = " ".join(found.values())
    again = f" ({entry['repeats']} more like it)" if entry.get("repeats") else ""
    print(harmless(f"{_here(entry['at'])} {entry['level']:7} {entry.get('component')}: {entry['event']} {said}{again}"))


def _here(at: str) -> str:
    """That moment by this computer's clock: lines of other time zones stay in order."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%dT%H:%M:%S}"
    except (ValueError, OverflowError):
        return at[:19]
