"""Two things of X11 that Qt does not offer: whether a compositor runs, and a window's input region.

Spoken through libxcb on Qt's own connection (xcb is thread-safe, and Qt's platform plugin has it loaded). Where the
platform is not X11, a compositor is taken for granted and regions are left alone.
"""

import ctypes
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QNativeInterface

_SHAPE_SET, _SHAPE_INPUT, _UNSORTED = 0, 2, 0
_REPLY_HEADER = 8
"""Bytes before the one 32-bit value of the replies to InternAtom and GetSelectionOwner (X11 protocol, appendix B)."""


class _Rectangle(ctypes.Structure):
    """xcb_rectangle_t."""

    _fields_ = (("x", ctypes.c_int16), ("y", ctypes.c_int16), ("width", ctypes.c_uint16), ("height", ctypes.c_uint16))


def compositing() -> bool:
    """Whether windows may be translucent: on X11 only while somebody owns _NET_WM_CM_Sn (EWMH, section 7)."""
    connection = _connection()
    if connection is None:
        return QGuiApplication.platformName() != "xcb"
    xcb = _library("libxcb.so.1")
    name = b"_NET_WM_CM_S0"
    atom = _reply(xcb, connection, "xcb_intern_atom", ctypes.c_uint8(0), ctypes.c_uint16(len(name)), name)
    return _reply(xcb, connection, "xcb_get_selection_owner", ctypes.c_uint32(atom)) != 0


def set_input_region(window: int, region: QRect) -> None:
    """Let clicks outside `region` (device pixels) fall through to what lies beneath: a shadow must not swallow them."""
    connection = _connection()
    if connection is not None:
        shape = _library("libxcb-shape.so.0")
        rectangle = _Rectangle(region.x(), region.y(), region.width(), region.height())
        shape.xcb_shape_rectangles(
            connection,
            ctypes.c_uint8(_SHAPE_SET),
            ctypes.c_uint8(_SHAPE_INPUT),
            ctypes.c_uint8(_UNSORTED),
            ctypes.c_uint32(window),
            ctypes.c_int16(0),
            ctypes.c_int16(0),
            ctypes.c_uint32(1),
            ctypes.byref(rectangle),
        )
        _library("libxcb.so.1").xcb_flush(connection)


@lru_cache(maxsize=4)
def _library(name: str) -> ctypes.CDLL:
    return ctypes.CDLL(name)


def _connection() -> ctypes.c_void_p | None:
    """Qt's connection to the X server; None where there is none (the offscreen platform offers the interface, too)."""
    if QGuiApplication.platformName() != "xcb":
        return None
    application = QGuiApplication.instance()
    native = application.nativeInterface() if isinstance(application, QGuiApplication) else None
    if not isinstance(native, QNativeInterface.QX11Application):
        return None
    try:
        _library("libxcb.so.1"), _library("libxcb-shape.so.0")
    except OSError:
        return None
    return ctypes.c_void_p(native.connection())


def _reply(xcb: ctypes.CDLL, connection: ctypes.c_void_p, request: str, *arguments: Any) -> int:
    """Send a request whose reply holds one 32-bit value; that value, 0 when the server gave none."""
    cookie = getattr(xcb, request)(connection, *arguments)
    take = getattr(xcb, f"{request}_reply")
    take.restype = ctypes.c_void_p
    reply = take(connection, ctypes.c_uint(cookie), None)
    if not reply:
        return 0
    value = ctypes.c_uint32.from_address(reply + _REPLY_HEADER).value
    free = ctypes.CDLL(None).free
    free(ctypes.c_void_p(reply))
    return value
