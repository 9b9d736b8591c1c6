"""The structures of Event Tracing for Windows, and what the kernel's event of a process start says.

evntrace.h, evntcons.h and wmistr.h (learn.microsoft.com, "Event Tracing") for 64-bit Windows, in types that have the
same size everywhere.
"""

import ctypes
import errno
import struct
import uuid

from app.host import ntlayout

KERNEL_PROCESS = uuid.UUID("22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716")
"""The provider Microsoft-Windows-Kernel-Process."""
PROCESS_START = 1
PROCESS_KEYWORD = 0x10
"""WINEVENT_KEYWORD_PROCESS: starts and ends, but no threads and no images."""

NAME_BYTES = 2048


class TraceProperties(ctypes.Structure):
    """EVENT_TRACE_PROPERTIES with its WNODE_HEADER, and room for two names behind it."""

    _fields_ = (
        ("WnodeBufferSize", ctypes.c_uint32),
        ("WnodeContext", ctypes.c_ubyte * 20),
        ("Guid", ctypes.c_ubyte * 16),
        ("ClientContext", ctypes.c_uint32),
        ("Flags", ctypes.c_uint32),
        ("BufferSize", ctypes.c_uint32),
        ("MinimumBuffers", ctypes.c_uint32),
        ("MaximumBuffers", ctypes.c_uint32),
        ("MaximumFileSize", ctypes.c_uint32),
        ("LogFileMode", ctypes.c_uint32),
        ("FlushTimer", ctypes.c_uint32),
        ("EnableFlags", ctypes.c_uint32),
        ("AgeLimit", ctypes.c_int32),
        ("NumberOfBuffers", ctypes.c_uint32),
        ("FreeBuffers", ctypes.c_uint32),
        ("EventsLost", ctypes.c_uint32),
        ("BuffersWritten", ctypes.c_uint32),
        ("LogBuffersLost", ctypes.c_uint32),
        ("RealTimeBuffersLost", ctypes.c_uint32),
        ("LoggerThreadId", ctypes.c_void_p),
        ("LogFileNameOffset", ctypes.c_uint32),
        ("LoggerNameOffset", ctypes.c_uint32),
    )


class NamedProperties(ctypes.Structure):
    """What every call that takes EVENT_TRACE_PROPERTIES wants to find room in."""

    _fields_ = (
        ("properties", TraceProperties),
        ("logger_name", ctypes.c_ubyte * NAME_BYTES),
        ("file_name", ctypes.c_ubyte * NAME_BYTES),
    )


class LogFile(ctypes.Structure):
    """EVENT_TRACE_LOGFILEW."""

    _fields_ = (
        ("LogFileName", ctypes.c_void_p),
        ("LoggerName", ctypes.c_void_p),
        ("CurrentTime", ctypes.c_int64),
        ("BuffersRead", ctypes.c_uint32),
        ("ProcessTraceMode", ctypes.c_uint32),
        ("CurrentEvent", ctypes.c_ubyte * 88),
        ("LogfileHeader", ctypes.c_ubyte * 280),
        ("BufferCallback", ctypes.c_void_p),
        ("BufferSize", ctypes.c_uint32),
        ("Filled", ctypes.c_uint32),
        ("EventsLost", ctypes.c_uint32),
        ("EventRecordCallback", ctypes.c_void_p),
        ("IsKernelTrace", ctypes.c_uint32),
        ("Context", ctypes.c_void_p),
    )


class EventRecord(ctypes.Structure):
    """EVENT_RECORD; of its header the provider, and the event's number and version."""

    _fields_ = (
        ("Header", ctypes.c_ubyte * 24),
        ("ProviderId", ctypes.c_ubyte * 16),
        ("Id", ctypes.c_uint16),
        ("Version", ctypes.c_uint8),
        ("HeaderRest", ctypes.c_ubyte * 37),
        ("BufferContext", ctypes.c_ubyte * 4),
        ("ExtendedDataCount", ctypes.c_uint16),
        ("UserDataLength", ctypes.c_uint16),
        ("ExtendedData", ctypes.c_void_p),
        ("UserData", ctypes.c_void_p),
        ("UserContext", ctypes.c_void_p),
    )


EventCallback = ctypes.CFUNCTYPE(None, ctypes.POINTER(EventRecord))
"""PEVENT_RECORD_CALLBACK; 64-bit Windows has one calling convention."""

# ProcessStart, packed, by version of the event: ProcessID, CreateTime, ParentProcessID, SessionID, and behind them
# ImageName, from version 3 on behind a SID (OTRF/OSSEM, Microsoft-Windows-Kernel-Process; version 4 appends to 3).
_LAYOUTS = {
    0: struct.Struct("<IQII"),
    1: struct.Struct("<IQII4x"),
    2: struct.Struct("<IQII4x"),
    3: struct.Struct("<I8xQI8xI12x"),
    4: struct.Struct("<I8xQI8xI12x"),
}
_SID_SINCE = 3


def started(version: int, data: bytes) -> ntlayout.Entry:
    """The process that a ProcessStart event tells of. Raises OSError for a version or a layout that is not known."""
    layout = _LAYOUTS.get(version)
    if layout is None or len(data) < layout.size:
        raise OSError(errno.EBADMSG, f"an event of version {version} with {len(data)} bytes is not known")
    pid, created, ppid, session = layout.unpack_from(data)
    at = layout.size
    if version >= _SID_SINCE:
        at += 8 + 4 * data[at + 1] if at + 1 < len(data) else len(data)
    name, _, _ = ntlayout.decoded(data[at : at + (len(data) - at) // 2 * 2]).partition("\0")
    file = name.rpartition("\\")[2]
    return ntlayout.Entry(pid, ppid, created, session, file.encode("utf-16-le"))
