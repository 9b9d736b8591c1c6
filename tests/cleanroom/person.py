"""What a test sees and does of one person's Signpost: by the commands, the bus and the screen that the person has."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cleanroom.failure import Failure, insist, soon
from tests.cleanroom.resident import Resident
from tests.cleanroom.room import Room
from tests.support.product import stand_in

NAME, UID = "mei", 1000
HOME = f"/home/{NAME}"
_STATE = ".local/state/signpost"
_NOTIFIED = re.compile(r"^method call .* member=Notify$(?P<body>(?:\n {3}.*)+)", re.MULTILINE)
_GRAB = (
    "import sys; from PySide6.QtGui import QGuiApplication; application = QGuiApplication([]);"
    "sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))"
)


class Mei:
    """An ordinary user of the room, logged in. `pictures` is where the screen is kept as PNG, outside the room."""

    def __init__(self, room: Room, pictures: Path) -> None:
        self._room, self._pictures = room, pictures
        self.home = room.at(HOME)
        self._resident = Resident(room.folder, NAME, UID)
        self._resident.does("begin")
        self._tools: dict[str, subprocess.Popen[bytes]] = {}

    def leaves(self) -> None:
        """Log out."""
        self._resident.leaves()

    # Signpost as the person has it

    def logs_in(self) -> None:
        """Signpost starts as its autostart entry says."""
        entry = self._room.at("/etc/xdg/autostart/signpost.desktop").read_text()
        (line,) = (one for one in entry.splitlines() if one.startswith("Exec="))
        self._resident.does("starts", "session-signpost", *shlex.split(line.removeprefix("Exec=")))

    def signpost(self, *words: str, codes: tuple[int, ...] = (0,)) -> str:
        """What `signpost` prints in her terminal. Raises Failure."""
        code, said = self._resident.does("says", "signpost", *words)
        if code not in codes:
            raise Failure(f"`signpost {' '.join(words)}` ended with {code}", said)
        return str(said)

    def status(self) -> dict[str, Any]:
        """`signpost status --json`."""
        found: dict[str, Any] = json.loads(self.signpost("status", "--json", codes=(0, 3)).splitlines()[-1])
        return found

    def is_well(self, version: int = 1) -> bool:
        """Whether her agent runs and its policy is fresh."""
        said = self.status()
        return bool(said["well"] and said["policy"]["state"] == "fresh" and said["policy"]["version"] == version)

    def agent(self) -> int:
        """The process id of her agent; 0 where there is none."""
        found = [
            pid
            for pid, exe in self._room.running("/usr/lib/signpost").items()
            if exe.endswith("/signpost") and self._room.argv(pid)[1:2] == ["run"]
        ]
        return min(found, default=0)

    def build(self) -> str:
        """Which version her agent runs: the folder's name."""
        pid = self.agent()
        return Path(f"/proc/{pid}/exe").readlink().parent.name if pid else ""

    def kill(self) -> int:
        """`kill -9` to her agent; its id."""
        pid = self.agent()
        os.kill(pid, signal.SIGKILL)
        return pid

    def quits(self) -> None:
        """Signpost ends as at the end of a session, and with it what keeps it running."""
        os.kill(self.agent(), signal.SIGTERM)
        soon(lambda: not self.agent() and not self._room.commands("/usr/lib/signpost/supervise"), "an end of the agent")
        self._resident.does("ends", "session-signpost")

    def log(self, event: str) -> list[dict[str, Any]]:
        """What her log has of that kind, oldest first."""
        lines = self.signpost("log", "--json").splitlines()
        return [entry for line in lines if line.startswith("{") and (entry := json.loads(line))["event"] == event]

    def records(self) -> list[str]:
        """The ids of all events there are."""
        lines = self.signpost("ledger", "--json").splitlines()
        return [json.loads(line)["metadata"]["uid"] for line in lines if line.startswith("{")]

    @property
    def state(self) -> Path:
        """Where her Signpost keeps what it knows, from outside."""
        return self.home / _STATE

    # The screen

    def notified(self, words: str) -> int:
        """How often a notification with these words was asked for, as heard on her bus."""
        heard = (self.home / "monitor.log").read_text("utf-8", errors="replace")
        return sum(words in found["body"] for found in _NOTIFIED.finditer(heard))

    def sees(self, label: str) -> bool:
        """Whether a button of that label is on her screen."""
        return bool(self._resident.does("sees", label))

    def presses(self, label: str) -> None:
        """Click it."""
        self._resident.does("presses", label)

    def picture(self, name: str) -> Path:
        """Keep her screen as a PNG."""
        environment = {**os.environ, **self._resident.does("environment"), "PATH": os.environ["PATH"]}
        environment |= {"HOME": str(self._pictures), "XDG_RUNTIME_DIR": str(self._pictures)}
        self._pictures.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._pictures.chmod(0o700)
        file = self._pictures / f"{name}.png"
        subprocess.run([sys.executable, "-c", _GRAB, file], env=environment, check=True, timeout=60)
        insist(file.read_bytes().startswith(b"\x89PNG"), f"{file} is no picture")
        return file

    # What she works with

    def starts(self, package: str, command: str) -> None:
        """Start a stand-in of a tool in her home; it runs until she ends it. Only its owner is like the real one's."""
        prefix = self.home / command
        if not prefix.exists():
            script = stand_in(prefix, package, command, does="while :; do sleep 600; done")
            link = prefix / "bin" / command
            link.unlink()
            link.symlink_to(f"{HOME}/{script.relative_to(self.home)}")
            for path in (prefix, *prefix.rglob("*")):
                os.chown(path, UID, UID, follow_symlinks=False)
        self._resident.does("starts", command, f"{HOME}/{command}/bin/{command}")

    def ends(self, command: str) -> None:
        """End it."""
        self._resident.does("ends", command)

    def in_new_terminal(self, words: str) -> str:
        """What a login shell answers."""
        code, said = self._resident.does("says", "/bin/bash", "-l", "-c", words)
        return str(said) if code == 0 else ""
