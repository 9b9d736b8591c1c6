"""Security descriptors as Windows hands them out, of the text they are documented in (SDDL, [MS-DTYP] 2.5.1)."""

import re
import struct

from app.elevation.windows.descriptor import sid

_NAMES = {
    "SY": "S-1-5-18",
    "BA": "S-1-5-32-544",
    "BU": "S-1-5-32-545",
    "AU": "S-1-5-11",
    "IU": "S-1-5-4",
    "WD": "S-1-1-0",
    "CO": "S-1-3-0",
    "OW": "S-1-3-4",
    "AC": "S-1-15-2-1",
    "TI": "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",
    "ME": "S-1-5-21-1004336348-1177238915-682003330-1001",
}
"""The last two are no names of SDDL: TrustedInstaller, and a person."""

_RIGHTS = {
    "GA": 0x10000000,
    "GX": 0x20000000,
    "GW": 0x40000000,
    "GR": 0x80000000,
    "FA": 0x1F01FF,
    "FR": 0x120089,
    "FX": 0x1200A0,
    "FW": 0x120116,
    "KA": 0xF003F,
    "KR": 0x20019,
    "RC": 0x20000,
    "SD": 0x10000,
    "WD": 0x40000,
    "WO": 0x80000,
    "CC": 0x1,
    "DC": 0x2,
    "LC": 0x4,
    "SW": 0x8,
    "RP": 0x10,
    "WP": 0x20,
    "DT": 0x40,
    "LO": 0x80,
    "CR": 0x100,
}
_KINDS = {"A": 0, "D": 1, "AU": 2, "OA": 5, "XA": 9, "XD": 10}
_FLAGS = {"OI": 1, "CI": 2, "NP": 4, "IO": 8, "ID": 16}


def binary(text: str) -> bytes:
    """The self-relative form, laid out as Windows does: head, owner, group, list."""
    match = re.fullmatch(
        r"O:([A-Z]{2}|S-[0-9-]+)(?:G:([A-Z]{2}|S-[0-9-]+))?(?:D:(P?(?:AI|AR)*)((?:\([^)]*\))*))?", text
    )
    assert match is not None, text
    owner, group = _sid(match[1]), _sid(match[2] or match[1])
    control, listed, at = 0x8000, b"", 20 + len(owner) + len(group)
    if match[3] is not None:
        control |= 0x4 | (0x1000 if "P" in match[3] else 0) | (0x400 if "AI" in match[3] else 0)
        entries = [_entry(one) for one in re.findall(r"\(([^)]*)\)", match[4])]
        body = b"".join(entries)
        listed = struct.pack("<BBHHH", 2, 0, 8 + len(body), len(entries), 0) + body
    head = struct.pack("<BBHIIII", 1, 0, control, 20, 20 + len(owner), 0, at if listed else 0)
    return head + owner + group + listed


def _entry(text: str) -> bytes:
    kind, flags, rights, _, _, who = text.split(";")[:6]
    said = sum(_FLAGS[flags[at : at + 2]] for at in range(0, len(flags), 2))
    number = int(rights, 16) if rights.startswith("0x") else sum(_RIGHTS[one] for one in re.findall("..", rights))
    body = struct.pack("<I", number) + (bytes(4) if kind == "OA" else b"") + _sid(who)
    return struct.pack("<BBH", _KINDS[kind], said, 4 + len(body)) + body


def _sid(name: str) -> bytes:
    return sid(_NAMES.get(name, name))
