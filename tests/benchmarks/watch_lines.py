"""Watches by a program that prints a line for each exec, and writes the lines of tests/watch/driver.py; takes root.

    watch_lines.py forkstat|bpftrace

Neither says when it knew, so that is when its line arrives: a pipe later than our watcher process and the one in C,
which note it themselves; that is 0.03 ms in the median on two loaded CPUs. Ends with standard input.
"""

import json
import re
import subprocess
import sys
import threading
import time
from typing import Any

_BY_THE_KERNEL = (
    'BEGIN { printf("ready\\n"); } '
    'tracepoint:syscalls:sys_enter_execve { printf("%s %s\\n", str(args->filename), str(*(args->argv + 2))); }'
)
_WITH_TRACING = 'mount -t tracefs tracefs /sys/kernel/tracing && exec bpftrace -B line -e "$1"'

COMMANDS = {
    "forkstat": ["forkstat", "-l", "-e", "exec"],
    "bpftrace": ["unshare", "--mount", "sh", "-c", _WITH_TRACING, "sh", _BY_THE_KERNEL],
}
"""bpftrace sees the arguments as exec is called, and gets the folder of tracing for itself alone."""

_READY = {"forkstat": re.compile(rb".*exec"), "bpftrace": re.compile(rb"ready$")}
_TAGGED = re.compile(rb"(?:^|.* )(/\S+) (?:\d+ )?(launch:\d+)")


def main() -> None:
    """Watch until standard input ends."""
    name = sys.argv[1]
    pipe = subprocess.PIPE
    child = subprocess.Popen(COMMANDS[name], stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe)
    ready = threading.Event()
    reader = threading.Thread(target=_read, args=(name, child, ready))
    reader.start()
    while not ready.wait(0.2):
        subprocess.run(["/bin/true"], check=True)  # forkstat says nothing before there is something to say
    sys.stdin.read()
    child.terminate()
    reader.join()


def _read(name: str, child: "subprocess.Popen[bytes]", ready: threading.Event) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        now_ns = time.monotonic_ns()
        if not ready.is_set() and _READY[name].match(line):
            ready.set()
            _say(ready=name, helper=child.pid)
        if tagged := _TAGGED.match(line):
            argv = ["", "", tagged[2].decode()]
            _say(launch={"exe": tagged[1].decode(), "argv": argv, "identified_ns": now_ns})
    if not ready.is_set():
        _say(unavailable=child.communicate()[1].decode(errors="replace").strip() or "it said nothing")
        ready.set()
    child.wait()


def _say(**line: Any) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
