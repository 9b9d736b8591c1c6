"""A Windows of our own at the edge of the system calls: its DLLs as C functions that answer with bytes laid out as
Windows lays them out, at the addresses they are asked to write to."""

import ctypes
import dataclasses
import itertools
import json
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from app.host import nt
from app.watch.environment import Wanted
from app.watch.windows import NtReader

RECORDED: dict[str, Any] = json.loads(Path(__file__).with_name("windows").joinpath("wine.json").read_text())
"""What Wine's own DLLs answered (windows/record.c)."""

LAYOUT: dict[str, dict[str, int]] = RECORDED["layout"]
ME, STRANGER = bytes.fromhex("010500000000000515000000") + b"\1" * 16, bytes.fromhex("010100000000000512000000")
OWN_PID, SESSION = 8, 1
ACCESS_DENIED = 5
DWORD, BOOL, POINTER = ctypes.c_uint32, ctypes.c_int32, ctypes.c_void_p


@dataclasses.dataclass
class Program:
    """A process of this Windows. Without an `owner` its token may not be asked."""

    pid: int
    created: int
    exe: str
    argv: list[str]
    ppid: int = OWN_PID
    cwd: str = "C:\\Users\\me"
    env: dict[str, str] = dataclasses.field(default_factory=dict)
    owner: bytes | None = ME
    session: int = SESSION
    openable: bool = True
    readable: bool = True
    ended: bool = False
    threads: int = 3

    @property
    def line(self) -> str:
        return subprocess.list2cmdline(self.argv)


class Windows:
    """The system, with us in it. `handles` and `blocks` are those that were not given back."""

    def __init__(self) -> None:
        self.programs: dict[int, Program] = {}
        self.handles: dict[int, Program | None] = {}
        self.blocks: dict[int, Any] = {}
        self.lines: dict[str, list[str]] = {}
        self.error = 0
        self.failing = 0
        self._numbers = itertools.count(0x100, 4)
        self._clock = itertools.count(134_000_000_000_000_000, 1_234_567)
        self.start("C:\\signpost.exe", ["signpost"], pid=OWN_PID)

    def start(self, exe: str, argv: list[str], *, pid: int = 0, **more: Any) -> Program:
        """Start a program; it lives until it is ended."""
        program = Program(pid or 4 * next(self._numbers), next(self._clock), exe, argv, **more)
        self.programs[program.pid] = program
        self.lines[_as_passed(program.line)] = [_as_passed(part) for part in argv]
        return program

    def end(self, pid: int) -> None:
        del self.programs[pid]

    def system(self) -> nt.Nt:
        """The calls, as the product makes them."""
        libraries = nt.Libraries(
            _library(
                NtQuerySystemInformation=(DWORD, self._list, DWORD, POINTER, DWORD, POINTER),
                NtQueryInformationProcess=(DWORD, self._line, POINTER, DWORD, POINTER, DWORD, POINTER),
            ),
            _library(
                OpenProcess=(POINTER, self._open, DWORD, BOOL, DWORD),
                CloseHandle=(BOOL, self._close, POINTER),
                QueryFullProcessImageNameW=(BOOL, self._image, POINTER, DWORD, POINTER, POINTER),
                GetProcessTimes=(BOOL, self._times, *(POINTER,) * 5),
                GetExitCodeProcess=(BOOL, self._exit_code, POINTER, POINTER),
                LocalSize=(ctypes.c_size_t, lambda block: ctypes.sizeof(self.blocks[block]), POINTER),
                LocalFree=(POINTER, self._free, POINTER),
            ),
            _library(
                OpenProcessToken=(BOOL, self._token, POINTER, DWORD, POINTER),
                GetTokenInformation=(BOOL, self._owner, POINTER, DWORD, POINTER, DWORD, POINTER),
            ),
            _library(CommandLineToArgvW=(POINTER, self._split, POINTER, POINTER)),
        )
        return nt.Nt(libraries, lambda: self.error)

    def reader(self, wanted: Wanted) -> NtReader:
        """The reader of the product, for this system."""
        return NtReader(wanted, self.system(), own_pid=OWN_PID, examine=self._examine)

    def listing(self, base: int) -> bytes:
        """What it writes to `base` when it is asked for all processes."""
        return listing(list(self.programs.values()), base)

    def _examine(self, pid: int) -> tuple[str, dict[str, str]]:
        program = self.programs[pid]
        if not program.readable:
            raise PermissionError("Permission denied")
        return program.cwd, program.env

    def _list(self, what: int, address: int, room: int, needed: int) -> int:
        assert what == 5
        if self.failing:
            return self.failing
        data = self.listing(address)
        _put(needed, DWORD(len(data)))
        if len(data) > room:
            small: int = RECORDED["too_small"]
            return small
        ctypes.memmove(address, data, len(data))
        return 0

    def _open(self, access: int, inherit: int, pid: int) -> int:
        assert (access, inherit) == (0x1000, 0)
        program = self.programs.get(pid)
        if program is None or not program.openable:
            self.error = RECORDED["no_such_process"] if program is None else ACCESS_DENIED
            return 0
        return self._handle(program)

    def _handle(self, program: Program | None) -> int:
        handle = next(self._numbers)
        self.handles[handle] = program
        return handle

    def _close(self, handle: int) -> int:
        del self.handles[handle]
        return 1

    def _of(self, handle: int) -> Program:
        program = self.programs[OWN_PID] if handle == 2**64 - 1 else self.handles[handle]
        assert program is not None
        return program

    def _image(self, handle: int, _form: int, address: int, size: int) -> int:
        program = self._of(handle)
        text = program.exe.encode("utf-16-le", "surrogatepass")
        ctypes.memmove(address, text + b"\0\0", len(text) + 2)
        _put(size, DWORD(len(text) // 2))
        return 1

    def _line(self, handle: int, what: int, address: int, room: int, needed: int) -> int:
        assert what == 60
        program = self._of(handle)
        if program.ended or not program.readable:
            return 0xC000010A if program.ended else nt.STATUS_ACCESS_DENIED
        text = program.line.encode("utf-16-le", "surrogatepass")
        data = struct.pack("<HH4xQ", len(text), len(text) + 2, address + 16) + text + b"\0\0"
        assert len(data) <= room
        ctypes.memmove(address, data, len(data))
        _put(needed, DWORD(len(data)))
        return 0

    def _times(self, handle: int, *addresses: int) -> int:
        _put(addresses[0], ctypes.c_uint64(self._of(handle).created))
        return 1

    def _exit_code(self, handle: int, address: int) -> int:
        _put(address, DWORD(0 if self._of(handle).ended else 259))
        return 1

    def _token(self, handle: int, access: int, address: int) -> int:
        assert access == 8
        program = self._of(handle)
        if program.owner is None:
            self.error = ACCESS_DENIED
            return 0
        _put(address, POINTER(self._handle(program)))
        return 1

    def _owner(self, token: int, what: int, address: int, room: int, needed: int) -> int:
        assert what == 1
        owner = self._of(token).owner
        assert owner is not None
        data = struct.pack("<QI4x", address + 16, 0) + owner
        assert len(data) <= room
        ctypes.memmove(address, data, len(data))
        _put(needed, DWORD(len(data)))
        return 1

    def _split(self, address: int, count: int) -> int:
        line = bytearray()
        while (two := ctypes.string_at(address + len(line), 2)) != b"\0\0":
            line += two
        parts = [part.encode("utf-16-le") + b"\0\0" for part in self.lines[line.decode("utf-16-le")]]
        block = (ctypes.c_char * (8 * len(parts) + sum(map(len, parts))))()
        start = ctypes.addressof(block)
        starts = list(itertools.accumulate(map(len, parts), initial=start + 8 * len(parts)))[:-1]
        block.raw = struct.pack(f"<{len(parts)}Q", *starts) + b"".join(parts)
        self.blocks[start] = block
        _put(count, BOOL(len(parts)))
        return start

    def _free(self, block: int) -> int:
        del self.blocks[block]
        return 0


def listing(programs: list[Program], base: int) -> bytes:
    """SYSTEM_PROCESS_INFORMATION of each, its threads and its name behind it, as if it lay at `base`."""
    field = LAYOUT["SYSTEM_PROCESS_INFORMATION"]
    data = bytearray()
    for number, program in enumerate(programs):
        name = program.exe.rpartition("\\")[2].encode("utf-16-le", "surrogatepass")
        head = field["size"] + 80 * program.threads  # SYSTEM_THREAD_INFORMATION
        entry = bytearray(head + len(name) + 2 + -len(name) % 8)
        entry[head : head + len(name)] = name
        last = number == len(programs) - 1
        struct.pack_into("<II", entry, 0, 0 if last else len(entry), program.threads)
        struct.pack_into("<Q", entry, field["CreateTime"], program.created)
        name_at = base + len(data) + head
        struct.pack_into("<HH4xQ", entry, field["ImageName"], len(name), len(name) + 2, name_at)
        struct.pack_into("<Q", entry, field["UniqueProcessId"], program.pid)
        struct.pack_into("<Q", entry, field["InheritedFromUniqueProcessId"], program.ppid)
        struct.pack_into("<I", entry, field["SessionId"], program.session)
        data += entry
    return bytes(data)


def _as_passed(text: str) -> str:
    """What the product makes of a text that may hold half a character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _library(**functions: tuple[Any, ...]) -> ctypes.CDLL:
    made = {name: _function(*spec) for name, spec in functions.items()}
    return cast("ctypes.CDLL", SimpleNamespace(**made))


def _function(result: Any, answer: Callable[..., Any], *arguments: Any) -> Any:
    """A C function; a pointer that is NULL reaches the answer as 0."""
    return ctypes.CFUNCTYPE(result, *arguments)(lambda *values: answer(*(value or 0 for value in values)))


def _put(address: int, value: Any) -> None:
    ctypes.memmove(address, ctypes.byref(value), ctypes.sizeof(value))
