"""Types for jeepney 0.9, which ships none: the part that Signpost and its tests use, read off jeepney's source.

A message's body is typed by its D-Bus signature, which no static type can follow: hence `Any` there, and only there.
"""

from enum import Enum, IntEnum, IntFlag
from typing import Any, TypeAlias

Body: TypeAlias = tuple[Any, ...]

class AuthenticationError(ValueError): ...
class FDNegotiationError(AuthenticationError): ...
class NoFDError(RuntimeError): ...
class SizeLimitError(ValueError): ...

class Endianness(Enum):
    little = 1
    big = 2

class MessageType(Enum):
    method_call = 1
    method_return = 2
    error = 3
    signal = 4

class MessageFlag(IntFlag):
    no_reply_expected = 1
    no_auto_start = 2
    allow_interactive_authorization = 4

class HeaderFields(IntEnum):
    path = 1
    interface = 2
    member = 3
    error_name = 4
    reply_serial = 5
    destination = 6
    sender = 7
    signature = 8
    unix_fds = 9

class Header:
    endianness: Endianness
    message_type: MessageType
    flags: MessageFlag
    protocol_version: int
    body_length: int
    serial: int
    fields: dict[HeaderFields, Any]

class Message:
    header: Header
    body: Body
    def __init__(self, header: Header, body: Body) -> None: ...

class DBusAddress:
    object_path: str
    bus_name: str | None
    interface: str | None
    def __init__(self, object_path: str, bus_name: str | None = None, interface: str | None = None) -> None: ...
    def with_interface(self, interface: str) -> DBusAddress: ...

class MessageGenerator:
    interface: str | None
    object_path: str
    bus_name: str
    def __init__(self, object_path: str, bus_name: str) -> None: ...

class Properties:
    def __init__(self, obj: DBusAddress | MessageGenerator) -> None: ...
    def get(self, name: str) -> Message: ...
    def get_all(self) -> Message: ...
    def set(self, name: str, signature: str, value: object) -> Message: ...

class MatchRule:
    def __init__(
        self,
        *,
        type: str | MessageType | None = None,
        sender: str | None = None,
        interface: str | None = None,
        member: str | None = None,
        path: str | None = None,
        path_namespace: str | None = None,
        destination: str | None = None,
        eavesdrop: bool = False,
    ) -> None: ...
    def add_arg_condition(self, argno: int, value: str, kind: str = "string") -> None: ...
    def serialise(self) -> str: ...
    def matches(self, msg: Message) -> bool: ...

class DBusNameFlags:
    allow_replacement: int
    replace_existing: int
    do_not_queue: int

class DBus(MessageGenerator):
    def __init__(self, object_path: str = ..., bus_name: str = ...) -> None: ...
    def Hello(self) -> Message: ...
    def RequestName(self, name: str, flags: int = 0) -> Message: ...
    def ReleaseName(self, name: str) -> Message: ...
    def StartServiceByName(self, name: str) -> Message: ...
    def NameHasOwner(self, name: str) -> Message: ...
    def ListNames(self) -> Message: ...
    def ListActivatableNames(self) -> Message: ...
    def AddMatch(self, rule: MatchRule | str) -> Message: ...
    def RemoveMatch(self, rule: MatchRule | str) -> Message: ...
    def GetNameOwner(self, name: str) -> Message: ...
    def GetConnectionUnixUser(self, name: str) -> Message: ...
    def GetConnectionUnixProcessID(self, name: str) -> Message: ...
    def GetConnectionCredentials(self, name: str) -> Message: ...

class Monitoring(MessageGenerator):
    def __init__(self, object_path: str = ..., bus_name: str = ...) -> None: ...
    def BecomeMonitor(self, rules: list[str]) -> Message: ...

class DBusErrorResponse(Exception):
    name: str
    data: Body
    def __init__(self, msg: Message) -> None: ...

message_bus: DBus

def find_session_bus() -> str: ...
def find_system_bus() -> str: ...
def new_method_call(
    remote_obj: DBusAddress | MessageGenerator, method: str, signature: str | None = None, body: Body = ()
) -> Message: ...
def new_method_return(parent_msg: Message, signature: str | None = None, body: Body = ()) -> Message: ...
def new_error(parent_msg: Message, error_name: str, signature: str | None = None, body: Body = ()) -> Message: ...
def new_signal(emitter: DBusAddress, signal: str, signature: str | None = None, body: Body = ()) -> Message: ...
