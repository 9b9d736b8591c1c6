"""The projects that a tool knows by its own settings, so that nobody need look for them. Only read, never sent."""

from pathlib import Path
from typing import Any

from app.carryover import document
from app.carryover.document import LARGEST_SOURCE
from app.carryover.tree import Tree, fixed_part, home_tree, project_tree
from app.errors import SignpostError
from app.host.paths import Paths
from app.policy.carryover import Item, Pair
from app.policy.carrysteps import PROJECT, Merge

MOST = 30
_MOST_SEEN = 1_000


def known_projects(pair: Pair, paths: Paths) -> tuple[Path, ...]:
    """The folders that are there and have something to bring along, in the order of the settings; `MOST` at most.

    Which table of the settings names projects says the pair, by `{project}`. What cannot be read names none.
    """
    found: dict[Path, None] = {}
    for item in pair.items:
        table = _named(item, paths)
        for name in list(table)[:_MOST_SEEN]:
            try:
                tree = project_tree(Path(name), paths.home) if Path(name).is_absolute() else None
                if tree is not None and tree.root not in found and _has_any(pair, tree, item, table[name]):
                    found[tree.root] = None
            except (SignpostError, OSError, ValueError):  # it is gone, or no project; a name may hold a null
                continue
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _named(item: Item, paths: Paths) -> dict[str, Any]:
    """The table whose keys are projects; empty where the item has none, or its settings cannot be read."""
    merge = item.steps[0]
    if not isinstance(merge, Merge) or PROJECT not in merge.at:
        return {}
    try:
        values: Any = document.read(home_tree(paths.home).read(item.source, LARGEST_SOURCE) or b"", item.source)
    except (SignpostError, ValueError):
        return {}
    for key in merge.at[: merge.at.index(PROJECT)]:
        values = values.get(key) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else {}


def _has_any(pair: Pair, tree: Tree, item: Item, entry: Any) -> bool:
    merge = item.steps[0]
    inner = merge.at[merge.at.index(PROJECT) + 1 :] if isinstance(merge, Merge) else ()
    for key in inner:
        entry = entry.get(key) if isinstance(entry, dict) else None
    sources = (one.source for one in pair.items if one.scope == one.read_in == "project")
    return bool(entry) or any(tree.exists(fixed_part(one)[0] if "*" in one else one) for one in sources)
