"""When the icon is there in a tray, as the X server has it: pixels of exactly its ink on the person's screen."""

import contextlib
import ctypes
import time
from collections.abc import Iterator

_Z_PIXMAP, _ALL_PLANES = 2, 0xFFFFFFFF
_HEADER = 32
"""Bytes before the pixels in the reply to GetImage (X11 protocol, appendix B)."""

_ENOUGH = 20
"""Pixels of full ink: the outline of the icon has more, other icons none."""

_LOOK_SECONDS = 0.002


class _Screen(ctypes.Structure):
    """The beginning of xcb_screen_t."""

    _fields_ = (("root", ctypes.c_uint32),)


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t."""

    _fields_ = (("data", ctypes.POINTER(_Screen)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class TrayWatch:
    """Looks at a box of the screen (x, y, width, height), over and over. `ink` is "#rrggbb"."""

    def __init__(self, display: str, box: tuple[int, int, int, int], ink: str) -> None:
        self._xcb, self._box = ctypes.CDLL("libxcb.so.1"), box
        self._pixel = int(ink[1:], 16).to_bytes(3, "little")
        for name in ("xcb_connect", "xcb_get_setup", "xcb_get_image_reply"):
            getattr(self._xcb, name).restype = ctypes.c_void_p
        self._xcb.xcb_setup_roots_iterator.restype = _Screens
        self._connection = ctypes.c_void_p(self._xcb.xcb_connect(display.encode(), None))
        if self._xcb.xcb_connection_has_error(self._connection):
            raise RuntimeError(f"no connection to the X server {display}")
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        self._root = self._xcb.xcb_setup_roots_iterator(setup).data[0].root

    def close(self) -> None:
        """Disconnect."""
        self._xcb.xcb_disconnect(self._connection)

    def shows(self) -> bool:
        """Whether the icon is on the screen now."""
        x, y, width, height = self._box
        cookie = self._xcb.xcb_get_image(
            self._connection, ctypes.c_uint8(_Z_PIXMAP), ctypes.c_uint32(self._root), ctypes.c_int16(x),
            ctypes.c_int16(y), ctypes.c_uint16(width), ctypes.c_uint16(height), ctypes.c_uint32(_ALL_PLANES),
        )  # fmt: skip
        reply = self._xcb.xcb_get_image_reply(self._connection, ctypes.c_uint(cookie), None)
        if not reply:
            raise RuntimeError("the X server gives no picture of that part of the screen")
        pixels = ctypes.string_at(reply + _HEADER, width * height * 4)
        ctypes.CDLL(None).free(ctypes.c_void_p(reply))
        return pixels.count(self._pixel) >= _ENOUGH

    def wait(self, *, shown: bool, seconds: float = 30.0) -> int:
        """Wait until it is there, or gone; CLOCK_MONOTONIC then, in ns."""
        deadline = time.monotonic() + seconds
        while self.shows() is not shown:
            if time.monotonic() > deadline:
                raise RuntimeError(f"no {'icon' if shown else 'empty tray'} within {seconds:.0f} s")
            time.sleep(_LOOK_SECONDS)
        return time.monotonic_ns()


@contextlib.contextmanager
def watching(display: str, box: tuple[int, int, int, int], ink: str) -> Iterator[TrayWatch]:
    """A look-out that is closed at the end."""
    watch = TrayWatch(display, box, ink)
    try:
        yield watch
    finally:
        watch.close()
