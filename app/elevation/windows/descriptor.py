"""Who may change an object of Windows, read off its security descriptor.

[MS-DTYP] 2.4.6 (SECURITY_DESCRIPTOR, self-relative), 2.4.5 (ACL), 2.4.4 (ACE), 2.4.2 (SID). No list at all allows
everybody everything. What is none of these, or an entry of a kind that is not known, is no answer, and so refused.
"""

import struct
from typing import NamedTuple

_HEAD = struct.Struct("<BBHIIII")  # revision, reserved, control, and where owner, group, SACL and DACL begin
_LIST = struct.Struct("<BBHHH")  # revision, reserved, size, count, reserved
_ENTRY = struct.Struct("<BBHI")  # kind, flags, size, and the rights, which every kind below has there
_SELF_RELATIVE, _DACL_PRESENT = 0x8000, 0x4
_ALLOWED, _DENIED, _ALLOWED_CALLBACK, _DENIED_CALLBACK = 0x0, 0x1, 0x9, 0xA
_ALLOWS, _DENIES = (_ALLOWED, _ALLOWED_CALLBACK), (_DENIED, _DENIED_CALLBACK)
_INHERIT_ONLY = 0x8
_MOST_PARTS = 15

_GENERIC_READ, _GENERIC_EXECUTE = 0x8000_0000, 0x2000_0000
_LOOKING = _GENERIC_READ | _GENERIC_EXECUTE | 0x0012_00A9  # FILE_GENERIC_READ, FILE_GENERIC_EXECUTE
_ADDING = 0x2 | 0x4 | 0x10 | 0x100  # FILE_ADD_FILE, FILE_ADD_SUBDIRECTORY, FILE_WRITE_EA, FILE_WRITE_ATTRIBUTES
_KEY_LOOKING = _GENERIC_READ | _GENERIC_EXECUTE | 0x0012_0019  # KEY_READ, and SYNCHRONIZE, which keys have not


class Rule(NamedTuple):
    """What others may do without harm: `rights`; `below`: what entries give to whatever is made below counts, too."""

    rights: int
    below: bool


OURS = Rule(_LOOKING, below=True)
"""A file or folder that is believed."""

ABOVE = Rule(_LOOKING | _ADDING, below=False)
"""A folder above one: others may put things of their own beside it, as anybody may in C:\\ and C:\\ProgramData, but
neither remove or rename what is there (FILE_DELETE_CHILD, DELETE) nor change who may."""

KEY = Rule(_KEY_LOOKING, below=True)
"""A key of the registry that is believed."""


class Entry(NamedTuple):
    """One right that is given: `sid` may do `rights`; with `only_below` only to what is made below."""

    sid: bytes
    rights: int
    only_below: bool


class Descriptor(NamedTuple):
    """`allowed` is None where there is no list: everybody may do everything."""

    owner: bytes
    allowed: tuple[Entry, ...] | None


def sid(text: str) -> bytes:
    """The bytes of a SID as people write it ([MS-DTYP] 2.4.2.1): `S-1-5-18`."""
    authority, *parts = (int(part) for part in text.removeprefix("S-1-").split("-"))
    return struct.pack(">BBHI", 1, len(parts), authority >> 32, authority & 0xFFFF_FFFF) + struct.pack(
        f"<{len(parts)}I", *parts
    )


def written(found: bytes) -> str:
    """A SID as people write it."""
    parts = struct.unpack_from(f"<{found[1]}I", found, 8)
    return "-".join(("S", str(found[0]), str(int.from_bytes(found[2:8], "big")), *map(str, parts)))


SYSTEM = sid("S-1-5-18")
ADMINISTRATORS = sid("S-1-5-32-544")
INSTALLER = sid("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464")
"""NT SERVICE\\TrustedInstaller, which owns C:\\ and what Windows itself brought."""

_OWNER = (sid("S-1-3-0"), sid("S-1-3-4"))
"""Creator Owner and Owner Rights: whoever made it, or owns it, and that is looked at as well."""

_TRUSTED = frozenset((SYSTEM, ADMINISTRATORS, INSTALLER))


def read(data: bytes) -> Descriptor:
    """Owner and list as Windows hands them out. Raises ValueError."""
    try:
        revision, _, control, owner, _, _, dacl = _HEAD.unpack_from(data)
        if revision != 1 or not control & _SELF_RELATIVE or not owner:
            raise ValueError("it is no security descriptor with an owner")
        allowed = tuple(_entries(data, dacl)) if control & _DACL_PRESENT and dacl else None
        return Descriptor(_sid(data, owner, len(data)), allowed)
    except struct.error as error:
        raise ValueError("it is cut off") from error


def trouble(found: Descriptor, rule: Rule) -> str:
    """Who besides administrators and the system may do harm; "" when nobody may."""
    if found.owner not in _TRUSTED:
        return f"it belongs to {written(found.owner)}"
    if found.allowed is None:
        return "it has no access list, so everybody may change it"
    for entry in found.allowed:
        if entry.sid in _TRUSTED or entry.sid in _OWNER or (entry.only_below and not rule.below):
            continue
        if harm := entry.rights & ~rule.rights:
            return f"{written(entry.sid)} may change it ({harm:#x})"
    return ""


def _entries(data: bytes, start: int) -> "list[Entry]":
    revision, _, size, count, _ = _LIST.unpack_from(data, start)
    if revision not in (2, 4) or start + size > len(data):
        raise ValueError("its list is cut off")
    found: list[Entry] = []
    at, end = start + _LIST.size, start + size
    for _ in range(count):
        kind, flags, length, rights = _ENTRY.unpack_from(data, at)
        if length < _ENTRY.size or at + length > end:
            raise ValueError("an entry of its list is cut off")
        if kind in _ALLOWS:
            found.append(Entry(_sid(data, at + _ENTRY.size, at + length), rights, bool(flags & _INHERIT_ONLY)))
        elif kind not in _DENIES:
            raise ValueError(f"its list has an entry of kind {kind}")
        at += length
    return found


def _sid(data: bytes, start: int, end: int) -> bytes:
    """A SID that begins at `start` and lies before `end`."""
    if start + 8 > end or data[start] != 1 or data[start + 1] > _MOST_PARTS:
        raise ValueError("it names nobody")
    length = 8 + 4 * data[start + 1]
    if start + length > end:
        raise ValueError("it names nobody whole")
    return data[start : start + length]
