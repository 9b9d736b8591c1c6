"""What a command line really runs: the script behind the interpreter, the modules loaded before it, or nothing at all.

Pure: reads argv as it was at exec time and the tables in `grammars`; asks the file system nothing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from app.identify.grammars import FAMILIES, OWN, SWITCHES, Does, Grammar

MOST_WORDS = 512
"""So many words of a command line are looked at; what a person means stands in front."""

LONGEST_CODE = 16_384
"""Characters of an inline program that are looked at."""


class Run(msgspec.Struct, frozen=True):
    """What is run. Paths and module names are as written; `folder` is what relative ones start from, when it is given.

    `interpreter` is empty for a program that runs itself. `offers` are the packages a runner was told to bring,
    `command` what it then starts. `program` is a program loaded into the same process, with the words from `rest` on
    as its argv.
    """

    interpreter: str = ""
    script: str = ""
    loads: tuple[str, ...] = ()
    module: str = ""
    code: str = ""
    package: str = ""
    offers: tuple[str, ...] = ()
    command: str = ""
    folder: str = ""
    program: str = ""
    rest: int = 0


ITSELF = Run()


def base_name(path: str) -> str:
    """The last part of a path, by either separator."""
    return _last_part(path[-512:])


@lru_cache(maxsize=512)
def _last_part(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]


@lru_cache(maxsize=512)
def grammar_of(exe: str) -> Grammar | None:
    """The grammar of an interpreter, known by the name of its executable; None for every other program."""
    name = base_name(exe).lower().removesuffix(".exe")
    return next((grammar for named, grammar in FAMILIES if named().fullmatch(name)), None)


def read(exe: str, argv: Sequence[str], env: Mapping[str, str], grammar: Grammar | None = None) -> Run:
    """What `exe` runs when called with `argv`; `grammar` when its bytes say more than its name. Never raises."""
    grammar = grammar or grammar_of(exe)
    if grammar is None or grammar is OWN:
        grammar = next((grammar for variable, grammar in SWITCHES if env.get(variable)), None)
        if grammar is None:
            return ITSELF
    if grammar.calls and argv:
        grammar = grammar.calls.get(base_name(argv[0]).lower().removesuffix(".exe").removeprefix("-"), grammar)
    steps = _steps(argv, 1, grammar)
    if grammar.variable and (more := env.get(grammar.variable)):
        steps = [step for step in _steps(_words(more), 0, grammar) if step[0] is Does.LOADS] + steps
    found: dict[str, str] = {}
    loads: list[str] = []
    offers: list[str] = []
    rest = 0
    for does, value, at in steps:
        if does is Does.LOADS:
            loads.append(value)
        elif does is Does.OFFERS:
            offers.append(value)
        else:
            found.setdefault(_FIELD[does], value[:LONGEST_CODE])
            rest = at if does is Does.PROGRAM else 0
    return Run(grammar.name, loads=tuple(loads[:16]), offers=tuple(offers[:16]), rest=rest, **found)


_FIELD = {
    Does.FILE: "script",
    Does.PROGRAM: "program",
    Does.MODULE: "module",
    Does.CODE: "code",
    Does.FOLDER: "folder",
    Does.PACKAGE: "package",
    Does.COMMAND: "command",
}

_IGNORED = frozenset({None, Does.VALUE, Does.ATTACHED})
_ENDS = frozenset({Does.FILE, Does.PROGRAM, Does.MODULE, Does.PACKAGE, Does.COMMAND})

Step = tuple[Does, str, int]


def _steps(argv: Sequence[str], at: int, grammar: Grammar) -> list[Step]:
    """The words that matter, as (what it does, with which value, at which word); none at all when nothing is run."""
    steps: list[Step] = []
    end = min(len(argv), MOST_WORDS)
    while at < end:
        word = argv[at]
        if word == "--" or (word == "-" and grammar.dash_ends):
            return steps + _plain(argv, at + 1, grammar)
        if word == "-":
            return steps  # the program comes from standard input
        if word[:1] not in ("-", "+") or (word[:1] == "+" and not grammar.dash_ends):
            return _word(argv, at, grammar, steps)
        does, value, used = _option(argv, at, grammar)
        at += used + 1
        if does is Does.STOPS:
            return []
        if does is None or does in _IGNORED:
            continue
        if does is Does.MODULE and value in grammar.modules:
            return steps + _steps(argv, at, grammar.modules[value])
        steps.append((does, value, at))
        if does in _ENDS or (does is Does.CODE and grammar.code_ends):
            return steps
    return steps


def _word(argv: Sequence[str], at: int, grammar: Grammar, steps: list[Step]) -> list[Step]:
    """What the first word without a dash adds to the steps before it."""
    if argv[at] in grammar.commands:
        chosen = grammar.commands[argv[at]]
        return [] if chosen is None else steps + _steps(argv, at + 1, chosen)
    if any(does is Does.CODE for does, _, _ in steps):
        return steps  # after `-e code` it is an argument of the code
    return [] if grammar.plain is Does.STOPS else steps + _plain(argv, at, grammar)


def _plain(argv: Sequence[str], at: int, grammar: Grammar) -> list[Step]:
    """What a plain word does. Behind a runner's command there may be a module: `uv run python -m x`."""
    if at >= len(argv) or grammar.plain is Does.STOPS:
        return []
    word = argv[at]
    if grammar.plain is Does.FILE and word.startswith("npm:"):
        return [(Does.PACKAGE, word, at)]
    steps: list[Step] = [(grammar.plain, word, at)]
    behind = grammar_of(word) if grammar.plain is Does.COMMAND else None
    if behind is not None and behind.modules:
        steps += [step for step in _steps(argv, at + 1, behind) if step[0] is Does.MODULE]
    return steps


def _option(argv: Sequence[str], at: int, grammar: Grammar) -> tuple[Does | None, str, int]:
    """What the option at `at` does, its value, and how many words beyond its own it takes."""
    word = argv[at]
    does = grammar.options.get(word)
    if does is not None:
        if does in (Does.STOPS, Does.ATTACHED):
            return does, "", 0
        following = argv[at + 1] if at + 1 < len(argv) else ""
        return does, following, 1
    name, equals, value = word.partition("=")
    if equals and word.startswith("--"):
        does = grammar.options.get(name)
        return does, value, 0
    if grammar.clusters and not word.startswith("--"):
        for position, letter in enumerate(word[1:64], start=1):
            does = grammar.options.get(word[0] + letter)
            if does is Does.STOPS or does is Does.ATTACHED:
                return does, "", 0
            if does is not None:
                glued = word[position + 1 :]
                return (does, glued, 0) if glued else (does, argv[at + 1] if at + 1 < len(argv) else "", 1)
    return None, "", 0


def _words(text: str) -> list[str]:
    """The words of an options variable; double quotes hold one together (Node's docs, NODE_OPTIONS)."""
    quoted = re.findall(r'(?:[^\s"]|"(?:[^"\\]|\\.)*")+', text[:LONGEST_CODE])
    return [word.replace('"', "") for word in quoted[:MOST_WORDS]]
