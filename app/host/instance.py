"""One agent for each person: whoever starts a second one is told so before much is loaded."""

from contextlib import AbstractContextManager

from app.host.files import exclusive
from app.host.paths import Paths, own_folder


def only_one(paths: Paths) -> AbstractContextManager[None]:
    """Be the person's one agent while inside; another program can be it as soon as this one is gone, however it ended.

    Entering it raises InUse, NotOurs, NotWritable.
    """
    return exclusive(own_folder(paths.runtime) / "agent.lock")
