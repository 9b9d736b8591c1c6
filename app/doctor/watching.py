"""The agent and how it sees launches: whether it runs, is the installed one and gets on, and what it lacks."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from app import __version__
from app.doctor import agent
from app.doctor.agent import Found, State
from app.doctor.finding import Finding, Subject, failed, ok, times, warning
from app.host import clock, crash_reports
from app.watch.standing import Watching

LATELY = timedelta(days=7)

_START = "Start it: `signpost run`, or Signpost in the applications menu. It starts by itself when you log in."
_FEW_WATCHES = 1024


def watching(subject: Subject) -> Iterator[Finding]:
    """See above."""
    now = clock.now()
    found = agent.find(subject.paths, now)
    yield _agent(found)
    if found.said is not None:
        yield from _launches(found.said, now)
    lately = [one for one in crash_reports.reports(crash_reports.folder(subject.paths)) if now - one.at < LATELY]
    if lately:
        words = f"Signpost crashed {times(len(lately))} within a week, last with {lately[-1].summary[:120]!r}."
        yield warning("crashes", words, "`signpost diagnostics` has the reports; nothing is sent by itself.")


def _agent(found: Found) -> Finding:
    version = found.said.version if found.said is not None else ""
    match found.state:
        case State.RUNNING if version not in ("", __version__):
            words = f"The agent that runs is version {version}; {__version__} is installed."
            return warning("agent", words, "Quit Signpost in the tray and start it again, or log out and in.")
        case State.RUNNING:
            return ok("agent", "The agent runs.")
        case State.STOPPED:
            words = "The agent is stopped by a signal or a debugger, and sees nothing."
            return failed("agent", words, f"kill -CONT {found.said.agent.pid if found.said is not None else 'PID'}")
        case State.SILENT:
            return failed(
                "agent", "The agent does not respond.", "It starts itself anew before long; else log in anew."
            )
        case State.FOREIGN:
            return failed("agent", "Signpost's folder is another user's.", "Run this as the person who works here.")
        case State.ABSENT:
            return failed("agent", "No agent runs: nothing is watched.", _START)


def _launches(said: Watching, now: datetime) -> Iterator[Finding]:
    if said.restarts:
        words = f"The agent started itself anew {times(said.restarts)}, last because {said.restarted}."
        yield warning("agent-restarts", words, "`signpost diagnostics` has what IT needs.")
    yield ok("launches", f"Launches are seen by {said.source}{f' ({said.mode})' if said.mode else ''}.")
    if sys.platform == "linux" and said.source != "connector":
        yield from _second_best(said.source)
    if said.last is not None and now - said.last.at < LATELY:
        yield warning(
            "missed", f"Launches were missed {times(said.gaps)}: {said.last.reason}.", "Tell IT if it goes on."
        )


def _second_best(source: str) -> Iterator[Finding]:
    if source == "inotify":
        try:
            most = int(Path("/proc/sys/fs/inotify/max_user_watches").read_text())
        except (OSError, ValueError):
            most = _FEW_WATCHES
        if most < _FEW_WATCHES:
            words = f"Only {most} files may be watched by inotify."
            yield warning("inotify", words, "IT: raise fs.inotify.max_user_watches (sysctl).")
    words = f"The kernel's own events are not to be had, so {source} is used: short programs may go unseen."
    yield warning("connector", words, "IT: a kernel from 6.6 on tells them to everybody; containers never do.")
