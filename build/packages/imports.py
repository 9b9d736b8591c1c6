"""What a program imports, read off its sources: at once or later, on one system. A frozen one must have all of it."""

import ast
import operator
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from devtools.places import ROOT

_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = MappingProxyType(
    {
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.GtE: operator.ge,
        ast.Lt: operator.lt,
        ast.In: lambda one, many: one in many,
        ast.NotIn: lambda one, many: one not in many,
    }
)


def imported(entry: Path, platform: str = sys.platform, root: Path = ROOT) -> tuple[str, ...]:
    """Everything that a script and the modules of ours it leads to import: `module`, or `module:name`, sorted.

    Left out is what only type checkers or other platforms get to, and what a program does without (`try`, and
    `except ImportError`).
    """
    found, seen, ahead = set[str](), set[Path](), [entry]
    while ahead:
        source = ahead.pop()
        if source in seen:
            continue
        seen.add(source)
        said = set(_in(ast.parse(source.read_text("utf-8")).body, platform))
        found |= said
        ahead += [path for one in said for path in _ours(one, root)]
    return tuple(sorted(found))


def _ours(said: str, root: Path) -> Iterator[Path]:
    """The files of ours that an import runs: the module's, its packages', and those of a module it names."""
    module, _, name = said.partition(":")
    parts = module.split(".") + ([name] if name else [])
    for count in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:count])
        yield from (path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file())


def _in(body: Sequence[ast.stmt], platform: str) -> Iterator[str]:
    """What these statements import, up to one that nothing gets past."""
    for statement in body:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield from (f"{statement.module}:{alias.name}" for alias in statement.names)
        else:
            for inner in _run(statement, platform):
                yield from _in(inner, platform)
        if _ends(statement, platform):
            return


def _run(statement: ast.stmt, platform: str) -> list[Sequence[ast.stmt]]:
    """The bodies of a statement that may be run."""
    if isinstance(statement, ast.If):
        held = _holds(statement.test, platform)
        return [branch for branch, out in ((statement.body, False), (statement.orelse, True)) if held is not out]
    handlers = list[ast.ExceptHandler](getattr(statement, "handlers", []))
    forgiven = any(_forgives(handler) for handler in handlers)
    names = ("orelse", "finalbody") if forgiven else ("body", "orelse", "finalbody")
    parts = (*handlers, *getattr(statement, "cases", []))
    return [*(getattr(statement, name, []) for name in names), *(part.body for part in parts)]


def _ends(statement: ast.stmt, platform: str) -> bool:
    """Whether what follows is for other platforms: `assert sys.platform == …`, or `if …: return`."""
    if isinstance(statement, ast.Assert):
        return _holds(statement.test, platform) is False
    if isinstance(statement, ast.If) and _holds(statement.test, platform) is not None:
        return any(branch and isinstance(branch[-1], ast.Return | ast.Raise) for branch in _run(statement, platform))
    return False


def _forgives(handler: ast.ExceptHandler) -> bool:
    """Whether it catches that there is no such module."""
    named = ast.unparse(handler.type) if handler.type else "Exception"
    return any(name in named for name in ("ImportError", "ModuleNotFoundError"))


def _holds(test: ast.expr, platform: str) -> bool | None:
    """Whether a condition holds when the program runs on `platform`; None: who knows."""
    if isinstance(test, ast.Name) and test.id == "TYPE_CHECKING":
        return False
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    known: dict[str, Any] = {"sys.platform": platform, "sys.version_info": sys.version_info}
    left, compare = ast.unparse(test.left), _COMPARISONS.get(type(test.ops[0]))
    if left not in known or compare is None:
        return None
    return bool(compare(known[left], ast.literal_eval(test.comparators[0])))
