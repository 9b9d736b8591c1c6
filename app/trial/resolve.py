"""What a command would start, found as a shell and the kernel find it, without starting anything.

PATH is searched as POSIX says (XCU 2.9.1.4); a script's `#!` line leads to its interpreter as in execve(2), and `env`
to the command it is given (env(1), -S included). Each step is a launch of its own, as a watcher would see it.
"""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.policy.launch import Launch
from app.trial.errors import NoSuchCommand

MOST_STEPS = 8
"""Scripts whose interpreters are scripts: the kernel follows five (fs/exec.c, exec_binprm); `env` adds to them."""

_SHEBANG = re.compile(rb"#![ \t]*([^ \t\n]+)(?:[ \t]+([^\n]*?))?[ \t\r]*(?:\n|$)")
_LINE = 256  # BINPRM_BUF_SIZE (Linux binfmts.h)
_SETTING = re.compile(r"[A-Za-z_]\w*=")
_WITH_VALUE = ("-u", "--unset", "-C", "--chdir", "-a", "--argv0")


def resolve(words: Sequence[str], cwd: str, env: Mapping[str, str]) -> tuple[Launch, ...]:
    """The launches that typing these words begins, first to last; the last one is the program itself.

    Raises NoSuchCommand.
    """
    found: list[Launch] = []
    argv = tuple(words)
    while len(found) < MOST_STEPS:
        path = _search(argv[0], cwd, env)
        launch = _executed(path, argv, cwd, env)
        found.append(launch)
        rest = _behind_env(launch)
        if rest is None:
            return tuple(found)
        settings, argv = rest
        env = {**env, **settings}
    return tuple(found)


def program(path: str, arguments: Sequence[str], cwd: str, env: Mapping[str, str]) -> Launch:
    """The launch of one executable file: the file itself, or the interpreter of its `#!` line.

    `env` in such a line is skipped when the command behind it can be found. Raises NoSuchCommand.
    """
    return resolve((path, *arguments), cwd, env)[-1]


def _search(command: str, cwd: str, env: Mapping[str, str]) -> str:
    if not command or "\0" in command:
        raise NoSuchCommand(command=repr(command), detail="that is no name")
    if "/" in command or (os.altsep and os.sep in command):
        path = os.path.normpath(Path(cwd, command))
        if not Path(path).is_file():
            raise NoSuchCommand(command=command, detail="there is no such file")
        return path
    path = shutil.which(command, path=env.get("PATH", os.defpath)) or ""
    if not path:
        raise NoSuchCommand(command=command, detail="it is in no folder of PATH")
    return os.path.normpath(Path(cwd, path))


def _executed(path: str, argv: tuple[str, ...], cwd: str, env: Mapping[str, str]) -> Launch:
    """What execve makes of a file: scripts hand over to their interpreters until a program is reached."""
    started_as, words = path, argv
    for _ in range(MOST_STEPS):
        real = os.path.realpath(path)
        line = _shebang(real)
        if line is None or sys.platform == "win32":
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
        uid=os.getuid() if sys.platform != "win32" else -1,
    )


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


def _behind_env(launch: Launch) -> tuple[dict[str, str], tuple[str, ...]] | None:
    """The settings and the command that `env` goes on to; None when this is not `env`, or it starts nothing."""
    if Path(launch.exe).name not in ("env", "genv") and Path(launch.argv[0]).name != "env":
        return None
    words, settings = list(launch.argv[1:]), dict[str, str]()
    while words:
        word = words.pop(0)
        if word.startswith(("-S", "--split-string")):
            glued = word.removeprefix("--split-string").removeprefix("-S").removeprefix("=")
            try:
                words = [*shlex.split(glued or (words.pop(0) if words else "")), *words]
            except ValueError:
                return None
        elif word in _WITH_VALUE:
            del words[:1]
        elif _SETTING.match(word):
            name, _, settings[name] = word.partition("=")
        elif not word.startswith("-") or word == "--":
            command = words if word == "--" else [word, *words]
            return (settings, tuple(command)) if command else None
    return None
