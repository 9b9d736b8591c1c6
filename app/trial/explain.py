"""Saying in words what we think a program is, and why."""

import os
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.host.terminal import harmless
from app.identify.words import why
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.model import Status
from app.policy.verdict import Phase, Verdict
from app.trial.errors import NoSuchProcess
from app.trial.judge import Judge, Judged
from app.trial.replay import verdict_fields


def process(pid: int, variables: Iterable[str] = ()) -> Launch:
    """The launch of a process that runs, with these variables of it. Raises NoSuchProcess."""
    found: Launch | None = None
    detail = "there is no such process"
    if sys.platform == "linux":
        from app.watch.environment import Wanted
        from app.watch.records import ProcReader

        try:
            owner = os.stat(f"/proc/{pid}").st_uid  # noqa: PTH116
        except OSError:
            raise NoSuchProcess(pid=pid, detail=detail) from None
        found = ProcReader(owner, Wanted(variables)).identify(pid)
    else:
        from app.watch.environment import Wanted
        from app.watch.polling import native_reader

        found = native_reader(Wanted(variables)).identify(pid)
    if found is None or not found.exe:
        raise NoSuchProcess(pid=pid, detail=found.problem if found is not None and found.problem else detail)
    return found


class Explained(msgspec.Struct, frozen=True):
    """The steps that a command begins, first to last, and which of them the answer is about."""

    steps: tuple[Judged, ...]
    step: int = 0

    @property
    def judged(self) -> Judged:
        """The step in question."""
        return self.steps[self.step]


def of_steps(judge: Judge, launches: Sequence[Launch]) -> Explained:
    """A command explained by the step that the policy speaks of; by the last one when it speaks of none."""
    judged = tuple(judge.judge(launch) for launch in launches)
    spoken_of = [number for number, one in enumerate(judged) if one.verdict.tool is not None]
    return Explained(judged, spoken_of[-1] if spoken_of else len(judged) - 1)


def as_text(explained: Explained) -> str:
    """The explanation for a person: what it is, what is run behind what, why, by which rule."""
    judged = explained.judged
    verdict, launch = judged.verdict, judged.launch
    because = _decisive(judged)
    lines = [headline(verdict)]
    if len(explained.steps) > 1:
        names = " → ".join(_called(step.launch) for step in explained.steps)
        lines.append(_line("Step", f"{explained.step + 1} of {len(explained.steps)}: {names}"[:2000]))
    lines += [_line("Runs", launch.exe), _line("As", shlex.join(launch.argv)[:2000])]
    for number, fact in enumerate(because[:12]):
        template, facts = why(fact)
        lines.append(_line("Because" if not number else "", template.format_map(facts)))
    if not because:
        lines.append(_line("Because", "Nothing could be found out about it."))
    if verdict.rule:
        lines.append(_line("Rule", verdict.rule))
    if verdict.exception:
        lines.append(_line("Exception", f"{verdict.exception}: you may use it all the same"))
    return "\n".join(map(harmless, lines))


def as_json(explained: Explained) -> dict[str, Any]:
    """The same for machines; `known` is everything that was found out, decisive or not; `step` counts from 1."""
    judged = explained.judged
    launch = judged.launch
    return {
        "exe": launch.exe,
        "argv": list(launch.argv),
        "cwd": launch.cwd,
        "pid": launch.pid or None,
        **verdict_fields(judged.verdict),
        "known": [fact.as_json() for fact in judged.evidence],
        "step": explained.step + 1,
        "steps": [{"exe": one.launch.exe, "argv": list(one.launch.argv)} for one in explained.steps],
        "words": [template.format_map(facts) for template, facts in map(why, _decisive(judged))],
    }


def _decisive(judged: Judged) -> tuple[Evidence, ...]:
    """What the verdict rests on; when nothing is listed all that could be, without digests, which say nothing then."""
    unlisted = tuple(fact for fact in judged.evidence if fact.kind is not Kind.HASH)
    return judged.verdict.evidence or unlisted


def _called(launch: Launch) -> str:
    """What one step is called: the file that was named, which may be a script or a link."""
    return Path(launch.execfn or launch.exe).name


def headline(verdict: Verdict) -> str:
    """`Claude Code: banned since 10 July 2026`, in the tool's own dates."""
    tool = verdict.tool
    if tool is None:
        return "Not listed: the policy says nothing about it"
    if verdict.phase is Phase.LIFTED:
        return f"{tool.name}: no longer {tool.status.value}"
    if verdict.phase is None:
        return f"{tool.name}: nothing is announced yet"
    since = f" since {tool.effective:%d %B %Y}" if tool.effective and tool.status is not Status.APPROVED else ""
    if verdict.phase is Phase.ANNOUNCED and tool.effective is not None:
        return f"{tool.name}: will be {tool.status.value} from {tool.effective:%d %B %Y}"
    return f"{tool.name}: {verdict.word}{since if verdict.status is tool.status else ''}"


def _line(name: str, text: str) -> str:
    return f"  {name:<10}{text}"
