"""A stable key of this machine that means something to Signpost only, and is never sent anywhere.

What the system calls itself is confidential and must not be used as it is: machine-id(5) asks for a keyed hash with an
application's own key. So do we on every platform: HMAC-SHA256 keyed by the system's id, over a name of ours, as
sd_id128_get_machine_app_specific(3) does it.
"""

import hmac
import os
import re
import sys
from pathlib import Path

from app.host import platform
from app.host.run import run

_PURPOSE = b"signpost staged roll-out 1"

_LINUX = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
"""The second is where machines without systemd keep theirs (dbus-uuidgen(1))."""

_LONGEST = 200


def device_key(inventory_name: str = "", files: tuple[Path, ...] = _LINUX) -> str:
    """What decides by hash: the name the managed configuration gives this device, else its own key.

    A machine that has no id of its own (some containers) is known by its host name; "" when it has none either.
    """
    if inventory_name:
        return f"device:{inventory_name.strip().casefold()}"
    found = _system_id(files) or platform.host_name().casefold()
    return f"machine:{hmac.digest(found.encode(), _PURPOSE, 'sha256').hex()}" if found else ""


def _system_id(files: tuple[Path, ...]) -> str:
    """What the operating system calls this machine, in small letters without hyphens; "" when it does not say."""
    if sys.platform == "win32":
        found = _registry()
    elif sys.platform == "darwin":
        found = _platform_expert()
    else:
        found = next((text for path in files if (text := _line(path))), "")
    found = found.strip().lower().replace("-", "")
    # "uninitialized" stands there until the first boot is done (machine-id(5))
    return found if re.fullmatch(r"[0-9a-f]{32}", found) and found.strip("0") else ""


def _line(path: Path) -> str:
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            return file.readline(_LONGEST)
    except OSError:
        return ""


def _registry() -> str:
    """MachineGuid, made when Windows was set up; read from the 64-bit view, where it is."""
    if sys.platform == "win32":
        import winreg

        view = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, view) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    else:
        return ""


def _platform_expert() -> str:
    """IOPlatformUUID, of the logic board; the I/O Registry tells it to every account (ioreg(8))."""
    argv = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
    try:
        said = run(argv, env={"PATH": os.defpath}, timeout=5.0).out
    except OSError:
        return ""
    found = re.search(r'"IOPlatformUUID" = "([0-9A-Fa-f-]{36})"', said)
    return found.group(1) if found else ""
