"""What interpreters have inside, whatever their files are called: data, and the reading of it.

Looked at in the programs themselves: node 16 to 24, bun 1.0 to 1.4, deno 2.9, CPython 3.11, and Debian 12's Ruby 3.1,
Perl 5.36, PHP 8.2, OpenJDK 17, Lua 5.4, LuaJIT 2.1 and bash 5.2. A text missing proves nothing: others build them
differently.
"""

import stat
from collections.abc import Mapping

import msgspec

from app.identify.content import LARGEST
from app.identify.files import Look, is_absolute, join, status
from app.identify.folders import is_system
from app.identify.grammars import BUN, DENO, JAVA, LUA, NODE, OWN, PERL, PHP, PYTHON, RUBY, SHELL, Grammar
from app.identify.interpreters import grammar_of
from app.patterns import regex
from app.policy.launch import Launch

MOST_WORDS = 16
"""So many words of a command line are tried as the name of a script."""

_RUNS = frozenset({"-m", "-c", "-e", "--eval"})
_SCRIPT = regex(r"\.(?:[cm]?[jt]sx?|pyz?|pyc|rb|pl|php|lua|jar|sh)$|[/\\](?:node_modules|(?:site|dist)-packages)[/\\]")


class Runtime(msgspec.Struct, frozen=True, kw_only=True):
    """One interpreter: its grammar, and texts that are all inside it and together in nothing else.

    What is made with it may carry the whole interpreter and still run itself: `doubled` is a text that is inside such a
    product once more than in the interpreter, where it stands once; `trailer` one that stands at a product's end. No
    file of more than `largest` bytes is this one.
    """

    grammar: Grammar
    inside: tuple[str, ...]
    largest: int = 64 << 20
    doubled: str = ""
    trailer: str = ""


RUNTIMES: tuple[Runtime, ...] = (
    # Electron has Node inside, but takes a file for one to be shown
    Runtime(grammar=OWN, inside=("ELECTRON_RUN_AS_NODE",), largest=LARGEST),
    # `:1` in single executable applications (Node's docs)
    Runtime(grammar=NODE, inside=("NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:0",), largest=LARGEST),
    # `bun build --compile` ends its part with the trailer it looks for (bun, StandaloneModuleGraph); since 1.4 that is
    # no longer the end of the file
    Runtime(grammar=BUN, inside=("bunfig.toml", "\n---- Bun! ----\n"), doubled="\n---- Bun! ----\n", largest=LARGEST),
    # `deno compile` took the whole deno and put this at the end (deno, cli/standalone.rs); now it takes `denort`, which
    # has no command line of its own
    Runtime(grammar=DENO, inside=("DENO_INSTALL_ROOT", "d3n0l4nd"), trailer="d3n0l4nd", largest=LARGEST),
    Runtime(grammar=PYTHON, inside=("Py_BytesMain",), largest=LARGEST),
    Runtime(grammar=RUBY, inside=("ruby_run_node", "ruby_sysinit")),
    Runtime(grammar=PERL, inside=("Perl_sys_init3", "perl_run", "PERL5LIB")),
    Runtime(grammar=PHP, inside=("[-f] <file> [--]", "Zend Engine")),
    Runtime(grammar=JAVA, inside=("JLI_Launch", "JLI_InitArgProcessing")),
    Runtime(grammar=LUA, inside=("LUA_INIT", "_PROMPT2")),
    Runtime(grammar=SHELL, inside=("BASH_EXECUTION_STRING", "bash_logout")),
)
"""The first that fits decides."""


def could_interpret(launch: Launch) -> bool:
    """Whether a program might be an interpreter that goes by another name: it is given a script, a module or code.

    An interpreter by its own name among the system's programs is believed.
    """
    if is_system(launch.exe) and grammar_of(launch.exe) is not None:
        return False
    words = launch.argv[1:MOST_WORDS]
    return not _RUNS.isdisjoint(words) or any(
        _is_script(join(launch.cwd, word)) for word in words if word[:1] not in ("", "-")
    )


def _is_script(path: str) -> bool:
    """Whether it is the file of a script, by what it is called or by its first line."""
    found = status(path) if is_absolute(path) else None
    if found is None or not stat.S_ISREG(found.st_mode):
        return False
    return _SCRIPT().search(path) is not None or Look().read(path, 2, whole=False) == b"#!"


def traces(size: int) -> tuple[bytes, ...]:
    """The texts to count in a file of so many bytes."""
    return tuple(dict.fromkeys(text.encode() for one in RUNTIMES if size <= one.largest for text in one.inside))


def interpreter_in(counts: Mapping[bytes, int], tail: bytes) -> Grammar | None:
    """Which interpreter a file is, by how often each of its `traces` is inside it and by its last bytes.

    `OWN` for a program made with one, which runs itself; None when nothing can be said.
    """
    for one in RUNTIMES:
        if all(counts.get(text.encode()) for text in one.inside):
            doubled = one.doubled and counts[one.doubled.encode()] > 1
            return OWN if doubled or (one.trailer and one.trailer.encode() in tail) else one.grammar
    return None
