"""The entries of a settings table, step by step, as they may travel: servers, permissions, hooks, a status line; pure.

Whatever a pair says, an entry has only the fields that are known of its kind: nothing that trusts, approves or runs
comes along as part of something else.
"""

from typing import Any

import msgspec

from app.carryover.notes import Note, NoteKind, note
from app.carryover.permissions import narrow
from app.carryover.placeholders import Placeholders
from app.policy.carryover import Item
from app.policy.carrysteps import DisableHooks, Keep, Map, NarrowPermissions, Rename

_SERVER_FIELDS = frozenset(
    {
        "type",
        "transport",
        "command",
        "args",
        "env",
        "cwd",
        "url",
        "httpUrl",
        "serverUrl",
        "headers",
        "http_headers",
        "env_http_headers",
        "bearer_token_env_var",
        "timeout",
        "startup_timeout_sec",
        "tool_timeout_sec",
        "description",
    }
)
"""What describes how to reach an MCP server. Approvals (`trust`, `alwaysAllow`, `autoApprove`) are no part of it."""
_MOST_ENTRIES = 500


class Entries(msgspec.Struct, frozen=True):
    """Entries by name as they travel, how many things they are, and what to know of them."""

    values: dict[str, Any]
    count: int
    notes: tuple[Note, ...]


def travelling(item: Item, table: dict[str, Any], all_keys: tuple[str, ...]) -> Entries:
    """What of `table` comes along. `all_keys` are the keys of the whole table, also those the item does not take.

    Raises ValueError: the table is not what its kind is.
    """
    if len(table) > _MOST_ENTRIES:
        raise ValueError(f"it has more than {_MOST_ENTRIES} entries")
    held = Placeholders()
    if item.kind == "permissions":
        return _permissions(item, table, all_keys)
    if item.kind == "hooks":
        found = _hooks(item, table, held)
    elif item.kind == "mcp-servers":
        found = _servers(item, table, held)
    else:
        values = {name: held.value(name, value) for name, value in table.items() if isinstance(value, dict)}
        found = Entries(values, len(values), ())
    fill_in = tuple(note(NoteKind.FILL_IN, name=name, entry=entry) for name, entry in held.used.items())
    return Entries(found.values, found.count, found.notes + fill_in)


def _servers(item: Item, table: dict[str, Any], held: Placeholders) -> Entries:
    values: dict[str, Any] = {}
    notes: list[Note] = []
    for name, server in table.items():
        if not isinstance(server, dict):
            notes.append(note(NoteKind.NOT_CARRIED, path=name, why="it is no server"))
        elif server.get("disabled") is True or server.get("enabled") is False:
            notes.append(note(NoteKind.SWITCHED_OFF, entry=name))
        else:
            shaped = _shaped(item, server)
            if "sse" in (server.get("type"), server.get("transport")) and not {"type", "transport"} & shaped.keys():
                notes.append(note(NoteKind.NOT_CARRIED, path=name, why="it speaks SSE, which is not known there"))
                continue
            left = [key for key in shaped if key not in _SERVER_FIELDS and key not in ("disabled", "enabled")]
            left += [key for key in server if key not in shaped and key in _SERVER_FIELDS and not _renamed(item, key)]
            if left:
                notes.append(note(NoteKind.FIELDS_STAY, entry=name, keys=", ".join(left)))
            values[name] = held.server(name, {key: one for key, one in shaped.items() if key in _SERVER_FIELDS})
    return Entries(values, len(values), tuple(notes))


def _shaped(item: Item, entry: dict[str, Any]) -> dict[str, Any]:
    for step in item.steps:
        if isinstance(step, Rename):
            entry = {step.keys.get(key, key) if step.keys.get(key) not in entry else key: entry[key] for key in entry}
        elif isinstance(step, Map) and isinstance(entry.get(step.key), str):
            value = step.values.get(entry[step.key], entry[step.key])
            entry = {key: value if key == step.key else one for key, one in entry.items() if key != step.key or value}
        elif isinstance(step, Keep):
            entry = {key: one for key, one in entry.items() if key in step.keys}
    return entry


def _renamed(item: Item, key: str) -> bool:
    return any(isinstance(step, Rename) and key in step.keys for step in item.steps)


def _permissions(item: Item, table: dict[str, Any], all_keys: tuple[str, ...]) -> Entries:
    tools = next(step.tools for step in item.steps if isinstance(step, NarrowPermissions))
    narrowed = narrow(table, tools)
    notes = [note(NoteKind.RULE_TOO_BROAD, rule=rule) for rule in narrowed.too_broad]
    notes += [note(NoteKind.RULE_UNKNOWN, rule=Placeholders().line("rule", rule)) for rule in narrowed.unknown]
    others = [key for key in all_keys if key not in table]
    if others:
        notes.append(note(NoteKind.APPROVALS_STAY, keys=", ".join(others)))
    return Entries(dict(narrowed.lists), sum(map(len, narrowed.lists.values())), tuple(notes))


def _hooks(item: Item, table: dict[str, Any], held: Placeholders) -> Entries:
    known = next(step.events for step in item.steps if isinstance(step, DisableHooks))
    values: dict[str, Any] = {}
    notes: list[Note] = []
    for event, groups in table.items():
        if event not in known:
            notes.append(note(NoteKind.HOOK_UNKNOWN, event=event))
        elif not isinstance(groups, list):
            notes.append(note(NoteKind.NOT_CARRIED, path=event, why="it is no list of hooks"))
        else:
            values[event] = held.value(event, groups)
            notes += [note(NoteKind.HOOK_OFF, event=event, command=command) for command in _commands(values[event])]
    return Entries(values, sum(one.kind is NoteKind.HOOK_OFF for one in notes), tuple(notes))


def _commands(groups: list[Any]) -> list[str]:
    """What each hook runs or asks, in a line."""
    hooks = [
        hook
        for group in groups
        if isinstance(group, dict)
        for hook in (group["hooks"] if isinstance(group.get("hooks"), list) else [])
        if isinstance(hook, dict)
    ]
    said = [
        next((hook[key] for key in ("command", "url", "prompt") if isinstance(hook.get(key), str)), "?")
        for hook in hooks
    ]
    return [" ".join(one.split())[:120] for one in said]
