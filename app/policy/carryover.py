"""Carry-over: how a person's settings come along from one tool to another. Data only, signed with the recipes.

A pair names two tools and the items that can travel between them; an item is a source, a target and typed steps from a
closed set. No step can run anything, and the rules that protect people (secret values become placeholders, permissions
only narrow, hooks arrive disabled, links are not followed) are the client's own: no pair can turn them off.
"""

from typing import Annotated, Any, Literal

import msgspec

from app.errors import SignpostError
from app.policy.carrypaths import source_fault, target_fault
from app.policy.carrysteps import (
    Copy,
    DisableHooks,
    Keep,
    Map,
    Merge,
    NarrowPermissions,
    Rename,
    Step,
    Suffix,
)

Kind = Literal["mcp-servers", "agents", "skills", "commands", "rules", "memory", "hooks", "permissions", "status-line"]
Scope = Literal["user", "project"]


class Item(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"source": "from", "target": "to"},
):
    """One thing that can come along: `from` a file or a pattern of files `to` a file or a folder (ending in `/`).

    Both are relative to the home folder, or to the project's. The first step is `copy` or `merge`.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    kind: Kind
    scope: Scope = "user"
    source: Annotated[str, msgspec.Meta(max_length=200)]
    source_scope: Scope | None = None
    target: Annotated[str, msgspec.Meta(max_length=200)]
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1, max_length=16)]

    @property
    def read_in(self) -> Scope:
        """Where the source lies: a project's part of a person's own file lies in the home folder."""
        return self.source_scope or self.scope

    def __post_init__(self) -> None:
        """Refuse what would reach too far or make no sense."""
        if wrong := item_fault(self):
            raise ValueError(wrong)


class Stays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that does not come along: where it would lie (it is never opened), what it is, and why."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    path: Annotated[str, msgspec.Meta(max_length=200)]
    scope: Scope = "user"
    name: dict[str, str]
    reason: dict[str, str]


class Pair(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    rename={"source": "from", "target": "to"},
):
    """What can come along from one tool to another. `skipped` names the items that this client does not understand."""

    source: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    target: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    items: Annotated[tuple[Item, ...], msgspec.Meta(max_length=64)]
    stays: Annotated[tuple[Stays, ...], msgspec.Meta(max_length=32)] = ()
    skipped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two items of one name: a person's choice would mean both."""
        ids = [one.id for one in self.items] + [one.id for one in self.stays]
        if len(set(ids)) != len(ids):
            raise ValueError(f"item {next(one for one in ids if ids.count(one) > 1)!r} is defined twice")


_DOCUMENTS = (".json", ".jsonc", ".toml")
_OF_FILES = (Rename, Map, Suffix)
_OF_ENTRIES = (Rename, Map, Keep, NarrowPermissions, DisableHooks)
_MERGED: tuple[Kind, ...] = ("mcp-servers", "permissions", "hooks", "status-line")
_SERVERS = ("mcpServers", "mcp_servers", "servers")
_SECRETS = ("env", "headers", "http_headers")
"""Fields of a server that are made for secrets: under any other name their values would not be taken for such."""
_STATUS_LINES = ("statusLine", "status_line")
_TEXTS = (".md", ".mdc", ".txt")


def item_fault(item: Item) -> str:
    """What is wrong with an item beyond its shape, or "": above all, each kind reaches only what is of its kind."""
    if wrong := source_fault(item.source):
        return f"from {wrong}"
    if wrong := target_fault(item.target):
        return f"to {wrong}"
    if (item.source, item.read_in) == (item.target, item.scope):
        return "would change the original, which is only ever read"
    first, *rest = item.steps
    if not isinstance(first, (Copy, Merge)) or any(isinstance(step, (Copy, Merge)) for step in rest):
        return "its first step, and only that, is copy or merge"
    allowed = _OF_FILES if isinstance(first, Copy) else _OF_ENTRIES
    if any(not isinstance(step, allowed) for step in rest):
        return f"has a step that {'copied files' if isinstance(first, Copy) else 'merged entries'} do not have"
    if isinstance(first, Merge) != (item.kind in _MERGED):
        return f"is of kind {item.kind}, which is {'merged' if item.kind in _MERGED else 'copied'}"
    for kind, step in (("permissions", NarrowPermissions), ("hooks", DisableHooks)):
        if (item.kind == kind) != any(isinstance(one, step) for one in item.steps):
            return f"is of kind {kind} exactly when it has the step that goes with it"
    return _copied_fault(item) if isinstance(first, Copy) else _merged_fault(item, first)


def _copied_fault(item: Item) -> str:
    if ("*" in item.source) != item.target.endswith("/"):
        return "copies a pattern into a folder (to ends in /), or one file to one file"
    if item.kind != "skills" and not (item.source.endswith(_TEXTS) and item.target.endswith((*_TEXTS, "/"))):
        return "copies texts only (.md, .mdc, .txt)"
    return ""


def _merged_fault(item: Item, merge: Merge) -> str:
    if "*" in item.source or not (item.source.endswith(_DOCUMENTS) and item.target.endswith(_DOCUMENTS)):
        return "merges one .json or .toml document into another"
    if item.kind == "mcp-servers" and (merge.into[-1:] or ("",))[0] not in _SERVERS:
        return f"puts servers into a table named {', '.join(_SERVERS)}"
    if item.kind == "permissions" and not (merge.only and set(merge.only) <= {"allow", "ask", "deny"}):
        return "takes only allow, ask and deny of permissions; name them"
    if item.kind == "permissions" and "allow" in merge.only and not {"ask", "deny"} <= set(merge.only):
        return "takes what is allowed only together with ask and deny"
    renamed = [pair for step in item.steps if isinstance(step, Rename) for pair in step.keys.items()]
    if item.kind == "mcp-servers" and any(old in _SECRETS and new not in _SECRETS for old, new in renamed):
        return f"gives {', '.join(_SECRETS)} no other names than these"
    if item.kind == "hooks" and ".from-" not in item.target.rsplit("/", 1)[-1]:
        return "puts hooks into a file that nothing reads: hooks.from-….json"
    if item.kind == "status-line" and not (merge.only and set(merge.only) <= set(_STATUS_LINES)):
        return f"takes only {' or '.join(_STATUS_LINES)}; name it"
    return ""


def understood(raw: list[Any], skipped: list[str]) -> tuple[Pair, ...]:
    """Published pairs as this client understands them: an item with a step it does not know is left out and named.

    What is not understood at all is named in `skipped`.
    """
    pairs: list[Pair] = []
    for one in raw:
        try:
            outline = msgspec.convert(one, _Outline)
        except msgspec.ValidationError as error:
            skipped.append(f"carry-over: {error}")
            continue
        items, left = [], []
        for number, item in enumerate(outline.items):
            try:
                items.append(msgspec.convert(item, Item))
            except msgspec.ValidationError as error:
                name = item.get("id") if isinstance(item, dict) else None
                left.append(f"{name or number}: {error}")
        try:
            stays = msgspec.convert(outline.stays, tuple[Stays, ...])
            pair = Pair(source=outline.source, target=outline.target, items=tuple(items), stays=stays)
            pairs.append(msgspec.structs.replace(pair, skipped=tuple(left)))
        except (msgspec.ValidationError, ValueError) as error:
            skipped.append(f"carry-over {outline.source} to {outline.target}: {error}")
    return tuple(pairs)


class _Outline(msgspec.Struct, rename={"source": "from", "target": "to"}):
    """A pair before its items are understood."""

    source: str
    target: str
    items: list[Any] = []
    stays: list[Any] = []


class NoPair(SignpostError):
    """The policy has no carry-over between these tools."""

    what = "Your company's policy does not say how settings come along from {source} to {target}."
    todo = "Known: {known}. Otherwise ask IT."
