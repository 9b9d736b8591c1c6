"""Who a launch is judged for, and whom a tool's status is meant for.

A person is an account, the groups that the machine's managed configuration names, and a device. All three are compared
without regard to capitals, as directories do (RFC 4518, section 2).
"""

import functools
import re
from collections.abc import Iterable
from typing import Annotated

import msgspec

Subject = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
"""The name of an account, a group or a device."""


class Person(msgspec.Struct, frozen=True):
    """The account's name (without domain), its groups, the device's name. Empty is unknown."""

    user: str = ""
    groups: tuple[str, ...] = ()
    device: str = ""

    def subjects(self) -> tuple[str, ...]:
        """Everything this person can be named by, each said once: `user:ana`, `group:audit`, `device:lt-7`."""
        return _subjects(self)


class People(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Persons by name; whoever is in one of the lists is meant. `*` in a name stands for any characters."""

    users: tuple[Subject, ...] = ()
    groups: tuple[Subject, ...] = ()
    devices: tuple[Subject, ...] = ()

    def subjects(self) -> tuple[str, ...]:
        """Everything that is named, in the form in which persons are compared."""
        kinds = (("user", self.users), ("group", self.groups), ("device", self.devices))
        return tuple(subject(kind, name) for kind, names in kinds for name in names)


class Who(People, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whom a tool's status is meant for: those in the lists (all, when there is none), without those in `except`."""

    except_: People = msgspec.field(default=People(), name="except")


class Audience:
    """A `Who` made ready for lookups: names are in a set, wildcards in one pattern."""

    def __init__(self, who: Who) -> None:
        self._everyone = not (who.users or who.groups or who.devices)
        self._meant, self._left_out = _Names(who.subjects()), _Names(who.except_.subjects())

    def includes(self, person: Person) -> bool:
        """Whether the status is meant for this person. An unknown name is in no list."""
        subjects = person.subjects()
        return (self._everyone or self._meant.any_of(subjects)) and not self._left_out.any_of(subjects)


class _Names:
    def __init__(self, subjects: Iterable[str]) -> None:
        named = tuple(subjects)
        self._exact = frozenset(name for name in named if "*" not in name)
        wild = [_pattern(name) for name in named if "*" in name]
        self._wild = re.compile("|".join(wild), re.DOTALL) if wild else None

    def any_of(self, subjects: tuple[str, ...]) -> bool:
        if not self._exact.isdisjoint(subjects):
            return True
        return self._wild is not None and any(self._wild.fullmatch(name) for name in subjects)


@functools.lru_cache(maxsize=64)
def _subjects(person: Person) -> tuple[str, ...]:
    """Asked anew for every launch, of the same person."""
    named = (("user", person.user), *(("group", group) for group in person.groups), ("device", person.device))
    return tuple(dict.fromkeys(subject(kind, name) for kind, name in named if name))


def subject(kind: str, name: str) -> str:
    """One name of that kind (`user`, `group`, `device`), as it is compared and hashed."""
    return f"{kind}:{name.strip().casefold()}"


def _pattern(name: str) -> str:
    """A name with `*` as a regular expression. `(?>` never goes back: a hostile name costs no more than a long one."""
    head, *between, tail = (re.escape(part) for part in name.split("*"))
    return head + "".join(f"(?>.*?{part})" for part in between) + f".*{tail}"
