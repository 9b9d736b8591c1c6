"""One observed start of a program, as the watcher hands it on and every other room reads it.

A process is the pair (pid, start time); a pid alone names nothing for longer than a blink (psutil's `Process`
identity).
"""

import msgspec


class ProcessId(msgspec.Struct, frozen=True, order=True):
    """A process for as long as the machine is up: pid and start time (clock ticks since boot; 0 when unknown)."""

    pid: int
    start_time: int


class Parent(msgspec.Struct, frozen=True):
    """Who started it, as far as it could still be read (`exe` is empty when it could not)."""

    pid: int = 0
    exe: str = ""
    comm: str = ""


class Launch(msgspec.Struct, frozen=True, kw_only=True):
    """One exec. Strings from outside are decoded with `surrogateescape`; what could not be read is empty.

    `env` holds the few variables that a watcher may take, and those that the policy names.
    `seen_ns` is CLOCK_MONOTONIC when the event was read, `identified_ns` when exe, argv and cwd were in hand.
    `problem` says why a launch that was seen could not be read; it is empty for a complete one.
    """

    pid: int
    start_time: int = 0
    exe: str = ""
    argv: tuple[str, ...] = ()
    cwd: str = ""
    comm: str = ""
    execfn: str = ""
    env: dict[str, str] = {}
    uid: int = -1
    parent: Parent = Parent()
    previous_exe: str = ""
    seen_ns: int = 0
    identified_ns: int = 0
    problem: str = ""

    @property
    def process(self) -> ProcessId:
        """The process this launch happened in."""
        return ProcessId(self.pid, self.start_time)
