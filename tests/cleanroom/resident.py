"""The person in the clean room: a process that lives there, as that user, and works their desktop.

Nothing of ours is installed in the room for that: the process is forked from one that has loaded all it needs, and only
then enters the room (chroot(2)) and becomes the person. It is told what to do over a pair of sockets, a line each.
"""

import json
import os
import socket
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

from tests.cleanroom.failure import Failure
from tests.support.desktop import Person

PATH = "/usr/local/bin:/usr/bin:/bin"


class Resident:
    """`name` is the user's; `folder` is the room from outside."""

    def __init__(self, folder: Path, name: str, uid: int) -> None:
        ours, theirs = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            _live(folder, name, uid, theirs)
        theirs.close()
        self._lines = ours.makefile("rw", encoding="utf-8")
        ours.close()

    def does(self, what: str, *arguments: object, **named: object) -> Any:
        """What came of it: see `Desk`. Raises Failure."""
        self._lines.write(json.dumps([what, arguments, named]) + "\n")
        self._lines.flush()
        answer = json.loads(self._lines.readline() or '{"failed": "the person is gone", "log": ""}')
        if "failed" in answer:
            raise Failure(answer["failed"], answer["log"])
        return answer["came"]

    def leaves(self) -> None:
        """The desktop ends, and all on it."""
        self._lines.close()
        os.waitpid(self._pid, 0)


class Desk:
    """What a person does."""

    def __init__(self, home: Path) -> None:
        self._person = Person(home, screen="1280x800x24")
        self._person.environment.pop("TZ")
        self._person.__enter__()

    def environment(self) -> dict[str, str]:
        """For programs that are to be started on it."""
        return {**self._person.environment, "PATH": PATH}

    def begin(self) -> None:
        """Log in: the bus is heard along, and a notification daemon runs that draws buttons."""
        self._person.start_accessibility()
        self._person.start_daemon("xfce4-notifyd")
        self._person.start("monitor", "dbus-monitor", "--session", "interface='org.freedesktop.Notifications'")

    def starts(self, name: str, *command: str) -> int:
        """Start a program on the desktop; its process id."""
        return self._person.start(name, *command, PATH=PATH).pid

    def ends(self, name: str) -> None:
        """End one that was started."""
        self._person.end(name)

    def sees(self, label: str) -> bool:
        """Whether a button of that label is on the screen."""
        return self._person.button(label) is not None

    def presses(self, label: str) -> None:
        """Click it."""
        self._person.press_button(label)

    def says(self, *command: str) -> list[object]:
        """Run a command in a terminal: how it ended and what it printed."""
        done = subprocess.run(
            command, env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", check=False, timeout=120,
        )  # fmt: skip
        return [done.returncode, done.stdout]

    def leaves(self) -> None:
        """Log out."""
        self._person.__exit__()


def _live(folder: Path, name: str, uid: int, line: socket.socket) -> None:
    """The whole life of the forked process."""
    code = 1
    try:
        home = Path("/home") / name
        os.chroot(folder)
        os.chdir(home)
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        os.umask(0o077)
        os.environ.clear()
        os.environ.update(PATH=PATH, HOME=str(home), USER=name, LANG="C.UTF-8")
        desk = Desk(home)
        try:
            _listen(desk, line)
        finally:
            desk.leaves()
        code = 0
    except BaseException:  # noqa: BLE001  a forked process must not run on as the one it was
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(code)


def _listen(desk: Desk, line: socket.socket) -> None:
    with line.makefile("rw", encoding="utf-8") as lines:
        for asked in lines:
            what, arguments, named = json.loads(asked)
            try:
                answer: dict[str, object] = {"came": getattr(desk, what)(*arguments, **named)}
            except Exception as error:  # noqa: BLE001  whatever it is, it is told
                answer = {"failed": f"{what} {arguments}: {error}", "log": traceback.format_exc()}
            lines.write(json.dumps(answer) + "\n")
            lines.flush()
