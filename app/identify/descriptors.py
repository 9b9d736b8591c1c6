"""Programs that a process reads from a file it was given open: `node < cli.js`, `python /dev/fd/3`.

What such a name means only the process itself can say, for as long as it lives (proc(5), /proc/pid/fd). A recorded
launch has no process any more, and a pipe or a memory file no path: those stay unknown.
"""

import os
import stat

import msgspec

from app.identify.files import status
from app.identify.grammars import BUN, DENO, NODE, PERL, PHP, PYTHON, RUBY, SHELL, Grammar
from app.identify.interpreters import grammar_of
from app.patterns import regex
from app.policy.launch import Launch

MOST_WORDS = 32
"""So many words of a command line are looked at."""

_NAMED = regex(r"(?:/dev/fd/|/proc/(?:self|thread-self)/fd/)(\d{1,6})|(/dev/stdin)")
_READ_STANDARD_INPUT = (NODE, PYTHON, SHELL, PERL, RUBY, PHP, BUN, DENO)


def opened(launch: Launch, grammar: Grammar | None) -> Launch:
    """The launch with such names replaced by the files behind them, as far as they can be known. Raises nothing.

    `grammar` is the executable's, where its name misleads.
    """
    words = launch.argv[:MOST_WORDS]
    grammar = grammar or grammar_of(launch.exe)
    if grammar not in _READ_STANDARD_INPUT or not launch.start_time:
        return launch
    lone = "-" if not grammar.dash_ends else ""
    wanted = {at: match[1] or "0" for at, word in enumerate(words) if at and (match := _NAMED().fullmatch(word))}
    wanted |= {words.index("-", 1): "0"} if lone and lone in words[1:] else {}
    bare = len(launch.argv) == 1
    if not wanted and not bare:
        return launch
    found = {at: path for at, number in (wanted or {1: "0"}).items() if (path := _behind(launch, number))}
    if bare and found:
        return msgspec.structs.replace(launch, argv=(*launch.argv, found[1]))
    argv = tuple(found.get(at, word) for at, word in enumerate(launch.argv)) if found else launch.argv
    return msgspec.structs.replace(launch, argv=argv)


def _behind(launch: Launch, number: str) -> str:
    """The regular file behind a process's descriptor; "" when there is none, or the process is another by now."""
    try:
        path = os.readlink(f"/proc/{launch.pid}/fd/{number}")  # noqa: PTH115
    except OSError:
        return ""
    found = status(path) if path.startswith("/") else None
    if found is None or not stat.S_ISREG(found.st_mode) or _started(launch.pid) != launch.start_time:
        return ""
    return path


def _started(pid: int) -> int:
    """When a process was started, in clock ticks since boot; 0 when there is none (proc(5), /proc/pid/stat)."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123
            return int(file.read(4096).rpartition(b")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0
