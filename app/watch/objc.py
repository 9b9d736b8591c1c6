"""As much of Objective-C as a small program needs: messages, and a class with one method (objc/runtime.h, message.h).

Standard library only: the isolated process that observes applications loads it, which could not load PyObjC.
"""

import ctypes
from collections.abc import Callable
from typing import Any

ID = ctypes.c_void_p

Observe = ctypes.CFUNCTYPE(None, ID, ID, ID, ID, ID, ID)
"""observeValueForKeyPath:ofObject:change:context: with self and the selector in front."""
_OBSERVE, _OBSERVE_TYPES = "observeValueForKeyPath:ofObject:change:context:", b"v@:@@@^v"


class ObjectiveC:
    """The runtime. Takes libobjc."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._class = library.objc_getClass
        self._class.argtypes, self._class.restype = (ctypes.c_char_p,), ID
        self._selector = library.sel_registerName
        self._selector.argtypes, self._selector.restype = (ctypes.c_char_p,), ID
        self._allocate = library.objc_allocateClassPair
        self._allocate.argtypes, self._allocate.restype = (ID, ctypes.c_char_p, ctypes.c_size_t), ID
        self._add_method = library.class_addMethod
        self._add_method.argtypes, self._add_method.restype = (ID, ID, ID, ctypes.c_char_p), ctypes.c_bool
        self._register = library.objc_registerClassPair
        self._register.argtypes, self._register.restype = (ID,), None
        self._push = library.objc_autoreleasePoolPush
        self._push.argtypes, self._push.restype = (), ID
        self._pop = library.objc_autoreleasePoolPop
        self._pop.argtypes, self._pop.restype = (ID,), None
        # Every message is sent by one function that has to be called with the types of the method it ends up in.
        address = ctypes.cast(library.objc_msgSend, ctypes.c_void_p).value
        self._message_address = address or 0
        self._kept: list[Any] = []

    def named(self, name: str) -> int:
        """A class. Raises LookupError when no framework that is loaded has it."""
        found: int | None = self._class(name.encode())
        if found is None:
            raise LookupError(f"there is no class {name}")
        return found

    def send(self, receiver: int, selector: str, *arguments: Any, result: Any = ID) -> Any:
        """Send a message; integers go as NSUInteger, None and what ctypes knows as a pointer."""
        types = [ctypes.c_size_t if isinstance(argument, int) else ID for argument in arguments]
        message = ctypes.CFUNCTYPE(result, ID, ID, *types)(self._message_address)
        return message(receiver, self._selector(selector.encode()), *arguments)

    def text(self, words: str) -> int:
        """An NSString."""
        made: int = self.send(self.named("NSString"), "stringWithUTF8String:", ctypes.c_char_p(words.encode()))
        return made

    def observer(self, name: str, heard: Callable[[int], None]) -> int:
        """An object of a new class of that name that hears of changes: `heard` is called with each one's dictionary."""

        def observe(_self: int, _selector: int, _path: int, _object: int, change: int | None, _context: int) -> None:
            pool = self._push()
            try:
                heard(change or 0)
            finally:
                self._pop(pool)

        method = Observe(observe)
        self._kept.append(method)
        made = self._allocate(self.named("NSObject"), name.encode(), 0)
        self._add_method(made, self._selector(_OBSERVE.encode()), ctypes.cast(method, ID), _OBSERVE_TYPES)
        self._register(made)
        new: int = self.send(self.send(made, "alloc"), "init")
        return new
