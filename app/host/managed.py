"""What device management wrote into the system itself: Windows' registry, macOS' managed preferences.

Linux has none: there it is files. A source gives plain values; `app.host.config` judges them.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

DOMAIN = "com.signpost.Signpost"
"""The preference domain on macOS."""
POLICIES = r"SOFTWARE\Policies\Signpost"
MACHINE = r"SOFTWARE\Signpost"


class Source(Protocol):
    """One place. `name` is what IT finds it by."""

    @property
    def name(self) -> str:
        """Where it is."""

    def values(self) -> Mapping[str, object]:
        """All that is set there, by name; nothing where the place does not exist. Raises OSError, ValueError."""


class Managed(msgspec.Struct, frozen=True):
    """All places of one system: what a company's management set, the first counts; what this computer's installation
    set."""

    policies: tuple[Source, ...] = ()
    machine: tuple[Source, ...] = ()


class Plist:
    """Managed preferences of the whole computer, as a configuration profile leaves them."""

    def __init__(self, path: Path = Path("/Library/Managed Preferences") / f"{DOMAIN}.plist") -> None:
        self._path = path

    @property
    def name(self) -> str:
        """The file."""
        return str(self._path)

    def values(self) -> Mapping[str, object]:
        """Its keys but for those of the profile around them (Apple, "TopLevel": `Payload…`)."""
        import plistlib  # with its XML parser: not for every start
        from xml.parsers.expat import ExpatError

        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        try:
            read: object = plistlib.loads(data)
        except (ExpatError, RecursionError, OverflowError, IndexError, TypeError) as error:
            raise ValueError(f"it is no property list ({error})") from error
        match read:
            case dict():
                return {str(name): value for name, value in read.items() if not str(name).startswith("Payload")}
            case _:
                raise ValueError("it is no dictionary")


if sys.platform == "win32":
    import winreg

    class Registry:
        """The values of one key; of REG_MULTI_SZ without the empty lines that editors leave."""

        def __init__(self, hive: str, key: str) -> None:
            self._hive, self._key = hive, key

        @property
        def name(self) -> str:
            """The key's whole name."""
            return f"{self._hive}\\{self._key}"

        def values(self) -> Mapping[str, object]:
            """All values, in the 64-bit view of the registry, whatever this program is."""
            hive = winreg.HKEY_LOCAL_MACHINE if self._hive == "HKLM" else winreg.HKEY_CURRENT_USER
            try:
                key = winreg.OpenKey(hive, self._key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)
            except FileNotFoundError:
                return {}
            read: dict[str, object] = {}
            with key:
                for number in range(winreg.QueryInfoKey(key)[1]):
                    name, value, _ = winreg.EnumValue(key, number)
                    read[name] = [line for line in value if line] if isinstance(value, list) else value
            return read

    def of_computer() -> Managed:
        """What holds for everybody here; only administrators may write there."""
        return Managed((Registry("HKLM", POLICIES),), (Registry("HKLM", MACHINE),))

    def of_person() -> Managed:
        """What holds for this person."""
        every = of_computer()
        return Managed((*every.policies, Registry("HKCU", POLICIES)), every.machine)

elif sys.platform == "darwin":

    def of_computer() -> Managed:
        """What a company's management set; nothing of this computer's besides the file."""
        return Managed((Plist(),))

    def of_person() -> Managed:
        """The same."""
        return of_computer()

else:

    def of_computer() -> Managed:
        """Nothing besides files."""
        return Managed()

    def of_person() -> Managed:
        """Nothing besides files."""
        return Managed()
