"""What an employee will see about a tool: drawn by the desktop's own code, in a process of its own.

IT's command line works where no Qt is, so it never loads the desktop; it asks `signpost gallery` for the pictures,
and hands it the policy as it would be published, which is all that the employee's package reads.
"""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.admin.errors import NoDesktop, NotDrawn, NotInPolicy
from app.admin.opened import open_policy
from app.host.entries import is_frozen, itself
from app.host.run import run
from app.policy import model, recipe
from app.policy.model import Tool
from app.trial.judge import Opened

_TIMEOUT = 300.0
"""Seconds; 20 pictures take one."""


def open_tool(path: Path, tool: str, now: datetime) -> tuple[Opened, Tool]:
    """The policy in a file, and the tool of that id. Raises NotInPolicy, and what `open_policy` raises."""
    opened = open_policy(path, now)
    found = opened.policy.tool(tool)
    if found is None:
        known = ", ".join(one.id for one in opened.policy.tools)
        raise NotInPolicy(path=path, tool=tool, known=known or "none")
    return opened, found


def preview(path: Path, tool: str, out: Path, languages: Sequence[str], now: datetime, *, show: bool) -> list[Path]:
    """Draw what the policy in `path` shows about the tool into `out`; returns the files, the page that shows them last.

    With `show` that page is opened. Raises NotInPolicy, NoDesktop, NotDrawn, and what `open_policy` raises.
    """
    opened, _ = open_tool(path, tool, now)
    drawer = _signpost()
    words = ["--tool", tool, "--out", str(out.absolute())]
    words += [word for tag in languages for word in ("--language", tag)]
    words += ["--open"] if show else []
    with tempfile.TemporaryDirectory(prefix="signpost-preview-") as folder:
        try:
            published = Path(folder) / "policy.json"
            published.write_bytes(model.dump(opened.policy))
            published.with_name("recipes.json").write_bytes(recipe.dump(opened.recipes))
            command = [*drawer, "gallery", "--policy", str(published), *words]
            done = run(command, env=os.environ, timeout=_TIMEOUT, keep=1_000_000)
        except OSError as error:
            raise NotDrawn(detail=error.strerror or error) from error
    if done.code or done.ended_by:
        raise NotDrawn(detail=done.err.strip() or done.ended_by or f"exit code {done.code}")
    return [Path(line) for line in done.out.splitlines()]


def _signpost() -> list[str]:
    """The employee's command: this Python's, or where we are a frozen program of our own, the one on PATH."""
    if not is_frozen():
        if importlib.util.find_spec("PySide6") is None:
            raise NoDesktop
        return itself()
    found = shutil.which("signpost")
    if found is None:
        raise NoDesktop
    return [found]
