"""`signpost remove TOOL`: lists exactly what is here of a tool that is off limits; with `--yes`, removes just that."""

import argparse
import json
import os
import threading

from app.commands import company
from app.commands.opened import opened
from app.host import clock
from app.host.terminal import harmless
from app.setup import clearance
from app.setup.errors import NothingToRemove
from app.setup.removable import Removal
from app.trial.errors import NotInPolicy
from app.trial.judge import Opened
from app.trial.removal import look


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("tool", metavar="TOOL", help="the id of a tool that is off limits, such as claude-code")
    parser.add_argument("--yes", action="store_true", help="remove what is listed; without it, it is only listed")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """List, or remove. Raises what `opened` raises, NotInPolicy, NothingToRemove, RemovalChanged, Blocked,
    NotWritable.
    """
    paths, cancel = company.paths(options), threading.Event()
    policy, person = opened(options, None, clock.now())
    if policy.policy.tool(options.tool) is None:
        raise NotInPolicy(tool=options.tool, known=", ".join(sorted(tool.id for tool in policy.policy.tools)) or "none")

    def now() -> Removal:
        return look(policy, person, paths, os.environ, options.tool, cancel)

    found = now()
    _tell(found, policy, options.json)
    if not options.yes:
        return 0
    if not found.pieces:
        raise NothingToRemove(tool=options.tool)
    clearance.remove(paths, found, now(), cancel)
    if options.json:
        print(json.dumps({"event": "removed", "tool": options.tool, "pieces": len(found.pieces)}))
    else:
        print("Removed. Settings and history are as they were.")
    return 0


def _tell(found: Removal, policy: Opened, as_json: bool) -> None:
    until = found.allowed_until
    if as_json:
        if until is not None:
            print(json.dumps({"event": "allowed", "tool": found.tool, "until": until.isoformat()}))
        for piece in found.pieces:
            print(json.dumps({"event": "goes", "path": piece.path, "sort": piece.sort, "part_of": piece.part_of}))
        for left in found.left:
            print(json.dumps({"event": "stays", "path": left.path, "why": left.why.value}))
        return
    tool = policy.policy.tool(found.tool)
    name = tool.name if tool is not None else found.tool
    print(harmless(f"What would go of {name}:" if found.pieces else f"Nothing of {name} is here to be removed."))
    if until is not None:
        print(harmless(f"You may use {name} until {until:%d %B %Y}, by an exception. It goes only if you want it to."))
    for piece in found.pieces:
        print(harmless(f"  {piece.path}{'/' if piece.sort == 'folder' else ''}  ({piece.part_of})"))
    for left in found.left:
        print(harmless(f"  stays: {left.path}  ({left.why.value})"))
    if found.pieces:
        print("Its settings and history stay. `--yes` removes what is listed, and nothing else.")
