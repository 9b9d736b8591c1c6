"""What `signpost setup` says while it works: sentences, or JSON lines."""

import json
from collections.abc import Mapping
from typing import Any, TextIO

from app.errors import SignpostError
from app.host.terminal import complain, remark
from app.policy.recipe import Recipe
from app.setup.check import megabytes
from app.setup.going_back import obstacle
from app.setup.on_path import OnPath
from app.setup.path_edit import Edit
from app.setup.place import Installed
from app.setup.plan import Progress, State

_WORDS = {
    State.PLANNED: "",
    State.CHECKING: "Checking this computer",
    State.DOWNLOADING: "Downloading",
    State.VERIFYING: "Verifying every package",
    State.INSTALLING: "Putting it in place",
    State.DETECTING: "Starting it once",
    State.CARRYING_OVER: "Carrying your settings over",
    State.DONE: "Done",
    State.FAILED: "",
    State.CANCELLED: "",
    State.ROLLED_BACK: "The version before is back",
    State.UNDONE: "Taken away",
}


class Teller:
    """For one run of the command. On a terminal the bytes are counted in place."""

    def __init__(self, as_json: bool, out: TextIO) -> None:
        self._json, self._out = as_json, out
        self._live = out.isatty()
        self._said = ""

    def progress(self, progress: Progress) -> None:
        """One step."""
        if self._json:
            self._line(progress.as_json())
            return
        words = _WORDS[progress.state]
        if progress.waits_for:
            words = f"Waits for {', '.join(progress.waits_for)}"
        if progress.state is State.DOWNLOADING and self._live and progress.done_bytes:
            total = f" of {megabytes(progress.total_bytes)}" if progress.total_bytes else ""
            self._out.write(f"\r{words}: {megabytes(progress.done_bytes)}{total}  ")
            self._out.flush()
        elif words and words != self._said:
            after_bytes = self._live and self._said == _WORDS[State.DOWNLOADING]
            self._out.write(("\n" if after_bytes else "") + words + "\n")
        self._said = words or self._said

    def found(self, tool: str, asked: OnPath, edit: Edit | None, *, applied: bool, again: bool = False) -> None:
        """Whether new terminals find the command, and what would change that; `again`: the same as told before."""
        command = asked.command
        if self._json:
            proposed = {"file": edit.file, "lines": list(edit.lines)} if edit else None
            self._line(
                {
                    "event": "path",
                    "tool": tool,
                    "command": command,
                    "found": asked.found,
                    "ours": asked.ours,
                    "edit": proposed,
                    "applied": applied and edit is not None,
                }
            )
        elif asked.ours:
            self.say(f"New terminals find it: {command}")
        elif asked.found:
            self.say(f"New terminals find another program first: {asked.found}")
        elif edit is not None and again:
            self.say(f"Nor do they find {command}; the same would do it.")
        elif edit is not None:
            self.say(f"New terminals do not find {command} yet. `signpost setup {tool} --edit-path` would do this:")
            self.say(edit.diff)
        else:
            self.say(f"New terminals do not find {command} yet: its folder is not on PATH.")

    def listed(self, tools: Mapping[str, tuple[Installed | None, Recipe | None, Recipe | None]]) -> None:
        """For each tool: what is set up, what IT offers for this machine, and what would change what is set up."""
        if not tools and not self._json:
            remark("The policy has no tool to set up, and none is set up here.")
        for tool, (installed, offered, update) in tools.items():
            before = installed.previous if installed else None
            if self._json:
                self._line(
                    {
                        "event": "tool",
                        "tool": tool,
                        "installed": installed.version if installed else None,
                        "kind": installed.kind if installed else None,
                        "commands": list(installed.commands) if installed else [],
                        "offered": offered.version if offered else None,
                        "update": update.version if update else None,
                        "before": before.version if before else None,
                    }
                )
                continue
            words = [f"{installed.version} is set up" if installed else "not set up"]
            if update and installed and update.version == installed.version:
                words += [f"IT has changed {update.version}: signpost setup {tool} --update"]
            elif update:
                words += [f"IT has {update.version}: signpost setup {tool} --update"]
            why_not = obstacle(installed) if installed else None
            if before and why_not:
                words += [f"{before.version} cannot be rolled back to: {why_not.value}"]
            elif before:
                words += [f"{before.version} is kept: signpost setup {tool} --rollback"]
            if not installed:
                words += [
                    f"IT has {offered.version}: signpost setup {tool}"
                    if offered
                    else "no way to set it up on this computer"
                ]
            self.say(f"{tool}: {'; '.join(words)}")

    def problem(self, error: SignpostError) -> None:
        """It did not work."""
        if self._json:
            self._line({"event": "error", **error.as_json()})
        else:
            complain(error)

    def say(self, sentence: str) -> None:
        """For a person."""
        if not self._json:
            print(sentence, file=self._out)

    def _line(self, record: dict[str, Any]) -> None:
        print(json.dumps(record), file=self._out, flush=True)
