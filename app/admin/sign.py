"""`sign`: add this machine's signatures to what waits; whoever brings the last one publishes it."""

import msgspec

from app.admin import pending
from app.admin.errors import PendingUnusable
from app.admin.repository import PENDING, Lacking, SignedRepository
from app.host import files


class SignedNow(msgspec.Struct, frozen=True):
    """By role the keys that signed just now, and whose signatures are still waited for; none: it is published."""

    used: dict[str, tuple[str, ...]]
    waiting: tuple[Lacking, ...]


def sign(repository: SignedRepository, waited: bytes) -> SignedNow:
    """Sign what waits: what `pending.load` staged in the repository and returned, unless it changed meanwhile.

    Raises PendingUnusable, InUse, KeyUnusable, PassphraseWrong, PassphraseMissing, DiskFull, NotWritable; what waited
    waits on as it was, then.
    """
    path = repository.folder / PENDING
    with files.exclusive(repository.folder / "lock"):
        if not path.exists() or path.read_bytes() != waited:
            raise PendingUnusable(path=path, detail="somebody changed it meanwhile; look at it again")
        lacking = {one.role for one in repository.offline_lacking()}
        used = {role: repository.sign(role) for role in tuple(repository.staged) if role in lacking}
        return SignedNow({role: names for role, names in used.items() if names}, pending.finish(repository))
