"""`sign`: add this machine's signatures to what waits; whoever brings the last one publishes it."""

import msgspec

from app.admin import pending
from app.admin.errors import NothingPending
from app.admin.repository import Lacking, SignedRepository
from app.host import files


class SignedNow(msgspec.Struct, frozen=True):
    """By role the keys that signed just now, and whose signatures are still waited for; none: it is published."""

    used: dict[str, tuple[str, ...]]
    waiting: tuple[Lacking, ...]


def sign(repository: SignedRepository) -> SignedNow:
    """Sign what waits in the repository, on which `pending.load` was called already.

    Raises NothingPending, InUse, KeyUnusable, PassphraseWrong, PassphraseMissing, DiskFull, NotWritable; what waited
    waits on as it was, then.
    """
    if not repository.staged:
        raise NothingPending(path=repository.folder)
    with files.exclusive(repository.folder / "lock"):
        lacking = {one.role for one in repository.offline_lacking()}
        used = {role: repository.sign(role) for role in tuple(repository.staged) if role in lacking}
        return SignedNow({role: names for role, names in used.items() if names}, pending.finish(repository))
