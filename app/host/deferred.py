"""Modules of libraries that others import at their top and hardly ever need: run when something of them is asked for.

A start would spend a ninth of its instructions on them. Modules of our own need none of this: they are imported where
they are needed. As `importlib.util.LazyLoader`, which knows no locks before Python 3.12.4 (cpython issue 114763) and
runs a module as soon as it is imported a second time.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType

TYPE_CHECKING = False  # as `typing` has it, without loading that ahead of the watcher process
if TYPE_CHECKING:
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec
    from typing import Any
else:
    Loader = object


def _system() -> str:
    if sys.platform == "win32":
        return "Windows"
    else:
        return os.uname().sysname


def _spared(caller: str, answer: "Callable[[], object]", name: str) -> "Callable[..., object]":
    """A function of `inspect` that answers one module without running it, and does for others what it always does."""

    def spared(*arguments: object, **options: object) -> object:
        if sys._getframe(1).f_globals.get("__name__") == caller:  # noqa: SLF001  `inspect` is what is spared
            return answer()
        module = sys.modules["inspect"]
        _run(module)
        return getattr(module, name)(*arguments, **options)

    return spared


def _no_source() -> object:
    raise OSError("nobody reads it")


_SIGNATURES = ("errorhandler", "layout", "lib.enum_sig", "lib.pyi_generator", "lib.tool", "parser")
"""What PySide6 says a wrong argument with, and what writes its documentation. Only a frozen program has them as modules
that can be deferred (`packages.support`)."""

_KNOWN_AHEAD: dict[str, Mapping[str, object]] = {
    "argparse": {},  # PySide6, for a command of its own
    "inspect": {
        "getsource": _spared("shibokensupport.feature", _no_source, "getsource"),  # `interpreter.import_plainly`
        "signature": _spared("dataclasses", str, "signature"),  # for the description of a class that has none
    },
    "json": {},  # ours, for what is read and written later
    "ipaddress": {},  # urllib.parse, for hosts in brackets
    "locale": {},  # subprocess, for text
    "logging": {},  # PySide6, for the same
    "msgspec.inspect": {},  # msgspec, for JSON Schema
    "ntpath": {},  # pathlib, for Windows' paths
    "platform": {"system": _system},  # uuid asks that at once
    "tempfile": {},  # shiboken6, for other systems
    "textwrap": {},  # msgspec, for JSON Schema; argparse, for help
    "traceback": {},  # shiboken6, for failures
    "zipfile": {},  # shiboken6, for its support modules where they are not files
    **{f"shibokensupport.signature.{name}": {} for name in _SIGNATURES},
}
"""What is deferred, and what is known of it without running it."""

_lock = threading.RLock()
_loaders: "dict[str, Loader]" = {}
"""What loads each module that has not run yet."""


class Deferred(ModuleType):
    """A module that was imported and has not run yet."""

    def __getattribute__(self, name: str) -> "Any":
        if not name.startswith("__") and name not in _KNOWN_AHEAD[self.__name__]:
            _run(self)
        return ModuleType.__getattribute__(self, name)


class _Finder:
    """Finds what is deferred as everybody else does, and has it loaded by `_Deferring`."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> "ModuleSpec | None":
        """See `importlib.abc.MetaPathFinder`."""
        if name not in _KNOWN_AHEAD:
            return None
        found = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Deferring(spec.loader)
        return spec


class _Deferring(Loader):
    """Leaves the work of the loader it stands for until later."""

    def __init__(self, loader: "Loader") -> None:
        self._loader = loader

    def create_module(self, spec: "ModuleSpec") -> ModuleType:
        """See `importlib.abc.Loader`."""
        return Deferred(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """See `importlib.abc.Loader`."""
        _loaders[module.__name__] = module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__dict__.update(_KNOWN_AHEAD[module.__name__])


@contextlib.contextmanager
def deferring() -> Iterator[None]:
    """What is imported inside, and is in the list, runs when it is needed; from then on it is as any other module."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def _run(module: ModuleType) -> None:
    """Run it, once; other threads wait. What it imports itself must be leaves, so that no two threads wait in turn."""
    with _lock:
        loader = _loaders.pop(module.__name__, None)
        if loader is None:  # it asks for what is its own, or another thread has run it meanwhile
            return
        try:
            loader.exec_module(module)
        except BaseException:
            _loaders[module.__name__] = loader
            raise
        object.__setattr__(module, "__class__", ModuleType)
