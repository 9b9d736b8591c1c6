"""What a small Python source starts: the functions it calls from modules it imports, and the modules and files it runs.

Made for the scripts that pip, uv and pipx write and for `python -c`; not a parser, so that no source can hurt us (the
`ast` module's own docs warn of crashes). Importing alone starts nothing.
"""

import re
import sys

import msgspec

from app.patterns import regex

_FROM = regex(
    r"(?:^|[;:\n])[ \t]*from[ \t]+([\w.]{1,200})[ \t]+import[ \t]*(?:\(([^()]{1,2000})\)|[ \t]([\w.,* \t]{1,1000}))"
)
_IMPORT = regex(r"(?:^|[;:\n])[ \t]*import[ \t]+([\w., \t]{1,1000})")
_IMPORTED = regex(
    r"(?:\b(?P<bound>[A-Za-z_]\w{0,100})[ \t]*=[ \t]*)?\b(?:[A-Za-z_]\w{0,100}\.)?(?:import_module|__import__)[ \t]*\("
    r"[ \t]*(?P<quote>['\"])(?P<module>[\w.]{1,200})(?P=quote)[^()\n]{0,200}\)(?:\.(?P<rest>[A-Za-z_][\w.]{0,200}))?"
)
_CALL = regex(r"(?<![\w.])([A-Za-z_][\w.]{0,200})[ \t]*\(")
_HANDED_ON = regex(
    r"(?:\btarget[ \t]*=|\.(?:invoke|submit)[ \t]*\(|\b(?:asyncio|anyio|trio)\.run[ \t]*\()"
    r"[ \t]*([A-Za-z_][\w.]{0,200})"
)
"""A function handed to what calls it: a thread or process, click's test runner, an executor, an event loop."""
_GETATTR = regex(r"\bgetattr[ \t]*\([ \t]*([A-Za-z_]\w{0,100})[ \t]*,[ \t]*(['\"])(\w{1,100})\2")
_LITERAL = r"[rR]?(?P<quote>['\"])(?P<text>[^'\"\n]{1,1024})(?P=quote)"
_RUN_MODULE = regex(r"\brun_module[ \t]*\([ \t]*(?:mod_name[ \t]*=[ \t]*)?(['\"])([\w.]{1,200})\1")
_RUN_FILE = regex(
    r"(?:\b(?:run_path|execfile)[ \t]*\(|\bexec[ \t]*\((?:[ \t]*compile[ \t]*\()?[ \t]*(?:open|(?:\w+\.)?Path)[ \t]*\()"
    r"[ \t]*" + _LITERAL
)
_PATH = regex(
    r"\b(?:sys\.path(?:\.insert[ \t]*\([^,\n]{1,20},|\.(?:append|extend)[ \t]*\(|(?:\[[:0]{1,3}\])?[ \t]*\+?=)"
    r"|addsitedir[ \t]*\()[ \t\n]{0,64}[\[(]?[ \t\n]{0,64}" + _LITERAL
)
_LOAD_ENTRY = regex(
    r"\b\w*load_entry_point[ \t]*\([ \t]*(['\"])([\w.-]{1,100})[^'\"\n]{0,100}\1[ \t\n]*,[ \t\n]*"
    r"(['\"])(?:console|gui)_scripts\3[ \t\n]*,[ \t\n]*(['\"])([\w.-]{1,100})\4"
)
_LOADS = regex(r"\.load[ \t]*\(")
_OF_ONE = regex(r"\bdistribution[ \t]*\([ \t]*(['\"])([\w.-]{1,100})\1")
_QUOTED = regex(r"(?s)(\"\"\"|''').*?\1")
_WORD = regex(r"(['\"])([\w.-]{1,100})\1")
_STARTERS = frozenset({"run_module", "run_path", "import_module", "addsitedir", "entry_points", "distribution"})

LARGEST = 16_384
"""Characters that are looked at; a script that only starts something is short."""


class Starts(msgspec.Struct, frozen=True):
    """What a source starts.

    `functions` are (module, attribute path) pairs, `modules` and `files` are run whole, `commands` are (distribution,
    command) pairs loaded by name (importlib.metadata; setuptools' older scripts), "" for whichever distribution
    declares the command. `paths` are folders it adds to the front or the end of sys.path by their literal name.
    """

    functions: tuple[tuple[str, str], ...] = ()
    modules: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    paths: tuple[str, ...] = ()


def starts(source: str) -> Starts:
    """Read a source. Raises nothing."""
    source = _plainly_named(_QUOTED().sub("''", source[:LARGEST]))
    return Starts(
        functions=_functions(source),
        modules=tuple(dict.fromkeys(match[2] for match in _RUN_MODULE().finditer(source))),
        files=tuple(dict.fromkeys(match["text"] for match in _RUN_FILE().finditer(source))),
        commands=_commands(source),
        paths=tuple(dict.fromkeys(match["text"] for match in _PATH().finditer(source)))[:16],
    )


def _plainly_named(source: str) -> str:
    """The source with the standard library's starters by their own names: `from runpy import run_module as r`."""
    for match in _FROM().finditer(source):
        if match[1] in ("runpy", "importlib", "site", "importlib.metadata"):
            for original, bound in _bindings(match[2] or match[3]):
                if bound != original and original in _STARTERS:
                    source = re.sub(rf"(?<![\w.]){re.escape(bound)}(?=[ \t]*\()", original, source)
    return source


def _commands(source: str) -> tuple[tuple[str, str], ...]:
    found = dict.fromkeys((match[2], match[5]) for match in _LOAD_ENTRY().finditer(source))
    if _LOADS().search(source):
        owners = dict.fromkeys(match[2] for match in _OF_ONE().finditer(source))
        owners |= {"": None} if "console_scripts" in source else {}
        words = [match[2] for match in _WORD().finditer(_OF_ONE().sub("", source))] if owners else []
        found |= dict.fromkeys((owner, word) for owner in owners for word in words[:64])
    return tuple(found)[:64]


def _functions(source: str) -> tuple[tuple[str, str], ...]:
    names = {bound: origin for bound, origin in _names(source).items() if not _is_standard(origin[0])}
    found: dict[tuple[str, str], None] = {}
    for match in _IMPORTED().finditer(source):
        if match["rest"] and not _is_standard(match["module"]):
            for one in (match["module"], match["module"].partition(".")[0]):  # `__import__("a.b")` gives a
                found |= dict.fromkeys(_splits(one, "", match["rest"]))
    if names:
        used = [match[1] for pattern in (_CALL(), _HANDED_ON()) for match in pattern.finditer(source)]
        used += [f"{match[1]}.{match[3]}" for match in _GETATTR().finditer(source)]
        for name in used:
            head, _, rest = name.partition(".")
            if head in names and (rest or names[head][1]):
                found |= dict.fromkeys(_splits(*names[head], rest))
    return tuple(found)[:256]


def _names(source: str) -> dict[str, tuple[str, str]]:
    """What the names that a source imports stand for: (module, attribute), the latter "" for a module."""
    names: dict[str, tuple[str, str]] = {}
    for match in _FROM().finditer(source):
        names |= {bound: (match[1], original) for original, bound in _bindings(match[2] or match[3])}
    for match in _IMPORT().finditer(source):
        for original, bound in _bindings(match[1]):
            module = original if bound != original else original.partition(".")[0]  # `import a.b` binds a
            names[bound if bound != original else module] = (module, "")
    for match in _IMPORTED().finditer(source):
        if match["bound"] and not match["rest"]:
            names[match["bound"]] = (match["module"], "")
    return names


def _is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _splits(module: str, attribute: str, rest: str) -> list[tuple[str, str]]:
    """Every way to read a dotted call: `llm.cli.cli` may be cli of llm.cli, or cli.cli of llm."""
    parts = [part for part in (attribute, *rest.split(".")) if part]
    return [(".".join([module, *parts[:cut]]), ".".join(parts[cut:])) for cut in range(min(len(parts), 6))]


def _bindings(text: str) -> list[tuple[str, str]]:
    """`a, b as c` -> (a, a), (b, c)."""
    found = []
    for one in re.sub(r"#[^\n]*", "", text).split(",")[:32]:
        words = one.split()
        if len(words) == 1 and words[0] != "*":
            found.append((words[0], words[0]))
        elif len(words) == 3 and words[1] == "as":
            found.append((words[0], words[2]))
    return found
