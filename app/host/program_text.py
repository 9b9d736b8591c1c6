"""Lets go of what of the program in memory nobody needs now. Linux.

Libraries are mapped from their files. What a start or a window ran of them stays mapped, three quarters of all that the
agent would take while it waits, although hardly any of it runs again; and mapped code is what the kernel takes away
last when memory runs short. Unmapped it is a part of the page cache as any other: taken back within microseconds
when it runs again, or given to whoever needs the memory.
"""

import ctypes
import mmap

_LOAD, _DYNAMIC = 1, 2
"""PT_LOAD and PT_DYNAMIC (elf(5)): a part of the file that is mapped; what the linker is told."""

_WRITABLE = 2
"""PF_W."""

_END, _TEXTREL, _FLAGS, _FLAG_TEXTREL = 0, 22, 30, 4
"""DT_NULL, DT_TEXTREL, DT_FLAGS, DF_TEXTREL: whether the linker writes into code."""


_NOT_NEEDED = 4
"""MADV_DONTNEED (asm-generic/mman-common.h)."""


class _Part(ctypes.Structure):
    """Elf64_Phdr."""

    _fields_ = (
        ("type", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("offset", ctypes.c_uint64),
        ("address", ctypes.c_uint64),
        ("physical", ctypes.c_uint64),
        ("in_file", ctypes.c_uint64),
        ("in_memory", ctypes.c_uint64),
        ("alignment", ctypes.c_uint64),
    )


class _Said(ctypes.Structure):
    """Elf64_Dyn."""

    _fields_ = (("tag", ctypes.c_int64), ("value", ctypes.c_uint64))


class _Library(ctypes.Structure):
    """The beginning of struct dl_phdr_info."""

    _fields_ = (
        ("base", ctypes.c_uint64),
        ("name", ctypes.c_char_p),
        ("parts", ctypes.POINTER(_Part)),
        ("count", ctypes.c_uint16),
    )


_VISIT = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Library), ctypes.c_size_t, ctypes.c_void_p)


def let_go() -> int:
    """Unmap the code and the constants of every library; returns how many bytes were asked to be. Never raises.

    They come back from their files: what cannot be written was never changed, but for libraries whose code the linker
    changes, which are left alone. While dl_iterate_phdr(3) goes through them none comes or goes; and nobody waits for
    this thread meanwhile who holds what it needs, since it keeps Python's lock (`PyDLL`) as whoever imports does.
    """
    if ctypes.sizeof(ctypes.c_void_p) != ctypes.sizeof(ctypes.c_uint64):
        return 0
    asked = 0
    process = ctypes.PyDLL(None)
    advise = process.madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)

    def visit(found: "ctypes._Pointer[_Library]", _size: int, _: object) -> int:
        nonlocal asked
        library = found.contents
        parts = library.parts[: library.count]
        if library.name.startswith(b"/") and not _code_is_changed(library.base, parts):
            for part in parts:
                if part.type == _LOAD and not part.flags & _WRITABLE:
                    begin, end = _pages(library.base + part.address, part.in_memory)
                    if begin < end and advise(begin, end - begin, _NOT_NEEDED) == 0:
                        asked += end - begin
        return 0

    process.dl_iterate_phdr(_VISIT(visit), None)
    return asked


def _pages(begin: int, size: int) -> tuple[int, int]:
    """The whole pages from there on, up to the first that is not whole."""
    return -(-begin // mmap.PAGESIZE) * mmap.PAGESIZE, (begin + size) // mmap.PAGESIZE * mmap.PAGESIZE


def _code_is_changed(base: int, parts: list[_Part]) -> bool:
    for part in parts:
        if part.type == _DYNAMIC:
            for number in range(part.in_memory // ctypes.sizeof(_Said)):
                said = _Said.from_address(base + part.address + number * ctypes.sizeof(_Said))
                if said.tag == _END:
                    break
                if said.tag == _TEXTREL or (said.tag == _FLAGS and said.value & _FLAG_TEXTREL):
                    return True
    return False
