"""What machine this is, in the policy's words."""

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
