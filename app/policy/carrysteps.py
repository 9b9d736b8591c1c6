"""The steps of a carry-over: a small closed set, none of which can run anything. How they combine is `carryover`'s."""

from typing import Annotated

import msgspec

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
KeyPath = Annotated[tuple[Key, ...], msgspec.Meta(max_length=8)]
"""The way to a table in a JSON or TOML document. `{project}` stands for the project's absolute path."""

PROJECT = "{project}"


class Copy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="copy", tag_field="do"):
    """Files travel whole: one to one, or those of a pattern into a folder, where they keep their place."""


class Merge(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag="merge",
    tag_field="do",
):
    """The entries of the table `at` in a JSON or TOML document go to the table `into` of another; `only` some keys."""

    at: KeyPath = ()
    into: KeyPath = ()
    only: tuple[Key, ...] = ()


class Rename(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="rename", tag_field="do"):
    """Keys get other names: in each entry, or in the front matter of each file."""

    keys: Annotated[dict[Key, Key], msgspec.Meta(min_length=1)]


class Map(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="map", tag_field="do"):
    """The text values of one key become others: in each entry, or in the front matter. "" takes the key away."""

    key: Key
    values: Annotated[dict[Key, str], msgspec.Meta(min_length=1)]


class Keep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="keep", tag_field="do"):
    """Only these keys of each entry travel; others are left out and named."""

    keys: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1)]


class Suffix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="suffix", tag_field="do"):
    """Copied files end differently: `.mdc` becomes `.md`."""

    old: Annotated[str, msgspec.Meta(pattern=r"^\.[a-z0-9]{1,12}$")]
    new: Annotated[str, msgspec.Meta(pattern=r"^\.[a-z0-9]{1,12}$")]


class NarrowPermissions(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag="narrow-permissions",
    tag_field="do",
):
    """Rules such as `Bash(git status:*)`: of the lists allow, ask and deny only what the target says just as narrowly.

    `tools` names the tools whose rules are known in both: a tool's name there, and its names here. What is denied or
    asked about is said of all of them; what is allowed only of a tool of the very same name, whatever stands here, and
    only where the client knows that both mean the same by it. `mcp__*` stands for the tools of MCP servers.
    """

    tools: Annotated[dict[Key, Annotated[tuple[Key, ...], msgspec.Meta(min_length=1)]], msgspec.Meta(min_length=1)]


class DisableHooks(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="disable-hooks", tag_field="do"
):
    """Hooks of these events arrive in a document that the target does not read, and each is listed."""

    events: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1)]


Step = Copy | Merge | Rename | Map | Keep | Suffix | NarrowPermissions | DisableHooks
