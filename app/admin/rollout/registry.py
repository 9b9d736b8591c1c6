r"""A company's configuration as a registration file for HKLM\SOFTWARE\Policies\Signpost (regedit 5.00, UTF-16)."""

from collections.abc import Iterator
from datetime import time

from app.admin.rollout.company import Company
from app.host.managed import POLICIES
from app.host.settings import Value


def reg(company: Company) -> bytes:
    """The whole file. It takes away what an earlier one set, then sets its own."""
    full = f"HKEY_LOCAL_MACHINE\\{POLICIES}"
    values = "".join(f'"{name}"={_written(value)}\r\n' for name, value in company.all_values.items())
    text = f"Windows Registry Editor Version 5.00\r\n\r\n[-{full}]\r\n\r\n[{full}]\r\n{values}\r\n"
    return b"\xff\xfe" + text.encode("utf-16-le")


def _written(value: Value) -> str:
    """REG_SZ, REG_DWORD or, for lists, REG_MULTI_SZ."""
    if isinstance(value, int):
        return f"dword:{int(value):08x}"
    if isinstance(value, tuple):
        return f"hex(7):{','.join(_bytes(value))}"
    text = value.isoformat() if isinstance(value, time) else value
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _bytes(parts: tuple[str, ...] | tuple[int, ...]) -> Iterator[str]:
    for byte in ("".join(f"{part}\0" for part in parts) + "\0").encode("utf-16-le"):
        yield f"{byte:02x}"
