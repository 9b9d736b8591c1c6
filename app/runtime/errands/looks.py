"""A look for a policy, as it is asked of an errand's process, and what came of it."""

from datetime import datetime

import msgspec

from app.runtime.errands.passed import Told
from app.sync.poll import LastWhole
from app.sync.store import LastGood


class Look(msgspec.Struct, frozen=True):
    """How to look for a policy: what the last whole look left for idle polls; `thorough`: a whole one all the same."""

    last: LastWhole | None = None
    thorough: bool = False


class Looked(msgspec.Struct, frozen=True):
    """What came of a look: the policy in force; `verified`: its signatures were gone through.

    `unchanged`: an idle poll showed that all is as it was, and nothing else is said but `last`, for the polls to come.
    """

    at: datetime
    held: LastGood | None = None
    verified: bool = False
    changed: bool = False
    unchanged: bool = False
    error: Told | None = None
    last: LastWhole | None = None
