"""For which system and processor a program was made, by its first bytes; a script is for all.

ELF: elf(5), `e_machine` at 18. Windows: PE format, "COFF File Header", `Machine` after the signature. macOS: Mach-O,
loader.h (`cputype`) and fat.h (several in one file).
"""

import struct
from pathlib import Path

_ELF = {0x3E: "x64", 0xB7: "arm64"}
_PE = {0x8664: "x64", 0xAA64: "arm64"}
_MACH = {0x01000007: "x64", 0x0100000C: "arm64"}
_MACH_64 = b"\xcf\xfa\xed\xfe"
_MACH_FAT = b"\xca\xfe\xba\xbe"
_MOST_FAT = 16
_ENOUGH = 4096


def wrong_build(path: Path, build: str) -> str:
    """What the program is for, when that is not `build` (`linux-x64`); "" when it is, or is no native program.

    Raises OSError.
    """
    found = made_for(path)
    return ", ".join(found) if found and build not in found else ""


def made_for(path: Path) -> tuple[str, ...]:
    """The builds (`linux-x64`) a native program is for; none for any other file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_ENOUGH)
    try:
        if head.startswith(b"\x7fELF"):
            order = "<" if head[5] == 1 else ">"
            return (_named("linux", _ELF, struct.unpack_from(f"{order}H", head, 18)[0]),)
        if head.startswith(b"MZ"):
            at = struct.unpack_from("<I", head, 0x3C)[0]
            if head[at : at + 4] == b"PE\0\0":
                return (_named("windows", _PE, struct.unpack_from("<H", head, at + 4)[0]),)
            return ("an older Windows or DOS",)
        if head.startswith(_MACH_64):
            return (_named("macos", _MACH, struct.unpack_from("<I", head, 4)[0]),)
        if head.startswith(_MACH_FAT) and (count := struct.unpack_from(">I", head, 4)[0]) <= _MOST_FAT:
            found = (struct.unpack_from(">I", head, 8 + 20 * number)[0] for number in range(count))
            return tuple(_named("macos", _MACH, one) for one in found)
    except (struct.error, IndexError):
        return ("a program that is cut off",)
    return ()


def _named(system: str, known: dict[int, str], machine: int) -> str:
    return f"{system}-{known[machine]}" if machine in known else f"{system} on another processor ({machine:#x})"
