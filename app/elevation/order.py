"""What the helper may be told: a verb, and the name of a signed target. The grammar is closed."""

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.elevation.errors import BadOrder

_LONGEST = 200
_PART = r"[A-Za-z0-9@_-][A-Za-z0-9@._+-]{0,127}"
_TARGET = re.compile(rf"artifacts(?:/{_PART}){{1,4}}")
"""As recipes write them; no part begins with a dot, so none leads elsewhere."""


class Verb(enum.Enum):
    """What is to be done."""

    INSTALL = "install"
    REMOVE = "remove"


@dataclass(frozen=True)
class Order:
    """One change of the machine."""

    verb: Verb
    target: str


def read(words: Sequence[str]) -> Order:
    """The order in a command line's arguments. Raises BadOrder."""
    if len(words) != 2:
        raise BadOrder(detail="a verb and a target are wanted")
    verb, target = words
    if verb not in {one.value for one in Verb}:
        raise BadOrder(detail="the verb is neither install nor remove")
    if len(target) > _LONGEST or not _TARGET.fullmatch(target):
        raise BadOrder(detail="the target's name is none that a policy signs")
    return Order(Verb(verb), target)
