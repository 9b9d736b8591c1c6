"""What machine this is, and whose session, in the policy's words."""

import os
import platform
import sys


def system() -> str:
    """`linux`, `windows` or `macos`."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def architecture() -> str:
    """`x64` or `arm64`, else what the platform calls it."""
    machine = platform.machine().lower()
    return {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(machine, machine)


def build_name() -> str:
    """The key of a recipe's build for this machine: `linux-x64`."""
    return f"{system()}-{architecture()}"


def distributions() -> frozenset[str]:
    """The Linux distribution this is, and those it is made from, as purl-spec calls them; none where nothing says so.

    From os-release (os-release(5)): `ubuntu` and `debian` on Ubuntu.
    """
    try:
        said = platform.freedesktop_os_release()
    except OSError:
        return frozenset()
    names = {said.get("ID", ""), *said.get("ID_LIKE", "").split()} - {""}
    return frozenset(names | {"redhat"} if "rhel" in names else names)


def host_name() -> str:
    """The machine's name, without domain."""
    if sys.platform == "win32":
        return platform.node().partition(".")[0]
    else:
        return os.uname().nodename.partition(".")[0]  # what `platform.node` says, which takes 2 ms to load


def account() -> str:
    """The account's name, without domain: what the system says, not what the environment claims, where it can say."""
    if sys.platform == "win32":
        import ctypes

        advapi32 = ctypes.WinDLL("advapi32.dll", winmode=0x800)  # LOAD_LIBRARY_SEARCH_SYSTEM32
        size = ctypes.c_uint32(257)  # UNLEN of lmcons.h, and the NUL
        name = ctypes.create_unicode_buffer(size.value)
        return name.value if advapi32.GetUserNameW(name, ctypes.byref(size)) else ""
    else:
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:  # an account the system has no entry for, as in containers
            return ""
