"""Tools that lie here and will be off limits, so that people hear of it before the day."""

import threading
from collections.abc import Callable

from app.host import clock, platform
from app.host.paths import Paths, own_folder
from app.policy.exceptions import Exceptions
from app.policy.model import Policy
from app.policy.person import Person
from app.policy.verdict import Phase, PolicyIndex, Verdict, phase_of


def look_for_announced(
    policy: Policy,
    exceptions: Exceptions,
    person: Person,
    paths: Paths,
    found: Callable[[str, Verdict], None],
    cancel: threading.Event,
) -> None:
    """Tell `found` where each is and what follows; costs nothing as long as the policy announces nothing.

    Raises LookFailed.
    """
    if not any(phase_of(tool, clock.now()) is Phase.ANNOUNCED for tool in policy.tools):
        return
    from app.runtime.around import Asked, look_around

    index = PolicyIndex(policy, platform.system())
    for one in look_around(Asked(policy, person, str(paths.home)), own_folder(paths.runtime), cancel):
        verdict = index.decide(one.evidence, clock.now(), person, exceptions)
        if verdict.phase is Phase.ANNOUNCED:
            found(one.path, verdict)
