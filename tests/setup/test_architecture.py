"""A program's first bytes say for which system and processor it is."""

import struct
import sys
from pathlib import Path

import pytest

from app.host import platform
from app.setup.architecture import wrong_build


def elf(machine: int, order: str = "<") -> bytes:
    """elf(5): e_ident, e_type, e_machine."""
    ident = b"\x7fELF" + bytes([2, 1 if order == "<" else 2, 1]) + bytes(9)
    return ident + struct.pack(f"{order}HH", 2, machine) + bytes(44)


def pe(machine: int) -> bytes:
    """PE format: the offset of the signature at 0x3C, the machine behind the signature."""
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine) + bytes(20)


def mach(cpu: int) -> bytes:
    return b"\xcf\xfa\xed\xfe" + struct.pack("<I", cpu) + bytes(24)


def fat(*cpus: int) -> bytes:
    return (
        b"\xca\xfe\xba\xbe"
        + struct.pack(">I", len(cpus))
        + b"".join(struct.pack(">IIIII", c, 0, 0, 0, 0) for c in cpus)
    )


@pytest.mark.parametrize(
    ("head", "build", "said"),
    [
        (elf(0x3E), "linux-x64", ""),
        (elf(0xB7), "linux-arm64", ""),
        (elf(0xB7), "linux-x64", "linux-arm64"),
        (elf(0x3E), "macos-x64", "linux-x64"),
        (elf(0xF3), "linux-x64", "linux on another processor (0xf3)"),
        (elf(0x16, ">"), "linux-x64", "linux on another processor (0x16)"),
        (pe(0x8664), "windows-x64", ""),
        (pe(0xAA64), "windows-x64", "windows-arm64"),
        (pe(0x8664), "linux-x64", "windows-x64"),
        (b"MZ" + bytes(100), "windows-x64", "an older Windows or DOS"),
        (mach(0x01000007), "macos-x64", ""),
        (mach(0x0100000C), "macos-x64", "macos-arm64"),
        (fat(0x01000007, 0x0100000C), "macos-x64", ""),
        (fat(0x0100000C), "macos-x64", "macos-arm64"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "macos-x64", ""),  # a Java class begins so, too
        (b"\x7fELF", "linux-x64", "a program that is cut off"),
        (b"MZ", "windows-x64", "a program that is cut off"),
        (b"#!/bin/sh\n", "linux-x64", ""),
        (b"", "linux-x64", ""),
    ],
)
def test_what_it_is_for(tmp_path: Path, head: bytes, build: str, said: str) -> None:
    program = tmp_path / "program"
    program.write_bytes(head)
    assert wrong_build(program, build) == said


def test_the_python_that_runs_this() -> None:
    assert wrong_build(Path(sys.executable), platform.build_name()) == ""
    assert wrong_build(Path(sys.executable), "linux-arm64" if platform.architecture() == "x64" else "linux-x64")
