"""`signpost explain`, `simulate` and `scan`: what they read, and what they print.

JSON goes to standard output, a line each; what a person should know besides goes to standard error.
"""

import argparse
import json
import os
import shlex
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.host import clock, platform
from app.host.patience import Patience
from app.host.terminal import harmless
from app.policy.person import Person
from app.trial import rows
from app.trial.errors import AnswersNoMore, MomentUnclear
from app.trial.explain import Explained, as_json, as_text, headline, of_steps, process
from app.trial.installed import Found, Scan
from app.trial.judge import Judge, Opened, is_against
from app.trial.places import places
from app.trial.replay import Replay, verdict_fields
from app.trial.resolve import resolve

Open = Callable[[Path, datetime], Opened]
"""Gives the policy in a file as it is at a moment."""

ANSWER_SECONDS = 20.0
"""Reading a program of 400 MB whole takes two seconds, and ten from a slow network drive."""

OpenHere = Callable[[Path | None, datetime], tuple[Opened, Person]]
"""Gives the policy in a file, or for None the last good one of this machine, and the person who asks."""


def add_explain(parser: argparse.ArgumentParser) -> None:
    """The options of `signpost explain`."""
    parser.add_argument("first", metavar="PID|COMMAND", help="a process, or a command as one would type it")
    parser.add_argument("rest", metavar="...", nargs=argparse.REMAINDER, help="the command's own arguments")
    parser.add_argument("--policy", metavar="FILE", type=Path, help="judge by this policy (published JSON, or YAML)")
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def add_simulate(parser: argparse.ArgumentParser) -> None:
    """The options of `signpost simulate`."""
    parser.add_argument(
        "--policy", metavar="FILE", type=Path, required=True, help="the policy (published JSON, or YAML)"
    )
    parser.add_argument(
        "--launches", metavar="FILE.jsonl", type=Path, required=True, help="recorded launches, one a line"
    )
    parser.add_argument("--at", metavar="TIME", help="judge as if it were TIME (ISO 8601 with a zone); default: now")
    parser.add_argument("--user", default="", help="judge for this person")
    parser.add_argument("--group", action="append", default=[], help="a group the person is in (may be repeated)")
    parser.add_argument("--device", default="", help="judge for this computer")
    parser.add_argument("--platform", choices=("linux", "windows", "macos"), default=platform.system())


def add_scan(parser: argparse.ArgumentParser) -> None:
    """The options of `signpost scan`."""
    parser.add_argument("--policy", metavar="FILE", type=Path, help="judge by this policy (published JSON, or YAML)")
    parser.add_argument(
        "--thorough", action="store_true", help="read the bytes of every program, however long it takes"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def explain(options: argparse.Namespace, open_policy: OpenHere) -> int:
    """Say what a process or a command is, and why. Our options may also stand behind the command."""
    rest = list(options.rest)
    while rest:
        if rest[-1] == "--json":
            options.json = bool(rest.pop())
        elif len(rest) > 1 and rest[-2] == "--policy":
            options.policy, rest = Path(rest[-1]), rest[:-2]
        else:
            break
    now = clock.now()
    opened, person = open_policy(options.policy, now)
    judge = Judge(opened, platform.system(), clock.now, person)
    if options.first.isdecimal():
        pid, asked = int(options.first), f"Process {options.first}"
        explained = _answered(asked, lambda: Explained((judge.judge(process(pid, judge.variables)),)))
    else:
        words = (options.first, *rest)
        asked = shlex.join(words)
        explained = _answered(asked, lambda: of_steps(judge, resolve(words, str(Path.cwd()), os.environ)))
    if options.json:
        print(json.dumps(as_json(explained)))
    else:
        print(harmless(f"{asked}: ") + as_text(explained))
    return 0


def _answered(asked: str, work: Callable[[], Explained]) -> Explained:
    """What it returns. Raises AnswersNoMore when it hangs, as on a dead file server."""
    explained = Patience(ANSWER_SECONDS).take(work)
    if explained is None:
        raise AnswersNoMore(asked=asked, seconds=round(ANSWER_SECONDS))
    return explained


def simulate(options: argparse.Namespace, open_policy: Open) -> int:
    """Replay recorded launches; a line for every row."""
    now = moment(options.at) if options.at else clock.now()
    person = Person(options.user, tuple(options.group), options.device)
    judge = Judge(open_policy(options.policy, now), options.platform, lambda: now, person)
    replay = Replay(judge)
    for line in replay.lines(rows.read(options.launches)):
        print(json.dumps(line))
    for one in judge.policy.skipped:
        print(harmless(f"skipped: {one.tool}/{one.shape}: {one.reason}"), file=sys.stderr)
    count = replay.count
    verdicts = ", ".join(f"{count[word]} {word}" for word in ("banned", "restricted", "approved", "unlisted"))
    print(
        f"{count['rows']} rows of {count['launches']} launches: {verdicts}; {count['alerts']} alerts", file=sys.stderr
    )
    return 0


def scan(options: argparse.Namespace, open_policy: OpenHere, home: Path) -> int:
    """List the banned and restricted tools that lie on this machine."""
    opened, person = open_policy(options.policy, clock.now())
    judge = Judge(opened, platform.system(), clock.now, person)
    patience = Patience()
    where = places(home, os.environ, patience)
    scanning = Scan(judge, where, home, os.environ, speaks=is_against, thorough=options.thorough, patience=patience)
    found = allowed = 0
    for one in scanning.found():
        until = judge.allowed_until(one.verdict)
        found, allowed = found + 1, allowed + (until is not None)
        print(json.dumps(found_fields(one, until)) if options.json else found_line(one, until), flush=True)
    said = f"{scanning.looked_at} programs looked at, {found} found that the policy bans or restricts"
    if allowed:
        said += f" ({allowed} of them allowed to you by an exception)"
    if scanning.cut_short:
        said += "; there were more places than the time allows"
    if scanning.unread:
        said += f"; the bytes of {scanning.unread} were not read (--thorough reads them)"
    print(said + left_behind(patience), file=sys.stderr)
    return 0


def left_behind(patience: Patience) -> str:
    """A half-sentence on what answered no more, if anything did."""
    return f"; {patience.hung} folders or files answer no more and were left out" if patience.hung else ""


def found_line(one: Found, until: datetime | None = None) -> str:
    """One tool that lies here, for a person; `until` when an exception allows it to them."""
    allowed = f"; you may use it until {until:%d %B %Y}" if until is not None else ""
    return f"{harmless(headline(one.verdict))}{allowed}\n  {harmless(one.path)} ({one.place})"


def found_fields(one: Found, until: datetime | None = None) -> dict[str, object]:
    """The same for machines."""
    ends = until.isoformat() if until is not None else None
    return {"path": one.path, "place": one.place, **verdict_fields(one.verdict), "allowed_until": ends}


def moment(text: str) -> datetime:
    """A moment with its zone. Raises MomentUnclear."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise MomentUnclear(given=text, detail=error) from error
    if found.tzinfo is None:
        raise MomentUnclear(given=text, detail="it has no time zone")
    return found
