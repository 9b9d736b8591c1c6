"""What would go with a tool that is off limits: found on this machine as `scan` finds it, then read piece by piece.

A tool that an exception allows is listed as well, marked so: whoever names it may still want it gone.
"""

import os
import threading
from collections.abc import Mapping

import msgspec

from app.host import clock, platform
from app.host.paths import Paths
from app.host.patience import Patience
from app.policy.evidence import Kind, Strength
from app.policy.person import Person
from app.policy.verdict import Verdict
from app.setup.removable import Lying, Removal, removal_of
from app.trial.installed import Found, Scan
from app.trial.judge import Judge, Opened, is_against
from app.trial.places import Places, places


def look(
    opened: Opened,
    person: Person,
    paths: Paths,
    environment: Mapping[str, str],
    tool: str,
    cancel: threading.Event,
    where: Places | None = None,
) -> Removal:
    """Everything of that tool on this machine, or in the places given; nothing of one that nothing is said against."""
    judge = Judge(opened, platform.system(), clock.now, person)
    patience = Patience(cancel=cancel)
    where = where or places(paths.home, environment, patience)

    def speaks(verdict: Verdict) -> bool:
        return is_against(verdict) and verdict.tool is not None and verdict.tool.id == tool

    scan = Scan(judge, where, paths.home, environment, speaks=speaks, cancel=cancel, patience=patience)
    found = [one for one in scan.found() if _is_sure(one)]
    until = max((end for one in found if (end := judge.allowed_until(one.verdict)) is not None), default=None)
    removal = removal_of(tool, map(_lying, found), paths.home, paths.tools)
    return msgspec.structs.replace(removal, allowed_until=until)


def _is_sure(one: Found) -> bool:
    """A name is no evidence to remove anything by."""
    return bool(one.verdict.evidence) and one.verdict.evidence[0].strength is Strength.STRONG


def _lying(one: Found) -> Lying:
    for fact in one.verdict.evidence:
        if fact.kind is Kind.PACKAGE and fact.source:
            return Lying(one.path, fact.value, fact.source)
    return Lying(os.path.realpath(one.path))
