"""Access lists of Windows: who may change what, by the descriptors that Windows itself is documented to give."""

import struct

import pytest

from app.elevation.windows.descriptor import ABOVE, KEY, OURS, Rule, read, sid, trouble, written
from app.elevation.windows.owned import PRIVATE, SHOWN
from tests.elevation.sddl import binary

# What Windows 10 and 11 give by default (icacls /save, Get-Acl): C:\, C:\ProgramData, C:\Program Files, HKLM\SOFTWARE.
DRIVE = (
    "O:TIG:TID:PAI(A;;LC;;;AU)(A;OICIIO;SDGXGWGR;;;AU)(A;;FA;;;SY)(A;OICIIO;GA;;;SY)(A;OICIIO;GA;;;BA)"
    "(A;;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
)
PROGRAM_DATA = (
    "O:SYG:SYD:PAI(A;OICIIO;GA;;;CO)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)"
)
PROGRAM_FILES = (
    "O:TIG:TID:PAI(A;;FA;;;TI)(A;CIIO;GA;;;TI)(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;BA)"
    "(A;OICIIO;GA;;;BA)(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)(A;OICIIO;GA;;;CO)(A;;0x1200a9;;;AC)(A;OICIIO;GXGR;;;AC)"
)
SOFTWARE = "O:SYG:SYD:PAI(A;CI;KR;;;BU)(A;CI;KA;;;BA)(A;CI;KA;;;SY)(A;CIIO;KA;;;CO)(A;CI;KR;;;AC)"

# One descriptor byte by byte: head, owner S-1-5-32-544, group S-1-5-18, one entry (A;OICI;FA;;;SY).
BYTES = bytes.fromhex(
    "0100049014000000240000000000000030000000"
    "01020000000000052000000020020000010100000000000512000000"
    "02001c000100000000031400ff011f00010100000000000512000000"
)  # fmt: skip


def test_a_descriptor_is_read_byte_by_byte() -> None:
    found = read(BYTES)
    assert written(found.owner) == "S-1-5-32-544"
    assert found.allowed is not None
    assert [(written(one.sid), one.rights, one.only_below) for one in found.allowed] == [("S-1-5-18", 0x1F01FF, False)]
    assert binary("O:BAG:SYD:P(A;OICI;FA;;;SY)") == BYTES


RECORDED = bytes.fromhex(
    "0100048014000000000000000000000030000000010500000000000515000000000000000000000000000000e8030000"
    "020054000300000000031400ff011f0001010000000000051200000000032400ff011f00"
    "010500000000000515000000000000000000000000000000e8030000000314"
    "00a9001200010100000000000100000000"
)
"""What Wine 8 answers for the folder C:\\ProgramData: owner and list, no group."""


def test_a_recorded_descriptor_is_read_whole() -> None:
    found = read(RECORDED)
    assert written(found.owner) == "S-1-5-21-0-0-0-1000"
    assert found.allowed is not None
    assert [(written(one.sid), hex(one.rights)) for one in found.allowed] == [
        ("S-1-5-18", "0x1f01ff"),
        ("S-1-5-21-0-0-0-1000", "0x1f01ff"),
        ("S-1-1-0", "0x1200a9"),
    ]


def test_sids_have_the_bytes_that_are_documented() -> None:
    assert sid("S-1-5-18").hex() == "010100000000000512000000"
    assert sid("S-1-5-32-544").hex() == "01020000000000052000000020020000"
    for text in (
        "S-1-1-0",
        "S-1-5-21-1-2-3-4294967295",
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",
    ):
        assert written(sid(text)) == text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (DRIVE, ABOVE),
        (PROGRAM_DATA, ABOVE),
        (PROGRAM_FILES, ABOVE),
        (PROGRAM_FILES, OURS),
        (PRIVATE, OURS),
        (SHOWN, OURS),
        (SHOWN, ABOVE),
        (SOFTWARE, KEY),
        ("O:BAD:P", OURS),  # nobody may do anything
        ("O:SYD:(D;;FA;;;WD)(A;;FR;;;WD)", OURS),
        ("O:SYD:(A;;FA;;;OW)", OURS),  # its owner, who is the system
    ],
)
def test_what_only_administrators_can_change_is_believed(text: str, rule: Rule) -> None:
    assert trouble(read(binary(text)), rule) == ""


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("O:MED:P(A;;FA;;;SY)", OURS, "belongs to S-1-5-21"),
        ("O:BUD:P(A;;FA;;;SY)", ABOVE, "belongs to S-1-5-32-545"),
        ("O:BA", OURS, "no access list"),
        (PROGRAM_DATA, OURS, "S-1-5-32-545 may change it"),  # a folder that was made there by inheritance alone
        ("O:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)", OURS, "0x116"),
        ("O:BAD:P(A;;FA;;;BA)(A;;FA;;;ME)", OURS, "S-1-5-21"),
        ("O:BAD:P(A;;FA;;;BA)(A;;FW;;;WD)", OURS, "S-1-1-0 may"),
        ("O:BAD:P(A;;DT;;;AU)", ABOVE, "(0x40)"),  # to remove what is there
        ("O:BAD:P(A;;SD;;;AU)", ABOVE, "(0x10000)"),  # to rename it itself
        ("O:BAD:P(A;;WD;;;AU)", ABOVE, "(0x40000)"),
        ("O:BAD:P(A;;WO;;;AU)", ABOVE, "(0x80000)"),
        ("O:BAD:P(A;;GW;;;AU)", OURS, "0x40000000"),
        ("O:BAD:P(A;;GA;;;IU)", ABOVE, "0x10000000"),
        ("O:BAD:P(XA;;FA;;;WD)", OURS, "S-1-1-0"),  # on a condition, which is not looked at
        ("O:BAD:P(A;OICIIO;FA;;;BU)", OURS, "S-1-5-32-545"),  # whatever would be made below
        ("O:SYD:P(A;;0x2;;;BU)", KEY, "(0x2)"),  # KEY_SET_VALUE
        ("O:SYD:P(A;;0x4;;;BU)", KEY, "(0x4)"),  # KEY_CREATE_SUB_KEY
        ("O:SYD:P(A;;0x20;;;BU)", KEY, "(0x20)"),  # KEY_CREATE_LINK
    ],
)
def test_what_others_could_change_is_not(text: str, rule: Rule, said: str) -> None:
    assert said in trouble(read(binary(text)), rule)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        BYTES[:19],
        BYTES[:60],
        BYTES[:-1],
        b"\x02" + BYTES[1:],
        BYTES[:2] + b"\x04\x10" + BYTES[4:],  # not self-relative
        BYTES[:4] + bytes(4) + BYTES[8:],  # of nobody
        BYTES[:4] + b"\xff\xff\xff\x7f" + BYTES[8:],
        BYTES[:16] + b"\xf0\xff\xff\xff" + BYTES[20:],
        BYTES[:52] + struct.pack("<H", 9) + BYTES[54:],  # more entries than there are
        BYTES[:58] + bytes(2) + BYTES[60:],  # an entry without length
        BYTES[:56] + b"\x04" + BYTES[57:],  # of a kind that nobody knows
        BYTES[:20] + b"\x01\xff" + BYTES[22:],
    ],
)
def test_what_is_no_descriptor_is_no_answer(data: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        read(data)
