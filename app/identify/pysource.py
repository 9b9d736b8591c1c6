"""What a small Python source starts: the functions it calls from modules it imports, and the modules and files it runs.

Made for the scripts that pip, uv and pipx write and for `python -c`; not a parser, so that no source can hurt us (the
`ast` module's own docs warn of crashes). Importing alone starts nothing.
"""

import re
import sys

import msgspec

_FROM = re.compile(r"(?:^|[;:\n])[ \t]*from[ \t]+([\w.]{1,200})[ \t]+import[ \t]+\(?([\w.,* \t]{1,1000})")
_IMPORT = re.compile(r"(?:^|[;:\n])[ \t]*import[ \t]+([\w., \t]{1,1000})")
_CALL = re.compile(r"(?<![\w.])([A-Za-z_][\w.]{0,200})[ \t]*\(")
_RUN_MODULE = re.compile(r"\brun_module[ \t]*\([ \t]*(['\"])([\w.]{1,200})\1")
_RUN_FILE = re.compile(
    r"\b(?:run_path|execfile)[ \t]*\([ \t]*r?(['\"])([^'\"\n]{1,1024})\1"
    r"|\bexec[ \t]*\((?:[ \t]*compile[ \t]*\()?[ \t]*open[ \t]*\([ \t]*r?(['\"])([^'\"\n]{1,1024})\3"
)
_LOAD_ENTRY = re.compile(
    r"\b\w*load_entry_point[ \t]*\([ \t]*(['\"])([\w.-]{1,100})[^'\"\n]{0,100}\1[ \t\n]*,[ \t\n]*"
    r"(['\"])(?:console|gui)_scripts\3[ \t\n]*,[ \t\n]*(['\"])([\w.-]{1,100})\4"
)

LARGEST = 16_384
"""Characters that are looked at; a script that only starts something is short."""


class Starts(msgspec.Struct, frozen=True):
    """What a source starts.

    `functions` are (module, attribute path) pairs, `modules` and `files` are run whole, `commands` are (distribution,
    command) pairs that setuptools' older scripts load by name.
    """

    functions: tuple[tuple[str, str], ...] = ()
    modules: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()


def starts(source: str) -> Starts:
    """Read a source. Raises nothing."""
    source = source[:LARGEST]
    return Starts(
        functions=_functions(source),
        modules=tuple(dict.fromkeys(match[2] for match in _RUN_MODULE.finditer(source))),
        files=tuple(dict.fromkeys(match[2] or match[4] for match in _RUN_FILE.finditer(source))),
        commands=tuple(dict.fromkeys((match[2], match[5]) for match in _LOAD_ENTRY.finditer(source))),
    )


def _functions(source: str) -> tuple[tuple[str, str], ...]:
    names: dict[str, tuple[str, str]] = {}
    for match in _FROM.finditer(source):
        names |= {bound: (match[1], original) for original, bound in _bindings(match[2])}
    for match in _IMPORT.finditer(source):
        for original, bound in _bindings(match[1]):
            module = original if bound != original else original.partition(".")[0]  # `import a.b` binds a
            names[bound if bound != original else module] = (module, "")
    foreign = {
        bound: origin for bound, origin in names.items() if origin[0].partition(".")[0] not in sys.stdlib_module_names
    }
    found: dict[tuple[str, str], None] = {}
    if foreign:
        for match in _CALL.finditer(source):
            head, _, rest = match[1].partition(".")
            if head in foreign and (rest or foreign[head][1]):
                found |= dict.fromkeys(_splits(*foreign[head], rest))
    return tuple(found)[:256]


def _splits(module: str, attribute: str, rest: str) -> list[tuple[str, str]]:
    """Every way to read a dotted call: `llm.cli.cli` may be cli of llm.cli, or cli.cli of llm."""
    parts = [part for part in (attribute, *rest.split(".")) if part]
    return [(".".join([module, *parts[:cut]]), ".".join(parts[cut:])) for cut in range(min(len(parts), 6))]


def _bindings(text: str) -> list[tuple[str, str]]:
    """`a, b as c` -> (a, a), (b, c)."""
    found = []
    for one in text.split(",")[:32]:
        words = one.split()
        if len(words) == 1 and words[0] != "*":
            found.append((words[0], words[0]))
        elif len(words) == 3 and words[1] == "as":
            found.append((words[0], words[2]))
    return found
