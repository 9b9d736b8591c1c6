"""For whom a policy is tried: whom this computer's own configuration describes, unless somebody is named."""

from collections.abc import Sequence

from app.host import config, platform
from app.host.config import NotConfigured
from app.host.paths import Paths
from app.host.settings import Settings
from app.policy.person import Person


def whom(
    paths: Paths, flags: Settings | None = None, *, user: str = "", groups: Sequence[str] = (), device: str = ""
) -> Person:
    """The person to judge for; what is given wins. Raises ConfigUnreadable.

    On a computer that belongs to no company it is the account, without groups, on the computer by its host name.
    """
    try:
        found = config.load(paths, flags or Settings())
        here = Person(found.user, found.groups, found.device)
    except NotConfigured:
        here = Person(platform.account(), (), platform.host_name())
    return Person(user or here.user, tuple(groups) or here.groups, device or here.device)
