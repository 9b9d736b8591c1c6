"""The process that observes macOS' applications and says when one was started: a line each, once `ready` was said.

`app.watch.workspace` starts it as `python -I -S applications.py`. It is a process because the list of applications
changes only while the main run loop runs (NSWorkspace, runningApplications), which is Qt's in the agent, or nobody's.
It ends when standard input closes. It is isolated: standard library, and the module beside it that needs nothing else.
"""

import contextlib
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable

if __name__ == "__main__":  # isolated mode leaves our own folder off the path; last, so that nothing hides a library
    sys.path.append(os.path.abspath(__file__).rsplit("/", 3)[0])  # noqa: PTH100

from app.watch.objc import ObjectiveC

_NEW = 1  # NSKeyValueObservingOptionNew
READY, STARTED = "ready", "started"


class Applications:
    """NSWorkspace's list of applications, observed: `told` is called whenever there is a new one in it."""

    def __init__(self, objc: ObjectiveC, told: Callable[[], None]) -> None:
        self._objc, self._told = objc, told
        self._key = objc.send(objc.text("new"), "retain")  # NSKeyValueChangeNewKey
        self._workspace = objc.send(objc.named("NSWorkspace"), "sharedWorkspace")
        self._observer = objc.observer("SignpostApplications", self._changed)

    def observe(self) -> None:
        """Hear of what is started from now on."""
        path, no_context = ctypes.c_void_p(self._objc.text("runningApplications")), None
        message = "addObserver:forKeyPath:options:context:"
        self._objc.send(self._workspace, message, ctypes.c_void_p(self._observer), path, _NEW, no_context)

    def _changed(self, change: int) -> None:
        """A change says what came into the list; nothing did when something went."""
        came = self._objc.send(change, "objectForKey:", ctypes.c_void_p(self._key))
        if came and self._objc.send(came, "count", result=ctypes.c_size_t):
            self._told()


def say(words: str) -> None:
    """A line for who started us; nobody listens any more when it cannot be said."""
    try:
        os.write(sys.stdout.fileno(), f"{words}\n".encode())
    except BrokenPipeError:
        os._exit(0)


def end_with_input() -> None:
    """End when standard input does, whatever the run loop is about."""
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 4096):
            pass
    os._exit(0)


def main(load: Callable[[str], ctypes.CDLL]) -> int:
    """Observe until standard input closes. Returns 1: the run loop ends by itself only when it has nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; our reader decides when we end
    threading.Thread(target=end_with_input, name="input", daemon=True).start()
    load("/System/Library/Frameworks/AppKit.framework/AppKit")
    loop = load("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    applications = Applications(ObjectiveC(load("/usr/lib/libobjc.A.dylib")), lambda: say(STARTED))
    applications.observe()
    say(READY)
    loop.CFRunLoopRun()
    print("the run loop ended", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(ctypes.CDLL))
