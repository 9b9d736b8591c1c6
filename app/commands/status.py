"""`signpost status`: which policy applies, how fresh it is, and how launches are seen."""

import argparse
import json
from collections.abc import Iterator

import msgspec

from app.access import policy_sync
from app.commands import company
from app.errors import SignpostError
from app.host.config import ConfigUnreadable, NotConfigured
from app.host.terminal import harmless
from app.lines import policy_line
from app.sync.state import Standing, SyncState
from app.watch import standing
from app.watch.ladder import Ladder
from app.watch.place import places
from app.watch.source import Source, described
from app.watch.standing import FILE, Watching


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print it; returns the exit code. Raises NotConfigured and what reading the last good policy can raise.

    Without a company it still says how launches are seen, first.
    """
    paths = company.paths(options)
    state: SyncState | None = None
    unknown: SignpostError | None = None
    try:
        state = policy_sync(company.config(options, paths), paths).standing()
    except (NotConfigured, ConfigUnreadable) as error:
        unknown = error
    source = Ladder()
    try:
        source.settle()
        watching = {
            "source": source.name,
            "mode": source.mode,
            "blind_spots": source.blind_spots,
            "refused": [refusal.as_json() for refusal in source.refusals],
            "places": [msgspec.to_builtins(place) for place in places()],
        }
    finally:
        source.close()
    agent = standing.read(paths.runtime / FILE)
    if options.json:
        running = msgspec.to_builtins(agent) if agent is not None else None
        policy = policy_line(state) if state is not None else None
        print(json.dumps({"policy": policy, "watch": {**watching, "agent": running}}))
    else:
        _print(state, source, agent)
    if unknown is not None:
        raise unknown
    return 0


def _print(state: SyncState | None, source: Source, agent: Watching | None) -> None:
    for line in _policy_lines(state) if state is not None else ():
        print(harmless(line))
    print(f"Launches  seen by {described(source)}. {source.blind_spots}")
    for refusal in source.refusals:
        print(harmless(f"          {refusal.happened}"))
    for place in places():
        print(f"          {place.unseen}")
    for line in _agent_lines(agent):
        print(harmless(line))


def _policy_lines(state: SyncState) -> Iterator[str]:
    """Which policy applies, and how fresh it is."""
    fresh = state.freshness
    yield f"Policy    {_standing(state)}"
    if state.ignored is not None:
        yield f"Ignored   {state.ignored.happened} {state.ignored.advice}"
    yield (
        f"Checked   {fresh.since.astimezone():%A %d %B %Y %H:%M}" if fresh.since is not None else "Checked   never yet"
    )
    if fresh.why is not None:
        yield f"Why       {fresh.why.happened} {fresh.why.advice}"


def _standing(state: SyncState) -> str:
    if state.policy is None:
        return "none yet: nothing is off limits on this computer until the first one arrives"
    staged = f", staged: {state.staged}" if state.staged else ""
    stays = "; it stays in force until a newer one is verified" if state.freshness.standing is Standing.STALE else ""
    return f"version {state.version}, {state.freshness.standing.value}{staged}{stays}"


def _agent_lines(agent: Watching | None) -> Iterator[str]:
    """What the agent that runs has seen launches by, and what it missed."""
    if agent is None:
        yield "Agent     does not run"
        return
    yield f"Agent     runs since {agent.since.astimezone():%A %d %B %Y %H:%M}, sees launches by {_name(agent)}"
    if agent.last is not None:
        when = f"{agent.last.at.astimezone():%A %d %B %Y %H:%M}"
        yield f"Missed    {agent.gaps} times, {agent.lost or 'some'} launches; last on {when}: {agent.last.reason}"


def _name(agent: Watching) -> str:
    return f"{agent.source} ({agent.mode})" if agent.mode else agent.source
