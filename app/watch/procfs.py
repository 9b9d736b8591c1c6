"""Reading a Linux process from /proc as fast and as honestly as possible: raw bytes, and a word on what is missing.

A short-lived process races us, so the order is: arguments, executable, folder; then the rest (proc_pid_cmdline(5) and
its neighbours). Bytes and plain system calls instead of `Path`, because microseconds decide whether there is still
somebody to read. Standard library only: the isolated watcher process loads it.
"""

import os
import time
from collections.abc import Callable
from typing import NamedTuple

from app.watch import procstat
from app.watch.environment import ALWAYS, Wanted
from app.watch.procstat import ENDED, FORKED_ONLY, KERNEL_THREAD, STAT_BYTES, content, read_stat

_FIRST_READ = 8 << 10
ARGUMENTS_LIMIT = 256 << 10
"""Bytes of arguments that are kept. exec allows 6 MB (execve(2)); nobody needs them to say what was started."""
_ENVIRONMENT_LIMIT = 64 << 10
_LOOKS_AGAIN = 2
_EXEC_SECONDS = 0.001


GONE = b"it ended before it could be read"
HANGS = b"its arguments cannot be read: whoever tries waits without end"


class Reading(NamedTuple):
    """What /proc said of one process. Strings are the kernel's bytes; `argv` and `env` are NUL-terminated items.

    `start_time` is in clock ticks since boot, `uid` the real user (-1: unknown), `identified_ns` CLOCK_MONOTONIC when
    exe, argv and cwd were in hand. `problem` is empty when all three were read whole.
    """

    pid: int
    start_time: int = 0
    uid: int = -1
    ppid: int = 0
    identified_ns: int = 0
    exe: bytes = b""
    argv: bytes = b""
    cwd: bytes = b""
    comm: bytes = b""
    parent_exe: bytes = b""
    parent_comm: bytes = b""
    env: bytes = b""
    problem: bytes = b""


def read_parent(pid: int) -> tuple[bytes, bytes]:
    """The executable and the name of who started something; empty where they cannot be read."""
    folder = b"/proc/%d/" % pid
    return _link(folder, b"exe", []), content(folder + b"comm", 64)[:-1]


def identify(
    pid: int, me: int, wanted: Wanted = ALWAYS, parent_of: Callable[[int], tuple[bytes, bytes]] = read_parent
) -> Reading:
    """Read one process, with the `wanted` variables; never raises.

    `me` is the user whose processes matter: others get no more than a glance.
    """
    folder = b"/proc/%d/" % pid
    handle, owner = -1, -1
    problems: list[bytes] = []
    argv = exe = cwd = parent_exe = parent_comm = env = b""
    try:
        handle = os.open(folder + b"cmdline", os.O_RDONLY)
        argv = os.read(handle, _FIRST_READ)
        exe = os.readlink(folder + b"exe")  # noqa: PTH115
        cwd = os.readlink(folder + b"cwd")  # noqa: PTH115
    except OSError:
        argv = argv or _arguments(folder, problems)
        exe = exe or _link(folder, b"exe", problems)
        cwd = cwd or _link(folder, b"cwd", problems)
    identified_ns = time.monotonic_ns()
    if handle >= 0:
        owner = os.fstat(handle).st_uid  # answers even when the process is gone by now
        if len(argv) == _FIRST_READ:
            argv = _rest(handle, argv, problems)
        os.close(handle)
    comm, state, ppid, start_time = procstat.origin(content(folder + b"stat", STAT_BYTES))
    if problems or not argv or state in ENDED:
        problems = _what_is_missing(problems, argv, ended=state in ENDED)
    uid = owner or _user_behind_root(folder, me)
    if uid == me:
        block = content(folder + b"environ", _FIRST_READ)
        env = wanted.among(block if len(block) < _FIRST_READ else _long_environment(folder))
        if ppid:
            parent_exe, parent_comm = parent_of(ppid)
    problem = b"; ".join(problems)
    return Reading(
        pid, start_time, uid, ppid, identified_ns, exe, argv, cwd, comm, parent_exe, parent_comm, env, problem
    )


def find(pid: int, me: int, wanted: Wanted = ALWAYS, *, forked: bool = True) -> Reading | None:
    """Read one process if it is a program of user `me`; what ended meanwhile may have been one.

    Without `forked`, it is none until it exec'd.

    A process that execs while it is read would show the arguments of one program with the file of the next: it is read
    again until it keeps still.
    """
    folder = b"/proc/%d/" % pid
    if (_owner(folder) or _user_behind_root(folder, me)) not in (me, -1):
        return None
    comm, state, ppid, flags, _start_time, _stack, leads = read_stat(pid)
    if flags & (KERNEL_THREAD if forked else KERNEL_THREAD | FORKED_ONLY) or (state and not leads):
        return None
    if state in ENDED:
        return Reading(pid, identified_ns=time.monotonic_ns(), comm=comm, ppid=ppid, problem=GONE)
    reading = identify(pid, me, wanted)
    for _ in range(_LOOKS_AGAIN):
        if reading.problem == GONE or (reading.argv and _keeps_still(folder, reading)):
            break
        if not reading.argv:  # as in the middle of an exec
            time.sleep(_EXEC_SECONDS)
        again = identify(pid, me, wanted)
        if again.start_time != reading.start_time:  # it ended: what was read before says more
            break
        reading = again
    return reading


def _keeps_still(folder: bytes, reading: Reading) -> bool:
    return bool(reading.problem) or reading.argv[:_FIRST_READ] == content(folder + b"cmdline", _FIRST_READ)


def glance(pid: int, me: int) -> Reading | None:
    """As `find`, without what the process could make us wait for: arguments and variables."""
    folder, problems = b"/proc/%d/" % pid, [HANGS]
    uid = _owner(folder) or _user_behind_root(folder, me)
    comm, state, ppid, flags, start_time, _stack, _leads = read_stat(pid)
    if uid not in (me, -1) or flags & KERNEL_THREAD:
        return None
    exe, cwd, seen_ns = _link(folder, b"exe", problems), _link(folder, b"cwd", problems), time.monotonic_ns()
    parent = read_parent(ppid) if ppid else (b"", b"")
    problem = GONE if state in ENDED else b"; ".join(problems)
    return Reading(pid, start_time, uid, ppid, seen_ns, exe, b"", cwd, comm, *parent, problem=problem)


def _what_is_missing(problems: list[bytes], argv: bytes, *, ended: bool) -> list[bytes]:
    if not ended:
        return problems if problems or argv else [b"its arguments are empty"]
    if problems or not argv:
        return [GONE]
    return [] if argv.endswith(b"\0") else [b"its arguments are cut: it ended while they were read"]


def _arguments(folder: bytes, problems: list[bytes]) -> bytes:
    try:
        handle = os.open(folder + b"cmdline", os.O_RDONLY)
        try:
            return os.read(handle, _FIRST_READ)
        finally:
            os.close(handle)
    except OSError as error:
        problems.append(_said(b"arguments", error))
        return b""


def _rest(handle: int, argv: bytes, problems: list[bytes]) -> bytes:
    """The arguments with what did not fit the first read, up to the limit."""
    try:
        while more := os.read(handle, ARGUMENTS_LIMIT + 1 - len(argv)):
            argv += more
    except OSError as error:
        problems.append(_said(b"the rest of the arguments", error))
    if len(argv) > ARGUMENTS_LIMIT:
        argv = argv[:ARGUMENTS_LIMIT]
        problems.append(b"its arguments are cut at %d bytes" % ARGUMENTS_LIMIT)
    return argv


def _link(folder: bytes, name: bytes, problems: list[bytes]) -> bytes:
    try:
        return os.readlink(folder + name)  # noqa: PTH115
    except OSError as error:
        problems.append(_said(name, error))
        return b""


def _said(what: bytes, error: OSError) -> bytes:
    return what + b": " + os.strerror(error.errno or 0).encode()


def _owner(folder: bytes) -> int:
    try:
        return os.stat(folder).st_uid  # noqa: PTH116
    except OSError:
        return -1


def _user_behind_root(folder: bytes, me: int) -> int:
    """The real user where root owns the folder: it may be anybody who may not be looked into (proc(5))."""
    status = content(folder + b"status", 4096)
    at = status.find(b"\nUid:\t")
    if at < 0:
        return 0 if me == 0 else -1
    return int(status[at + 6 :].split(None, 1)[0])


def _long_environment(folder: bytes) -> bytes:
    """The variables, where there are many; cut at the limit."""
    block = content(folder + b"environ", _ENVIRONMENT_LIMIT)
    return block if len(block) < _ENVIRONMENT_LIMIT else block[: block.rfind(b"\0") + 1]
