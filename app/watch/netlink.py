"""The kernel's process events: a netlink connector socket that hears what happens on a set of CPUs.

Sources: include/uapi/linux/cn_proc.h, connector.h, netlink.h; Documentation/driver-api/connector.rst. An ordinary user
may listen since kernel 6.6 (bfdfdc2f3b70), which is also when the event mask came. Standard library only: the isolated
watcher process loads it.
"""

import array
import contextlib
import os
import socket
import struct
from collections.abc import Collection
from functools import partial

EXEC = 0x00000002
COMM = 0x00000200

_CONNECTOR = 11  # NETLINK_CONNECTOR
_GROUP = 1  # CN_IDX_PROC, as a bit mask of one group
_LISTEN, _IGNORE = 1, 2  # enum proc_cn_mcast_op
_SO_RCVBUFFORCE, _SO_ATTACH_FILTER, _SO_MEMINFO = 33, 26, 55

_REQUEST = struct.Struct("=IHHII IIIIHH II")  # nlmsghdr, cn_msg, proc_input
_NLMSG_DONE = 3
_EVENT = struct.Struct("=I 8x IIQII")  # cn_msg.seq; what, cpu, timestamp_ns, process_pid, process_tgid
_EVENT_AT = 16 + 20  # behind nlmsghdr and cn_msg
_NUMBER_AT = 16 + 8
DATAGRAM_BYTES = 256
"""More than any event: 76 bytes today."""

_WANTED_BUFFER = 8 << 20
_MEMINFO = struct.Struct("=9I")
_DROPS = 8  # SK_MEMINFO_DROPS

_LOAD_WORD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_RET|K
_INSTRUCTION = struct.Struct("=HBBI")
_ALL, _NOTHING = 0xFFFFFFFF, 0


def decode(datagram: bytes) -> tuple[int, int, int, int, int, int]:
    """The event in a datagram of the kernel's.

    That is: its number among those of its CPU (32 bits, then from 0 again), what happened (`EXEC`, `COMM`), on which
    CPU, when (CLOCK_MONOTONIC, ns), to which thread of which process.
    """
    number, what, cpu, time_ns, thread, pid = _EVENT.unpack_from(datagram, _NUMBER_AT)
    return number, what, cpu, time_ns, thread, pid


class EventSocket:
    """Hears the events of some CPUs. Raises OSError where the kernel or a namespace does not allow it.

    `receive` waits for the next event and returns its datagram. It raises OSError(ENOBUFS) when events were dropped.

    `cpus` are the CPUs it hears; with `others` it hears all but those, so that a CPU which comes up later is heard too.
    `buffer` is the receive buffer in bytes, of which an event takes 832; 0 takes as much as the machine allows
    (2 x net.core.rmem_max).
    """

    def __init__(self, cpus: Collection[int], *, others: bool = False, buffer: int = 0) -> None:
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC, _CONNECTOR)
        try:
            self._size_buffer(buffer)
            self._filter(cpus, others)
            self._socket.bind((0, _GROUP))
            self._socket.connect((0, 0))  # to the kernel; anybody else's datagrams are refused
        except OSError:
            self._socket.close()
            raise
        self.receive = partial(os.read, self._socket.fileno(), DATAGRAM_BYTES)

    def _size_buffer(self, size: int) -> None:
        if size:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, size)
            return
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _WANTED_BUFFER)
        with contextlib.suppress(OSError):  # beyond rmem_max, for those who may (CAP_NET_ADMIN)
            self._socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _WANTED_BUFFER)

    def _filter(self, cpus: Collection[int], others: bool) -> None:
        """Let the kernel drop the events of other CPUs before they wake us (classic BPF on `proc_event.cpu`)."""
        verdict, otherwise = (_NOTHING, _ALL) if others else (_ALL, _NOTHING)
        program = [_INSTRUCTION.pack(_LOAD_WORD, 0, 0, _EVENT_AT + 4)]
        for cpu in cpus:
            program.append(_INSTRUCTION.pack(_JUMP_EQUAL, 0, 1, socket.htonl(cpu)))  # BPF loads big-endian
            program.append(_INSTRUCTION.pack(_RETURN, 0, 0, verdict))
        program.append(_INSTRUCTION.pack(_RETURN, 0, 0, otherwise))
        code = array.array("B", b"".join(program))
        address, _length = code.buffer_info()
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("@HP", len(program), address))

    def listen(self, mask: int) -> None:
        """Ask for the events in `mask`; asking again changes the mask. The kernel never answers a masked listener."""
        self._ask(_LISTEN, mask)

    def ignore(self) -> None:
        """Stop listening. Closing alone leaves the kernel's count of listeners one too high (cn_proc.c)."""
        self._ask(_IGNORE, 0)

    def _ask(self, operation: int, mask: int) -> None:
        request = _REQUEST.pack(_REQUEST.size, _NLMSG_DONE, 0, 0, 0, _GROUP, 1, 0, 0, 8, 0, operation, mask)
        self._socket.send(request)

    def close(self) -> None:
        """Give the socket back, after `ignore`."""
        self._socket.close()

    def receive_now(self) -> bytes:
        """As `receive`, but raises BlockingIOError rather than wait."""
        return self._socket.recv(DATAGRAM_BYTES, socket.MSG_DONTWAIT)

    def wait_at_most(self, seconds: float) -> None:
        """Let `receive` raise BlockingIOError after that long; 0 waits for ever."""
        whole, rest = divmod(seconds, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", int(whole), int(rest * 1e6)))

    def drops(self) -> int:
        """How many events the kernel dropped on this socket since it was opened, because the buffer was full."""
        return int(_MEMINFO.unpack(self._socket.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, _MEMINFO.size))[_DROPS])
