"""`signpost ask`: asks IT for an exception without a screen, lists what was asked, takes it back.

What is asked is left for the agent, which sends it the way the policy says, on a desktop once the person says yes
there: any program of theirs could call this. Without an agent it waits for the next start.
"""

import argparse
import json
from datetime import datetime, time, timedelta
from pathlib import Path

from app.access import person
from app.asking import inbox, store
from app.asking.inbox import Wish
from app.asking.request import NobodyToAsk, NotAskable, Request
from app.asking.request import ask as checked
from app.commands import company
from app.errors import SignpostError
from app.host import clock
from app.host.config import Config
from app.host.paths import Paths
from app.host.terminal import harmless, remark

_SCREEN = "Where it has a screen, it asks you there first."


class NoMoment(SignpostError):
    """`--until` is no date."""

    what = "{said} is no date."
    todo = "Write it like 2026-07-31, or with a time like 2026-07-31T18:00+08:00."


class NotAsked(SignpostError):
    """`--withdraw` of what nobody asked for, or what is answered already."""

    what = "No request for {tool} is open."
    todo = "See what was asked: signpost ask --list"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("tool", metavar="TOOL", nargs="?", help="the tool's id in the policy")
    parser.add_argument("--reason", help="why you need it; IT reads it")
    parser.add_argument("--until", metavar="DATE", help="the last day (2026-07-31), or a moment; a year at most")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--list", action="store_true", help="what was asked, and where it stands")
    either.add_argument("--withdraw", action="store_true", help="take the request for TOOL back")
    parser.add_argument("--json", action="store_true", help="as JSON, a line each")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit code. Raises NotAskable, NoMoment, NotAsked, NotConfigured and what a sync can raise."""
    paths = company.paths(options)
    asked = store.load(paths.state / "requests.json")
    if options.list:
        for one in asked.requests:
            _print(one, as_json=options.json)
        wishes = inbox.waiting(folder(paths))
        for wish in wishes:
            _print_wish(wish, as_json=options.json)
        if not asked.requests and not wishes and not options.json:
            remark("Nothing was asked for here.")
        return 0
    if not options.tool:
        raise NotAskable(detail="no tool is named")
    if options.withdraw:
        last = asked.of(options.tool)
        if not (last is not None and last.unanswered) and not _wished(options.tool, paths):
            raise NotAsked(tool=options.tool)
        inbox.put(folder(paths), Wish(tool=options.tool))
        name = options.tool if last is None else last.name
        print(harmless(f"The request for {name} is taken back{_when(paths)}. {_SCREEN}"))
        return 0
    config = company.config(options, paths)
    return _ask(options, asked, config, paths)


def folder(paths: Paths) -> Path:
    """Where wishes wait for the agent."""
    return paths.state / "asked"


def _ask(options: argparse.Namespace, asked: store.Asked, config: Config, paths: Paths) -> int:
    policy = company.asked(config, paths).policy
    tool = policy.tool(options.tool) if policy is not None else None
    way = policy.way_to_ask if policy is not None else None
    if policy is None or way is None:
        raise NobodyToAsk(tool=options.tool)
    if tool is None:
        raise NotAskable(detail=f"the policy does not speak of {options.tool}")
    if ((last := asked.of(tool.id)) is not None and last.unanswered) or _wished(tool.id, paths):
        raise NotAskable(detail="you asked already")
    until = _moment(options.until)
    made = checked(tool.id, tool.name, options.reason or "", until, clock.now(), way)
    inbox.put(folder(paths), Wish(tool=tool.id, reason=made.reason, until=until))
    whom = person(config)
    if options.json:
        _print(made, as_json=True)
        return 0
    print(harmless(f"Asked for {tool.name} until {until.astimezone():%Y-%m-%d %H:%M}: {made.reason}"))
    print(harmless(f"IT sees the reason, the date, and who asks: {whom.user}, {whom.device}."))
    if way.mail is not None:
        print(harmless(f"Now write that to {way.mail}: Signpost sends no mail by itself."))
    else:
        print(harmless(f"Signpost sends it to {way.host}{_when(paths)}. {_SCREEN}"))
    return 0


def _wished(tool: str, paths: Paths) -> bool:
    """Whether a request for that tool waits for the agent, and is not taken back."""
    wishes = [one for one in inbox.waiting(folder(paths)) if one.tool == tool]
    return bool(wishes) and wishes[-1].until is not None


def _moment(said: str | None) -> datetime:
    """The end of that day here, or that moment. Raises NoMoment, NotAskable."""
    if not said:
        raise NotAskable(detail="it does not say until when")
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError as error:
        raise NoMoment(said=said) from error
    if len(said.strip()) <= len("2026-07-31"):
        found = datetime.combine(found.date(), time()) + timedelta(days=1)
    return found.astimezone() if found.tzinfo is None else found


def _when(paths: Paths) -> str:
    from app.doctor import agent
    from app.doctor.agent import State

    runs = agent.find(paths, clock.now()).state is State.RUNNING
    return " within minutes" if runs else " as soon as it runs"


def _print(one: Request, *, as_json: bool) -> None:
    if as_json:
        told = {"request": one.id, "tool": one.tool, "state": one.stage.value, "reason": one.reason}
        print(json.dumps({**told, "until": one.until.isoformat(), "asked": one.at.isoformat(), "to": one.way.host}))
    else:
        print(harmless(f"{one.tool}  {one.stage.value}  until {_minute(one.until)}  to {one.way.host}"))
        print(harmless(f"  {one.reason}"))


def _print_wish(wish: Wish, *, as_json: bool) -> None:
    """What was asked here and no agent has seen yet: it has no id, and goes nowhere before one runs."""
    if as_json:
        until = wish.until.isoformat() if wish.until is not None else None
        told = {"request": None, "tool": wish.tool, "state": "left", "reason": wish.reason}
        print(json.dumps({**told, "until": until, "asked": None, "to": None}))
    elif wish.until is None:
        print(harmless(f"{wish.tool}  to be taken back as soon as Signpost runs"))
    else:
        print(harmless(f"{wish.tool}  left for Signpost, which has not seen it yet  until {_minute(wish.until)}"))
        print(harmless(f"  {wish.reason}"))


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
