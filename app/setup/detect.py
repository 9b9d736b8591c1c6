"""The proofs that a tool is there: its command, started in a clean environment, answers with exactly its version; its
package manager has it; its file has the bytes IT named. Each one that the recipe gives must pass.

Nothing else counts as done; exit code 0 of an installer proves nothing.
"""

import os
import re
import stat
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from app.host.digest import sha256
from app.host.run import run
from app.policy.recipe import Detect
from app.policy.recipe_parts import fill_in
from app.setup.errors import Cancelled, NotDetected, NotThere
from app.setup.launchers import launcher_path, link_path
from app.setup.npm_errors import plain
from app.setup.place import Installed, Place
from app.setup.places import places
from app.setup.receipt import PrefixReceipt, Receipt
from app.setup.search_path import on_search_path

_KEPT = (
    ("SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP")
    if sys.platform == "win32"
    else ("USER", "LOGNAME", "LANG", "TMPDIR")
)


Found = Callable[[], str]
"""Asks the kind's own manager which version is there now; "" for none."""


def prove(
    place: Place,
    detect: Detect,
    receipt: Receipt,
    environment: Mapping[str, str],
    cancel: threading.Event,
    found: Found,
) -> None:
    """Let every proof pass that is given. Raises NotDetected, Cancelled."""
    if detect.file:
        _prove_file(place, detect, receipt, environment, cancel)
    if detect.package and (version := found()) != detect.version:
        said = f"its package manager says {version or 'nothing'}, not {detect.version}"
        raise NotThere(tool=place.tool, command=detect.package, version=detect.version, answer=said)
    if detect.command:
        program = link_path(place.paths, detect.command)
        if detect.command not in receipt.commands or not isinstance(receipt, PrefixReceipt):
            search = os.pathsep.join((str(place.paths.bin), environment.get("PATH", os.defpath)))
            program = Path(on_search_path(detect.command, search) or program)
        _ask(place, program, detect, environment, cancel)


def _prove_file(
    place: Place, detect: Detect, receipt: Receipt, environment: Mapping[str, str], cancel: threading.Event
) -> None:
    def missing(answer: object) -> NotThere:
        return NotThere(tool=place.tool, command=detect.file, version=detect.version, answer=answer)

    prefix = place.folder / receipt.folder if isinstance(receipt, PrefixReceipt) else place.folder
    try:
        path = Path(fill_in(detect.file, places(place.paths, environment, prefix)))
        with open(path, "rb", opener=_not_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise missing("it is no file")
            digest = sha256()
            while detect.sha256 and (chunk := file.read(1 << 20)):
                digest.update(chunk)
                if cancel.is_set():
                    raise Cancelled(tool=place.tool)
    except KeyError as error:
        raise missing(f"this computer has no folder {error.args[0]}") from error
    except IsADirectoryError as error:
        if detect.sha256:
            raise missing(error.strerror) from error
        return
    except OSError as error:
        raise missing(error.strerror or error) from error
    if detect.sha256 and digest.hexdigest() != detect.sha256:
        raise missing("it has other bytes than IT named")


def _not_waiting(path: str, flags: int) -> int:
    """Opening a pipe that nobody writes to would wait for ever (fifo(7))."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def prove_folder(place: Place, installed: Installed, environment: Mapping[str, str], cancel: threading.Event) -> str:
    """Start the version in its own folder, whatever PATH leads to. Raises NotDetected, Cancelled."""
    prefix, said = place.prefix(installed), installed.detect
    if prefix is None or not installed.commands:
        raise NotDetected(command=installed.tool, version=installed.version, answer="nothing")
    detect = said or Detect(command=installed.commands[0], version=installed.version)
    return _ask(place, launcher_path(prefix, detect.command), detect, environment, cancel)


def _ask(place: Place, program: Path, detect: Detect, environment: Mapping[str, str], cancel: threading.Event) -> str:
    home, command = place.paths.home, program.stem if sys.platform == "win32" else program.name
    try:
        result = run(
            [str(program), *detect.arguments],
            env=clean_environment(home, environment),
            cwd=home,
            timeout=detect.timeout,
            cancel=cancel,
        )
    except OSError as error:
        raise NotDetected(command=command, version=detect.version, answer=error.strerror or error) from error
    if result.ended_by == "cancel":
        raise Cancelled(tool=place.tool)
    if result.ended_by == "timeout":
        late = f"nothing within {detect.timeout} seconds"
        raise NotDetected(command=command, version=detect.version, answer=late)
    answer = plain(result.out) or plain(result.err)
    if result.code != 0 or not answers(f"{result.out}\n{result.err}", detect.version):
        raise NotDetected(command=command, version=detect.version, answer=answer or "nothing", exit_code=result.code)
    return answer


def answers(text: str, version: str) -> bool:
    """Whether `text` names exactly this version: not as a part of 11.1.5 or 1.1.52-beta, but 'v1.1.52.' is fine."""
    return re.search(rf"(?<![0-9A-Za-z.+-])v?{re.escape(version)}(?![0-9A-Za-z+-]|\.[0-9A-Za-z])", text) is not None


def clean_environment(home: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """As little as a program needs: home, user, language, and the PATH by which a script finds its interpreter."""
    kept = {name: environment[name] for name in _KEPT if name in environment}
    return {**kept, "HOME": str(home), "PATH": environment.get("PATH", os.defpath), "TERM": "dumb"}
