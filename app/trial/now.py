"""What runs and what lies here, judged by a policy that is not in force: which rules would match what."""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from app.host.patience import Patience
from app.policy.launch import Launch
from app.policy.verdict import Verdict
from app.trial.installed import FILE_SECONDS, Scan
from app.trial.judge import Judge, Judged, is_listed
from app.trial.places import Places
from app.trial.replay import verdict_fields


class Match(msgspec.Struct, frozen=True):
    """One program that a rule matches: a process (`pid`), or a file that lies here (`pid` 0)."""

    path: str
    place: str
    verdict: Verdict
    pid: int = 0

    def fields(self) -> dict[str, Any]:
        """The record for `--json`."""
        return {"place": self.place, "pid": self.pid or None, "path": self.path, **verdict_fields(self.verdict)}


class Trial:
    """One trial. `silent` names the rules that matched nothing, once `matches` is used up.

    What answers no more, process or file, is left, and counted by `patience`.
    """

    def __init__(self, judge: Judge, where: Places, home: Path, env: Mapping[str, str], patience: Patience) -> None:
        self._judge, self._patience = judge, patience
        self.scan = Scan(judge, where, home, env, speaks=is_listed, patience=patience)
        self.processes = 0
        self._matched: set[str] = set()

    def matches(self) -> Iterator[Match]:
        """What matches: processes first, oldest first, then what lies here."""
        from app.watch.environment import Wanted
        from app.watch.polling import native_reader

        for launch in native_reader(Wanted(self._judge.variables)).running():
            if launch.pid == os.getpid():
                continue
            self.processes += 1
            judged = self._judged(launch)
            if judged is not None and is_listed(judged.verdict):
                self._matched.add(judged.verdict.rule)
                yield Match(launch.exe, "running", judged.verdict, launch.pid)
        for found in self.scan.found():
            self._matched.add(found.verdict.rule)
            yield Match(found.path, found.place, found.verdict)

    def _judged(self, launch: Launch) -> Judged | None:
        """What it is; by less where its files answer no more, and None where not even that can be said."""
        judged = self._patience.take(partial(self._judge.glance, launch))
        if judged is None or not self._judge.is_open(judged):
            return judged
        return self._patience.take(partial(self._judge.look_closer, judged), FILE_SECONDS) or judged

    def silent(self) -> list[str]:
        """The rules that matched nothing here. On another computer they may."""
        rules = [
            f"{tool.id}/{shape.id or number}"
            for tool in self._judge.policy.tools
            for number, shape in enumerate(tool.match)
        ]
        return [rule for rule in rules if rule not in self._matched]
