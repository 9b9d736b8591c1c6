"""What a command would start, found as a shell and the kernel find it, without starting anything.

PATH is searched as POSIX says (XCU 2.9.1.4); a script's `#!` line leads to its interpreter as in execve(2), and what
only starts another command (`wrappers`) to that. Each step is a launch of its own, as a watcher would see it.
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.identify.folders import is_system
from app.identify.grammars import SHELL
from app.identify.interpreters import grammar_of
from app.policy.launch import Launch
from app.trial import wrappers
from app.trial.errors import NoSuchCommand
from app.trial.wrappers import BUILT_IN, WRAPPERS, Behind, Wrapper

MOST_STEPS = 12
"""Commands that start commands; nobody nests them this deep."""

_MOST_SCRIPTS = 8
"""Scripts whose interpreters are scripts: the kernel follows five (fs/exec.c, exec_binprm)."""

_READS_SCRIPTS = sys.platform != "win32"
"""Whether the system itself reads the first line of a script; Windows does not."""

_SHEBANG = re.compile(rb"#![ \t]*([^ \t\n]+)(?:[ \t]+([^\n]*?))?[ \t\r]*(?:\n|$)")
_LINE = 256  # BINPRM_BUF_SIZE (Linux binfmts.h)


def resolve(words: Sequence[str], cwd: str, env: Mapping[str, str]) -> tuple[Launch, ...]:
    """The launches that typing these words begins, first to last; the last one is the program itself.

    Raises NoSuchCommand.
    """
    found: list[Launch] = []
    argv = tuple(words)
    while len(found) < MOST_STEPS:
        built_in = argv[0] in BUILT_IN and shutil.which(argv[0], path=env.get("PATH", os.defpath)) is None
        if built_in:
            rest = wrappers.behind(WRAPPERS[argv[0]], argv[1:])
        else:
            path = _search(argv[0], cwd, env)
            found.append(_executed(path, argv, cwd, env))
            rest = _behind(path, argv, found[-1])
        if rest is None and built_in:
            raise NoSuchCommand(command=argv[0], detail="a shell does that by itself, and starts nothing by it")
        if rest is None:
            break
        argv, env = rest.argv, {**env, **rest.settings}
        cwd = os.path.normpath(Path(cwd, rest.folder))
    return tuple(found)


def program(path: str, arguments: Sequence[str], cwd: str, env: Mapping[str, str]) -> Launch:
    """The launch of one executable file: the file itself, or the interpreter of its `#!` line.

    `env` in such a line is skipped. Raises NoSuchCommand.
    """
    return resolve((path, *arguments), cwd, env)[-1]


def _search(command: str, cwd: str, env: Mapping[str, str]) -> str:
    if not command or "\0" in command:
        raise NoSuchCommand(command=repr(command), detail="that is no name")
    if "/" in command or (os.altsep and os.sep in command):
        path = os.path.normpath(Path(cwd, command))
        if not os.path.isfile(path):  # noqa: PTH113  no error for a name no file can have
            raise NoSuchCommand(command=command, detail="there is no such file")
        return path
    path = shutil.which(command, path=env.get("PATH", os.defpath)) or ""
    if not path:
        raise NoSuchCommand(command=command, detail="it is in no folder of PATH")
    return os.path.normpath(Path(cwd, path))


def _executed(path: str, argv: tuple[str, ...], cwd: str, env: Mapping[str, str]) -> Launch:
    """What execve makes of a file: scripts hand over to their interpreters until a program is reached."""
    started_as, words = path, argv
    for _ in range(_MOST_SCRIPTS):
        real = os.path.realpath(path)
        line = _shebang(real)
        if line is None or not _READS_SCRIPTS:
            break
        interpreter, argument = line
        words = (interpreter, *((argument,) if argument else ()), path, *words[1:])
        path = os.path.normpath(Path(cwd, interpreter))
        if not Path(path).is_file():
            raise NoSuchCommand(command=started_as, detail=f"its interpreter {interpreter} is not there")
    name = os.fsencode(Path(started_as).name)[:15]  # TASK_COMM_LEN, without its NUL
    return Launch(
        pid=0,
        exe=os.path.realpath(path),
        argv=words,
        cwd=cwd,
        comm=os.fsdecode(name),
        execfn=started_as,
        env=dict(env),
        uid=_own_user(),
    )


def _own_user() -> int:
    """Our real user id; -1 where users have names."""
    if sys.platform == "win32":
        return -1
    else:
        return os.getuid()


def _shebang(path: str) -> tuple[str, str] | None:
    """Interpreter and its one argument; None for what is no script, or no regular file."""
    if not Path(path).is_file():
        return None
    try:
        with Path(path).open("rb") as file:
            head = file.read(_LINE)
    except OSError:
        return None
    match = _SHEBANG.match(head)
    return (os.fsdecode(match[1]), os.fsdecode(match[2] or b"")) if match else None


def _behind(path: str, argv: tuple[str, ...], launch: Launch) -> Behind | None:
    """The command a step goes on to; None when it is the program itself.

    A script of somebody's own is not believed to be the wrapper it is called like. `busybox timeout 5 x` is `timeout`.
    """
    if path == launch.execfn and (launch.argv == argv or is_system(launch.exe)):
        name, words = Path(argv[0]).name, argv[1:]
        if name == "busybox" and words:
            name, words = words[0], words[1:]
        if name in WRAPPERS:
            return wrappers.behind(WRAPPERS[name], words)
    wrapper = _wrapper(launch.exe)
    return wrappers.behind(wrapper, launch.argv[1:]) if wrapper is not None else None


def _wrapper(exe: str) -> Wrapper | None:
    """The wrapper that an executable is, by its own name: `env` and the shells stand in `#!` lines."""
    return wrappers.SHELL if grammar_of(exe) is SHELL else WRAPPERS.get(Path(exe).name)
