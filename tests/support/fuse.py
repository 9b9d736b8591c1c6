"""A file system that never answers a read, spoken straight to /dev/fuse: as a dead file server looks. Takes root.

Protocol: include/uapi/linux/fuse.h. It holds one file that anybody may open. Whoever waits for its content goes on
with an error as soon as the block ends: the kernel aborts the connection when /dev/fuse is closed.
"""

import contextlib
import ctypes
import enum
import errno
import os
import select
import stat
import struct
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SIZE = 1 << 20
_NODE = 2
_IN = struct.Struct("=IIQQIIIHH")
_OUT = struct.Struct("=IiQ")
_ENTRY = struct.Struct("=4Q2I")
_ATTRIBUTES = struct.Struct("=6Q10I")
_REQUEST_BYTES = 128 << 10
_FOREVER = 1 << 30
_DETACH = 2  # MNT_DETACH
_QUIET = 2 | 4  # MS_NOSUID | MS_NODEV


class _Ask(enum.IntEnum):
    """What the kernel asks (enum fuse_opcode)."""

    LOOKUP = 1
    FORGET = 2
    GETATTR = 3
    OPEN = 14
    READ = 15
    RELEASE = 18
    FLUSH = 25
    INIT = 26
    BATCH_FORGET = 42


@dataclass(frozen=True)
class SilentFile:
    """The file, and whether somebody waits for its content."""

    path: Path
    asked: threading.Event = field(default_factory=threading.Event)
    readers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def read_by(self, program: str) -> None:
        """Start that program with the file as its argument, and wait until it waits. It ends with the block."""
        self.readers.append(subprocess.Popen([program, self.path]))
        assert self.asked.wait(30)


@contextlib.contextmanager
def silent_file(folder: Path, *, mode: int = 0o644) -> Iterator[SilentFile]:
    """Mounts the file system on `folder`, which is made, until the end of the block; the file has that mode."""
    folder.mkdir()
    device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"silent", os.fsencode(folder), b"fuse", _QUIET, options.encode()) != 0:
        os.close(device)
        raise OSError(ctypes.get_errno(), "mount", str(folder))
    file = SilentFile(folder / "never")
    ending, end = os.pipe()
    server = threading.Thread(target=_serve, args=(device, ending, file.asked, mode), name="fuse")
    server.start()
    try:
        yield file
    finally:
        os.close(end)
        server.join()
        libc.umount2(os.fsencode(folder), _DETACH)
        for reader in file.readers:
            reader.wait(30)


def _serve(device: int, ending: int, asked: threading.Event, mode: int) -> None:
    """Answer until `ending` is at its end, then give the device back."""
    poll = select.poll()
    poll.register(device, select.POLLIN)
    poll.register(ending, select.POLLIN)
    while ending not in dict(poll.poll()):
        try:
            request = os.read(device, _REQUEST_BYTES)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.EINTR):  # taken back before we read it
                continue
            break
        _, operation, unique, node, *_ = _IN.unpack_from(request)
        if operation == _Ask.READ:
            asked.set()
        elif operation not in (_Ask.FORGET, _Ask.BATCH_FORGET):
            problem, data = _answer(operation, node, mode)
            with contextlib.suppress(FileNotFoundError):  # nobody waits for it any more
                os.write(device, _OUT.pack(_OUT.size + len(data), -problem, unique) + data)
    os.close(device)
    os.close(ending)


def _answer(operation: int, node: int, mode: int) -> tuple[int, bytes]:
    """An error number, and the data of the answer."""
    match operation:
        case _Ask.INIT:
            return 0, struct.pack("=4I2H2I2HI28x", 7, 31, 0, 0, 0, 0, 4096, 1, 0, 0, 0)
        case _Ask.LOOKUP:
            return 0, _ENTRY.pack(_NODE, 0, _FOREVER, _FOREVER, 0, 0) + _attributes(_NODE, mode)
        case _Ask.GETATTR:
            return 0, struct.pack("=Q2I", _FOREVER, 0, 0) + _attributes(node, mode)
        case _Ask.OPEN:
            return 0, struct.pack("=QIi", 0, 0, 0)
        case _Ask.RELEASE | _Ask.FLUSH:
            return 0, b""
        case _:
            return errno.ENOSYS, b""


def _attributes(node: int, mode: int) -> bytes:
    sort = stat.S_IFREG | mode if node == _NODE else stat.S_IFDIR | 0o755
    return _ATTRIBUTES.pack(node, _SIZE, 0, 0, 0, 0, 0, 0, 0, sort, 1, 0, 0, 0, 4096, 0)
