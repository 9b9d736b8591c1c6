"""What Qt does not offer of X11: whether a compositor runs, a window's input region, whether a screen is full.

Spoken through libxcb on Qt's own connection (xcb is thread-safe, and Qt's platform plugin has it loaded). Where the
platform is not X11, a compositor is taken for granted and regions are left alone.
"""

import ctypes
import sys
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QNativeInterface

_SHAPE_SET, _SHAPE_INPUT, _UNSORTED = 0, 2, 0
_REPLY_HEADER = 8
"""Bytes before the one 32-bit value of the replies to InternAtom and GetSelectionOwner (X11 protocol, appendix B)."""

_ANY_TYPE, _BITS, _MOST_VALUES = 0, 32, 64
_PROPERTY_HEADER = 32
"""Bytes before the values in the reply to GetProperty: format at 1, the number of values at 16."""


class _Rectangle(ctypes.Structure):
    """xcb_rectangle_t."""

    _fields_ = (("x", ctypes.c_int16), ("y", ctypes.c_int16), ("width", ctypes.c_uint16), ("height", ctypes.c_uint16))


def compositing() -> bool:
    """Whether windows may be translucent: on X11 only while somebody owns _NET_WM_CM_Sn (EWMH, section 7)."""
    connection = _connection()
    if connection is None:
        return QGuiApplication.platformName() != "xcb"
    xcb = _library("libxcb.so.1")
    atom = _atom(xcb, connection, b"_NET_WM_CM_S0")
    return _reply(xcb, connection, "xcb_get_selection_owner", ctypes.c_uint32(atom)) != 0


class FullScreen:
    """Whether the window that the person works in fills the screen (EWMH, _NET_WM_STATE_FULLSCREEN).

    Made on the main thread, asked from any: a question is three short round trips to the X server.
    """

    def __init__(self) -> None:
        self._connection = _connection()
        if self._connection is not None:
            xcb = _library("libxcb.so.1")
            names = (b"_NET_ACTIVE_WINDOW", b"_NET_WM_STATE", b"_NET_WM_STATE_FULLSCREEN")
            self._active, self._state, self._full = (_atom(xcb, self._connection, name) for name in names)
            self._root = _root(xcb, self._connection)

    def now(self) -> bool:
        """Whether it does; False where nobody can tell."""
        if self._connection is None:
            return False
        xcb = _library("libxcb.so.1")
        window = _property(xcb, self._connection, self._root, self._active)
        return bool(window) and self._full in _property(xcb, self._connection, window[0], self._state)


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


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t; a screen begins with its root window."""

    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


def _root(xcb: ctypes.CDLL, connection: ctypes.c_void_p) -> int:
    """The root window of the first screen, which is the only one wherever a window manager follows EWMH's desktops."""
    setup, screens = xcb.xcb_get_setup, xcb.xcb_setup_roots_iterator
    setup.restype, screens.restype = ctypes.c_void_p, _Screens
    return int(screens(ctypes.c_void_p(setup(connection))).data[0])


def _atom(xcb: ctypes.CDLL, connection: ctypes.c_void_p, name: bytes) -> int:
    return _reply(xcb, connection, "xcb_intern_atom", ctypes.c_uint8(0), ctypes.c_uint16(len(name)), name)


def _property(xcb: ctypes.CDLL, connection: ctypes.c_void_p, window: int, name: int) -> tuple[int, ...]:
    """A property's 32-bit values (at most 64); none where the window is gone or does not have it."""
    cookie = xcb.xcb_get_property(
        connection, ctypes.c_uint8(0), *(ctypes.c_uint32(one) for one in (window, name, _ANY_TYPE, 0, _MOST_VALUES))
    )
    take = xcb.xcb_get_property_reply
    take.restype = ctypes.c_void_p
    reply = take(connection, ctypes.c_uint(cookie), None)
    if not reply:
        return ()
    head = (ctypes.c_uint8 * _PROPERTY_HEADER).from_address(reply)
    count = int.from_bytes(bytes(head[16:20]), sys.byteorder) if head[1] == _BITS else 0
    values = tuple((ctypes.c_uint32 * min(count, _MOST_VALUES)).from_address(reply + _PROPERTY_HEADER))
    free = ctypes.CDLL(None).free
    free(ctypes.c_void_p(reply))
    return values


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
