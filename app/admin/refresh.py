"""`refresh`: the daily work of the online keys, by a timer and without a person.

It signs a new timestamp, a snapshot where one is due, and publishes what people have signed completely elsewhere.
Offline roles it never touches: their dates are told while there is still time.
"""

from datetime import datetime

import msgspec

from app.admin import pending
from app.admin.publish import not_before_the_last
from app.admin.repository import SignedRepository
from app.host import files


class Refreshed(msgspec.Struct, frozen=True):
    """Until when each role is valid now, and whether something was published that had waited."""

    expiries: dict[str, datetime]
    published: bool


def refresh(repository: SignedRepository) -> Refreshed:
    """Sign anew what the online keys sign.

    Raises NotBegun, KeysMissing, ClockBehind, PendingUnusable, RepositoryDamaged, KeyUnusable, InUse, DiskFull,
    NotWritable.
    """
    with files.exclusive(repository.folder / "lock"):
        not_before_the_last(repository)
        waited = pending.load(repository) is not None and not repository.offline_lacking()
        if waited:
            pending.finish(repository)
        else:
            repository.refuse_before_the_first_root()
            repository.drop()
            repository.renew_online()
            repository.save()
    return Refreshed(repository.expiries(), waited)
