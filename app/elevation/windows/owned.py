"""What may be believed on Windows: what nobody but administrators and the system can change, by its access lists.

Each folder from the drive down is opened itself, no junction or link followed, and held until the last was looked at:
while it is held nobody renames or removes it, so what was looked at is what is read.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path, PurePath

from app.elevation.errors import OpenToOthers
from app.elevation.owned import LARGEST
from app.elevation.windows import descriptor
from app.elevation.windows.descriptor import Rule
from app.elevation.windows.objects import DEVICE, DIRECTORY, REPARSE_POINT, Objects

PRIVATE = "O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
"""Administrators' own: they and the system may do everything, others nothing; nothing is inherited from above.

Who could open a file there to read could also lock it, and so keep the helper from working (LockFile).
"""

SHOWN = f"{PRIVATE}(A;OICI;0x1200a9;;;BU)"
"""The same, and every account of this computer may read."""

_PIECE = 1 << 16
_HIVE = "HKLM\\"


def _is_local(path: PurePath) -> bool:
    """Whether a path begins at the root of a drive of this computer."""
    return path.is_absolute() and ".." not in path.parts and not path.drive.startswith("\\\\")


class AccessListed:
    """See `app.elevation.owned`."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def read(self, path: Path, largest: int = LARGEST) -> bytes:
        """The bytes of a plain file. Raises OpenToOthers: also for a link, a device, a missing or too long file."""
        with self._opened(path, folder=False) as handle:
            data = bytearray()
            with _translated(path):
                while len(data) <= largest and (piece := self._objects.read(handle, _PIECE)):
                    data += piece
        if len(data) > largest:
            raise OpenToOthers(path=path, detail=f"it has more than {largest} bytes")
        return bytes(data)

    def expect_file(self, path: Path) -> None:
        """Nothing, when the file and all folders above it are administrators' alone. Raises OpenToOthers."""
        with self._opened(path, folder=False):
            pass

    def expect_folder(self, path: Path) -> None:
        """Nothing, when the folder is administrators' alone and nobody else can put another there."""
        with self._opened(path, folder=True):
            pass

    def make_folder(self, path: Path, sddl: str = PRIVATE) -> None:
        """Administrators' own, as it was or made now. Raises OpenToOthers."""
        with _translated(path), contextlib.suppress(FileExistsError):
            self._objects.make_folder(path, sddl)
        self.expect_folder(path)

    def expect_source(self, name: str) -> None:
        """A key of the registry, and those above it. Raises OpenToOthers."""
        key = name.removeprefix(_HIVE)
        if key == name:
            raise OpenToOthers(path=name, detail="it is no key of this computer's")
        parts = key.split("\\")
        for number in range(1, len(parts) + 1):
            here = "\\".join(parts[:number])
            try:
                found = self._objects.key_security(here)
            except FileNotFoundError:
                return
            except OSError as error:
                raise OpenToOthers(path=f"{_HIVE}{here}", detail=error.strerror or error) from error
            _expect(found, f"{_HIVE}{here}", descriptor.KEY)

    @contextlib.contextmanager
    def _opened(self, path: Path, *, folder: bool) -> Iterator[int]:
        """The handle of what is there, all above it being held as well."""
        if not _is_local(path):
            raise OpenToOthers(path=path, detail="its path does not begin at a drive of this computer")
        with contextlib.ExitStack() as held:
            for above in reversed(path.parents):
                self._hold(held, above, folder=True, rule=descriptor.ABOVE)
            yield self._hold(held, path, folder=folder, rule=descriptor.OURS)

    def _hold(self, held: contextlib.ExitStack, path: Path, *, folder: bool, rule: Rule) -> int:
        with _translated(path):
            handle = self._objects.open(path)
            held.callback(self._objects.close, handle)
            attributes = self._objects.attributes(handle)
            if attributes & (REPARSE_POINT | DEVICE):
                raise OpenToOthers(path=path, detail="it leads to another place")
            if bool(attributes & DIRECTORY) is not folder:
                raise OpenToOthers(path=path, detail="it is no folder" if folder else "it is no plain file")
            _expect(self._objects.security(handle), path, rule)
        return handle


def _expect(security: bytes, path: object, rule: Rule) -> None:
    try:
        harm = descriptor.trouble(descriptor.read(security), rule)
    except ValueError as error:
        raise OpenToOthers(path=path, detail=error) from error
    if harm:
        raise OpenToOthers(path=path, detail=harm)


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OpenToOthers(path=path, detail=error.strerror or error) from error
