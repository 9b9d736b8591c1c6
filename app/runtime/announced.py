"""Tools that lie here and will be off limits, so that people hear of it before the day."""

import os
import threading
from collections.abc import Callable

from app.host import clock, platform
from app.host.paths import Paths
from app.host.patience import Patience
from app.policy.exceptions import Exceptions
from app.policy.model import Policy
from app.policy.person import Person
from app.policy.verdict import Phase, Verdict, phase_of


def look_for_announced(
    policy: Policy,
    exceptions: Exceptions,
    person: Person,
    paths: Paths,
    found: Callable[[str, Verdict], None],
    cancel: threading.Event,
) -> None:
    """Tell `found` where each is and what follows; costs nothing as long as the policy announces nothing."""
    if not any(phase_of(tool, clock.now()) is Phase.ANNOUNCED for tool in policy.tools):
        return
    from app.trial.installed import Scan
    from app.trial.judge import Judge, Opened
    from app.trial.places import places

    judge = Judge(Opened(policy, exceptions), platform.system(), clock.now, person)
    patience, home = Patience(cancel=cancel), paths.home
    where = places(home, os.environ, patience)
    scan = Scan(judge, where, home, os.environ, speaks=_is_announced, cancel=cancel, patience=patience)
    for one in scan.found():
        found(one.path, one.verdict)


def _is_announced(verdict: Verdict) -> bool:
    return verdict.phase is Phase.ANNOUNCED
