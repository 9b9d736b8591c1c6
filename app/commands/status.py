"""`signpost status`: how things stand, also while the agent hangs, is absent, or is another user's.

Exit codes besides those of every command: 0 all is well, 3 something is not as it should be (no agent that gets on, a
policy that is stale or never came); `concerns` names it. `app.doctor.situation` lists the fields of `--json`.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from app.commands import company
from app.doctor import situation
from app.doctor.agent import Found, State
from app.doctor.finding import times
from app.doctor.situation import Situation
from app.errors import SignpostError
from app.host import clock
from app.host.config import Config, ConfigUnreadable, NotConfigured
from app.host.terminal import harmless, sentences
from app.sync.state import Standing, SyncState
from app.watch.place import places
from app.watch.standing import Watching

ATTENTION = 3
"""The exit code where something is not as it should be."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print it; returns the exit code. Raises NotConfigured and what reading the last good policy can raise.

    Without a company it still says how launches are seen, first.
    """
    paths = company.paths(options)
    config: Config | None = None
    unknown: SignpostError | None = None
    try:
        config = company.config(options, paths)
    except (NotConfigured, ConfigUnreadable) as error:
        unknown = error
    found = situation.look(config, paths, clock.now())
    watching = _watching(found.agent)
    if options.json:
        agent = msgspec.to_builtins(found.agent.said) if found.agent.said is not None else None
        print(json.dumps({**found.said, "watch": {**watching, "agent": agent}}))
    else:
        for line in _lines(found, watching):
            print(harmless(line))
    if unknown is not None:
        raise unknown
    return ATTENTION if found.concerns else 0


def _watching(found: Found) -> dict[str, Any]:
    """How launches are seen: by the agent that runs, as it says itself; else by what one would take now."""
    where = [msgspec.to_builtins(place) for place in places()]
    said = found.said
    if said is not None:
        return {
            "source": said.source,
            "mode": said.mode,
            "blind_spots": said.blind_spots,
            "refused": [],
            "places": where,
            "described": f"{said.source} ({said.mode})" if said.mode else said.source,
        }
    from app.watch.ladder import Ladder  # starts processes: only where no agent says it
    from app.watch.source import described

    source = Ladder()
    try:
        source.settle()
        return {
            "source": source.name,
            "mode": source.mode,
            "blind_spots": source.blind_spots,
            "refused": [refusal.as_json() for refusal in source.refusals],
            "places": where,
            "described": described(source),
        }
    finally:
        source.close()


def _lines(found: Situation, watching: dict[str, Any]) -> Iterator[str]:
    if found.state is not None:
        yield from _policy_lines(found.state)
    yield f"Launches  seen by {watching['described']}. {watching['blind_spots']}"
    for refusal in watching["refused"]:
        yield f"          {refusal['what']}"
    for place in watching["places"]:
        yield f"          {place['unseen']}"
    yield from _agent_lines(found.agent)
    yield from _person_lines(found.said)
    yield from _event_lines(found.said["outbox"])
    yield from _trouble_lines(found.said)
    yield f"Version   {found.said['version']}"


def _policy_lines(state: SyncState) -> Iterator[str]:
    """Which policy applies, and how fresh it is."""
    fresh = state.freshness
    yield f"Policy    {_standing(state)}"
    if state.ignored is not None:
        yield f"Ignored   {state.ignored.happened} {state.ignored.advice}"
    yield f"Checked   {_moment(fresh.since)}" if fresh.since is not None else "Checked   never yet"
    if fresh.why is not None:
        yield f"Why       {fresh.why.happened} {fresh.why.advice}"


def _standing(state: SyncState) -> str:
    if state.policy is None:
        return "none yet: nothing is off limits on this computer until the first one arrives"
    staged = f", staged: {state.staged}" if state.staged else ""
    stays = "; it stays in force until a newer one is verified" if state.freshness.standing is Standing.STALE else ""
    return f"version {state.version}, {state.freshness.standing.value}{staged}{stays}"


_AGENT = {
    State.ABSENT: "does not run",
    State.FOREIGN: "runs for another user of this computer, whose files are not to be read",
    State.STOPPED: "is stopped by a signal or a debugger, and sees nothing until it goes on",
    State.SILENT: "does not respond",
}


def _agent_lines(found: Found) -> Iterator[str]:
    """What the agent that runs has seen launches by, and what it missed."""
    agent = found.said
    if agent is None:
        yield f"Agent     {_AGENT[found.state]}"
        return
    runs = f"runs since {_moment(agent.since)}, sees launches by {_name(agent)}"
    yield f"Agent     {_AGENT.get(found.state, runs)}"
    if found.state is State.SILENT and found.heard is not None:
        yield f"          since {_moment(found.heard)}; it starts itself anew before long"
    if agent.restarts:
        yield f"Anew      started itself anew {times(agent.restarts)}, last because {agent.restarted}"
    if agent.last is not None:
        when = _moment(agent.last.at)
        yield f"Missed    {times(agent.gaps)}, {agent.lost or 'some'} launches; last on {when}: {agent.last.reason}"


def _person_lines(said: dict[str, Any]) -> Iterator[str]:
    """What is agreed with this person for now."""
    for one in said["exceptions"]:
        yield f"Allowed   {one['tool']} until {_moment(datetime.fromisoformat(one['until']))}"
    for one in said["silenced"]:
        yield f"Silenced  {one['tool']} until {_moment(datetime.fromisoformat(one['until']))}"
    if said["paused"]:
        until = _moment(datetime.fromisoformat(said["paused"]["until"]))
        yield f"Paused    alerts are put together into one until {until}"
    if said["quiet"] and said["quiet"]["now"]:
        yield f"Quiet     alerts wait until {said['quiet']['until']}"
    for one in said["setups"]:
        yield f"Set-up    {one['tool']}: {one['state'] or 'under way'}"


def _event_lines(outbox: dict[str, Any]) -> Iterator[str]:
    """What IT was told, and what waits to be."""
    if "problem" in outbox:
        yield f"Events    {sentences(outbox['problem']['what'], outbox['problem']['todo'])}"
        return
    if outbox["to"] is not None or any(outbox[name] for name in ("waiting", "sent", "dropped")):
        to = f", to {outbox['to']}" if outbox["to"] else ""
        yield f"Events    {outbox['waiting']} waiting, {outbox['sent']} sent, {outbox['dropped']} dropped{to}"
    why = outbox.get("last_error")
    if why is not None:
        again = _moment(datetime.fromisoformat(outbox["next_try"]))
        yield f"          {sentences(why['what'], why['todo'])} Next try: {again}."


def _trouble_lines(said: dict[str, Any]) -> Iterator[str]:
    """What went wrong lately, and what to do."""
    for error in said["errors"]:
        when = _moment(datetime.fromisoformat(error["at"])) if error.get("at") else ""
        words = error.get("what") or error.get("reason") or error.get("code") or error["event"]
        yield f"Error     {when}: {sentences(words, error.get('todo') or '')}"
    last = said["crashes"]["last"]
    if last is not None:
        when = _moment(datetime.fromisoformat(last["at"]))
        yield f"Crashed   {times(said['crashes']['count'])}, last on {when}: `signpost diagnostics` has the reports"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%A %d %B %Y %H:%M}"


def _name(agent: Watching) -> str:
    return f"{agent.source} ({agent.mode})" if agent.mode else agent.source
