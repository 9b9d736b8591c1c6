"""D-Bus messages as jeepney hands them on, made of bytes: whatever types a peer may put into a body."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_signal

_NUMBERS = (0, 1, 2, 16, 101, 2**32 - 1, -1, 2**63)
_TEXTS = ("", "default", "Status", "Percentage", "org.acme", "x" * 5000, "\x1b[31m")


def values(data: bytes) -> Iterator[Any]:
    """A value for each letter: i number, s text, b truth, d double, v variant; ( [ { hold what follows up to ) ] }."""
    letters = iter(data)
    for letter in letters:
        yield _value(letter, letters, 0)


def _value(letter: int, letters: Iterator[int], depth: int) -> Any:
    kind = chr(letter)
    if kind in "([{" and depth < 6:
        end = {"(": ")", "[": "]", "{": "}"}[kind]
        held = [_value(one, letters, depth + 1) for one in itertools.takewhile(lambda one: chr(one) != end, letters)]
        if kind == "(":
            return tuple(held)
        keys = [str(one) for one in held[::2]]
        return held if kind == "[" else dict(zip(keys, (("v", one) for one in held[1::2]), strict=False))
    if kind == "s":
        return _TEXTS[next(letters, 0) % len(_TEXTS)]
    if kind == "b":
        return bool(next(letters, 0) & 1)
    if kind == "d":
        return float(next(letters, 0))
    if kind == "v":
        return "s", _TEXTS[letter % len(_TEXTS)]
    return _NUMBERS[letter % len(_NUMBERS)]


def signal_of(data: bytes, members: Sequence[str], sender: str = ":1.7") -> list[Message]:
    """Signals, each from one line: the first byte names the member, the others are its body."""
    return [
        _signal(members[line[0] % len(members)], tuple(values(line[1:])), sender) for line in data.split(b"\n") if line
    ]


def _signal(member: str, body: tuple[Any, ...], sender: str) -> Message:
    address = DBusAddress("/org/acme", interface="org.acme.Any")
    message = new_signal(address, member)
    message.body = body
    message.header.fields[HeaderFields.sender] = sender
    return message
