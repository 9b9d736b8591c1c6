"""Lets go of what of the program in memory nobody needs now. Linux.

Libraries are mapped from their files. What a start or a window ran of them stays mapped, three quarters of all that the
agent would take while it waits, although hardly any of it runs again; and mapped code is what the kernel takes away
last when memory runs short. Unmapped it is a part of the page cache as any other: taken back within microseconds
when it runs again, or given to whoever needs the memory.
"""

import ctypes
import mmap
from pathlib import Path

_LOAD, _DYNAMIC = 1, 2
"""PT_LOAD and PT_DYNAMIC (elf(5)): a part of the file that is mapped; what the linker is told."""

_WRITABLE = 2
"""PF_W."""

_END, _TEXTREL, _FLAGS, _FLAG_TEXTREL = 0, 22, 30, 4
"""DT_NULL, DT_TEXTREL, DT_FLAGS, DF_TEXTREL: whether the linker writes into code."""


_LAZY, _LOADED_ALREADY = 1, 4
"""RTLD_LAZY, RTLD_NOLOAD (dlopen(3)): hold a library that is loaded, load none."""

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


class _Header(ctypes.Structure):
    """Elf64_Ehdr."""

    _fields_ = (
        ("identity", ctypes.c_char * 16),
        ("kind", ctypes.c_uint16),
        ("machine", ctypes.c_uint16),
        ("version", ctypes.c_uint32),
        ("entry", ctypes.c_uint64),
        ("parts", ctypes.c_uint64),
        ("sections", ctypes.c_uint64),
        ("flags", ctypes.c_uint32),
        ("size", ctypes.c_uint16),
        ("part_size", ctypes.c_uint16),
        ("count", ctypes.c_uint16),
    )


def let_go() -> int:
    """Unmap the code and the constants of every library; returns how many bytes were asked to be. Never raises.

    They come back from their files: what cannot be written was never changed, but for libraries whose code the linker
    changes, which are left alone. Each is held meanwhile, so that nothing else can come to lie in its place; and no
    lock of the linker's is, as dl_iterate_phdr(3) would: our thread makes way for others between two steps of Python's,
    and one that then loads a library keeps Python's lock while it waits for the linker's, so that both would for ever.
    """
    if ctypes.sizeof(ctypes.c_void_p) != ctypes.sizeof(ctypes.c_uint64):
        return 0
    asked = 0
    process = ctypes.CDLL(None)
    hold, advise = process.dlopen, process.madvise
    hold.argtypes, hold.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    process.dlclose.argtypes = (ctypes.c_void_p,)
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for name, begins in _mapped().items():
        held = hold(name, _LAZY | _LOADED_ALREADY)
        if not held:  # no library, or of a file that an upgrade took away
            continue
        base = ctypes.c_uint64.from_address(held).value  # l_addr, the first of struct link_map (dlinfo(3))
        if base in begins:
            for begin, size in _unchanging(base):
                if advise(begin, size, _NOT_NEEDED) == 0:
                    asked += size
        process.dlclose(held)
    return asked


def _mapped() -> dict[bytes, set[int]]:
    """Where the parts of files begin that are mapped (proc(5), maps), of those with code; by the file's name."""
    begins, with_code = dict[bytes, set[int]](), set[bytes]()
    try:
        lines = Path("/proc/self/maps").read_bytes().splitlines()
    except OSError:
        return {}
    for line in lines:
        place, rights, *_, name = line.split(None, 5)
        if name.startswith(b"/"):
            begins.setdefault(name, set()).add(int(place.partition(b"-")[0], 16))
            if rights.startswith(b"r-x"):
                with_code.add(name)
    return {name: begins[name] for name in with_code}


def _unchanging(base: int) -> list[tuple[int, int]]:
    """Begin and size of what cannot be written of the library that is mapped from there on."""
    header = _Header.from_address(base)
    end = header.parts + header.count * ctypes.sizeof(_Part)
    if not header.identity.startswith(b"\x7fELF") or header.part_size != ctypes.sizeof(_Part) or end > mmap.PAGESIZE:
        return []
    parts = list((_Part * header.count).from_address(base + header.parts))
    if _code_is_changed(base, parts):
        return []
    loaded = (part for part in parts if part.type == _LOAD and not part.flags & _WRITABLE)
    places = (_pages(base + part.address, part.in_memory) for part in loaded)
    return [(begin, end - begin) for begin, end in places if begin < end]


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
