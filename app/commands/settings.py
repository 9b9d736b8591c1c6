"""`signpost settings`: each setting that is set, its value, and where it came from."""

import argparse
import json
from typing import Any

import msgspec

from app.commands import company
from app.host.config import company_layers, read_layer
from app.host.settings import TABLE
from app.host.terminal import harmless, remark

_SHOWN = 60
"""Characters of a value in the table; the whole of it is in --json."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print them; returns the exit code. Raises ConfigUnreadable. What is secret is only said to be set."""
    found = _in_force(options)
    if options.json:
        print(json.dumps({"settings": found}))
    else:
        for one in found:
            value = one["value"] if isinstance(one["value"], str) else json.dumps(one["value"])
            short = value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
            print(harmless(f"{one['name']:<16}{short}"))
            print(harmless(f"{'':<16}from {one['from']}"))
        if not found:
            remark("Nothing is set here.")
    return 0


def _in_force(options: argparse.Namespace) -> list[dict[str, Any]]:
    """For each setting that is set the first layer's word. `locked`: the person cannot change it."""
    paths = company.paths(options)
    own = paths.config / "config.toml"
    decided = company_layers(paths)
    layers = [*decided, ("the command line", company.settings(options)), (str(own), read_layer(own))]
    found = []
    for row in TABLE:
        for number, (where, layer) in enumerate(layers):
            value = getattr(layer, row.name)
            if value is not None:
                shown = "(set)" if row.secret else msgspec.to_builtins(value)
                locked = number < len(decided)
                found.append({"name": row.name, "value": shown, "from": where, "locked": locked})
                break
    return found
