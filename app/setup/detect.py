"""The proof that a tool is there: started by its link in a clean environment, it answers with exactly its version.

Nothing else counts as done; exit code 0 of an installer proves nothing.
"""

import os
import re
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from app.host.run import run
from app.policy.recipe import Detect
from app.setup.errors import Cancelled, NotDetected
from app.setup.npm_errors import plain

_KEPT = (
    ("SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP")
    if sys.platform == "win32"
    else ("USER", "LOGNAME", "LANG", "TMPDIR")
)


def prove(
    tool: str, link: Path, detect: Detect, home: Path, environment: Mapping[str, str], cancel: threading.Event
) -> str:
    """Start `link` and return what it answered. Raises NotDetected, Cancelled."""
    try:
        result = run(
            [str(link), *detect.arguments],
            env=clean_environment(home, environment),
            cwd=home,
            timeout=detect.timeout,
            cancel=cancel,
        )
    except OSError as error:
        raise NotDetected(command=link.name, version=detect.version, answer=error.strerror or error) from error
    if result.ended_by == "cancel":
        raise Cancelled(tool=tool)
    if result.ended_by == "timeout":
        late = f"nothing within {detect.timeout} seconds"
        raise NotDetected(command=link.name, version=detect.version, answer=late)
    answer = plain(result.out) or plain(result.err)
    if result.code != 0 or not answers(f"{result.out}\n{result.err}", detect.version):
        raise NotDetected(command=link.name, version=detect.version, answer=answer or "nothing", exit_code=result.code)
    return answer


def answers(text: str, version: str) -> bool:
    """Whether `text` names exactly this version: not as a part of 11.1.5 or 1.1.52-beta, but 'v1.1.52.' is fine."""
    return re.search(rf"(?<![0-9A-Za-z.+-])v?{re.escape(version)}(?![0-9A-Za-z+-]|\.[0-9A-Za-z])", text) is not None


def clean_environment(home: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """As little as a program needs: home, user, language, and the PATH by which a script finds its interpreter."""
    kept = {name: environment[name] for name in _KEPT if name in environment}
    return {**kept, "HOME": str(home), "PATH": environment.get("PATH", os.defpath), "TERM": "dumb"}
