"""What a step of the clean room did not find."""

from collections.abc import Callable
from typing import TypeVar

from tests.support.desktop import NotThere, wait_until

T = TypeVar("T")


class Failure(AssertionError):
    """What was expected, and what the parts said meanwhile."""

    def __init__(self, happened: str, log: str = "") -> None:
        super().__init__(happened)
        self.happened, self.log = happened, log


def insist(so: object, happened: str, log: str = "") -> None:
    """Raises Failure unless it is so."""
    if not so:
        raise Failure(happened, log)


def soon(found: Callable[[], T | None], what: str, seconds: float = 40.0) -> T:
    """Wait for something; the first result that counts as true. Raises Failure."""
    try:
        return wait_until(lambda: found() or None, what, seconds)
    except NotThere as error:
        raise Failure(f"there was not: {error}") from error
