"""Edits of TOML settings: entries put in and taken out by tomlkit, which keeps comments, order and spacing."""

from collections.abc import MutableMapping
from typing import Any, cast

Table = MutableMapping[str, Any]


def insert(text: str, path: tuple[str, ...], entries: dict[str, Any]) -> str:
    """`text` with these new keys in the table at `path`, which is made where it is missing. Raises ValueError."""
    import tomlkit

    document = tomlkit.parse(text)
    table = cast(Table, document)
    for number, key in enumerate(path):
        if key not in table:
            table[key] = tomlkit.table(is_super_table=number == len(path) - 1 and _all_tables(entries))
        table = cast(Table, table[key])
        if not isinstance(table, MutableMapping):
            raise ValueError(f"{'.'.join(path[: number + 1])} is no table")  # noqa: TRY004 - one error for all
    for key, value in entries.items():
        table[key] = _item(value)
    return tomlkit.dumps(document)


def extend(text: str, path: tuple[str, ...], values: list[Any]) -> str:
    """`text` with these values at the end of the list at `path`. Raises ValueError: there is no list."""
    import tomlkit

    document = tomlkit.parse(text)
    found: Any = document
    for key in path:
        found = found.get(key) if isinstance(found, MutableMapping) else None
    if not isinstance(found, list):
        raise ValueError(f"{'.'.join(path)} is no list")  # noqa: TRY004 - one error for all that cannot be edited
    found.extend(values)
    return tomlkit.dumps(document)


def remove(text: str, path: tuple[str, ...]) -> str:
    """`text` without the key at the end of `path`; as it is when there is none. Raises ValueError."""
    import tomlkit

    document = tomlkit.parse(text)
    table: Any = document
    for key in path[:-1]:
        table = table.get(key) if isinstance(table, MutableMapping) else None
    if not isinstance(table, MutableMapping) or path[-1] not in table:
        return text
    del table[path[-1]]
    return tomlkit.dumps(document)


def discard(text: str, path: tuple[str, ...], value: Any) -> str:
    """`text` without the last such value in the list at `path`; as it is when there is none. Raises ValueError."""
    import tomlkit

    document = tomlkit.parse(text)
    found: Any = document
    for key in path:
        found = found.get(key) if isinstance(found, MutableMapping) else None
    places = [number for number, one in enumerate(found) if one == value] if isinstance(found, list) else []
    if not places:
        return text
    del found[places[-1]]
    return tomlkit.dumps(document)


def _all_tables(entries: dict[str, Any]) -> bool:
    return all(isinstance(value, dict) for value in entries.values())


def _item(value: Any) -> Any:
    """A table for each server and its plain fields, inline tables within: as people write them."""
    import tomlkit

    if not isinstance(value, dict):
        return tomlkit.item(value)
    table = tomlkit.table()
    for key, one in value.items():
        table[key] = _inline(one)
    return table


def _inline(value: Any) -> Any:
    import tomlkit

    if not isinstance(value, dict):
        return tomlkit.item(value)
    inline = tomlkit.inline_table()
    for key, one in value.items():
        inline[key] = _inline(one)
    return inline
