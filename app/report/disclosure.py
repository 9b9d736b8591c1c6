"""What the policy has added to events: command lines, the account's name, the computer's name, paths. By default, none.

The one place that puts any of them into an event. What is on stands in the payload that the ledger shows, byte for
byte. A request for an exception is not for here: the person reads the names in it, and sends it themselves.
"""

from collections.abc import Callable, Collection
from typing import cast

import msgspec

from app.policy.events import Detail
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.person import Person
from app.report.command_lines import command_line, without_home
from app.report.ocsf.event import Class, Event

_REGULAR_FILE = 1


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """What is known around an event and is nobody's business unless the policy says so.

    `launch` is the one that an event speaks of, or a file that was found (pid 0); `evidence` names files, too.
    """

    person: Person = Person()
    launch: Launch | None = None
    evidence: tuple[Evidence, ...] = ()


def disclosed(event: Event, around: Circumstances, include: Collection[Detail]) -> Event:
    """The event with what is included, as far as it is known and its class has a place for it; valid UTF-8 throughout.

    A home folder's name is the account's: paths begin with `~` unless that is included, too.
    """
    told = dict(event)
    if "user" in include and around.person.user:
        told["actor"] = {**told.get("actor", {}), "user": {"name": around.person.user}}
        told["metadata"] = _of_a_host(told["metadata"])
    if "device" in include and around.person.device:
        told["device"] = {"type_id": 0, "name": around.person.device}
        told["metadata"] = _of_a_host(told["metadata"])
    launch = around.launch
    if launch is not None and "command_line" in include and launch.argv and "process" in told:
        said = command_line(launch.argv, paths="paths" in include, home="user" in include)
        told["process"] = {**told["process"], "cmd_line": said}
    if "paths" in include:
        _name_files(told, around, str if "user" in include else without_home)
    return cast("Event", _encodable(told))


def _of_a_host(metadata: Event) -> Event:
    """With OCSF's profile `host`, by which every class has an actor and a device."""
    return {**metadata, "profiles": sorted({*metadata["profiles"], "host"})}


def _name_files(told: Event, around: Circumstances, shown: Callable[[str], str]) -> None:
    """Where the tool lies: its program, and the files that said what it is (scripts, packages' records)."""
    exe = around.launch.exe if around.launch is not None else ""
    if exe and told["class_uid"] == Class.PROCESS_ACTIVITY:
        name = exe.replace("\\", "/").rpartition("/")[2]
        told["process"] = {**told["process"], "file": {"name": name, "path": shown(exe), "type_id": _REGULAR_FILE}}
    if exe and told["class_uid"] == Class.SOFTWARE_INVENTORY:
        told["product"] = {**told["product"], "path": shown(exe)}
    named = {fact.source for fact in around.evidence}
    named |= {fact.value for fact in around.evidence if fact.kind is Kind.PATH}
    if named := named - {""}:
        told["unmapped"] = {**told.get("unmapped", {}), "paths": sorted(map(shown, named))}


def _encodable(value: object) -> object:
    """The same with what is no Unicode replaced: names of files are bytes, and JSON has none (`surrogateescape`)."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_encodable(key): _encodable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(inner) for inner in value]
    return value
