"""Reading a process that may exec meanwhile: again, until what was read is of one program."""

from collections.abc import Callable

from app.policy.launch import Launch

_LOOKS_AGAIN = 2


def steady(look: Callable[[], Launch | None], keeps_still: Callable[[Launch], bool]) -> Launch | None:
    """What `look` says once the process keeps still; with a `problem`, or None, at once.

    A process that execs while it is read would show the arguments of one program with the file of the next.
    """
    launch = look()
    for _ in range(_LOOKS_AGAIN):
        if launch is None or launch.problem or keeps_still(launch):
            break
        launch = look()
    return launch
