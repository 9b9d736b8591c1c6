#!/usr/bin/env python3
"""Both installers for Windows, tried under Wine: `python3 build/wine.py DIR`, where DIR holds the folder `signpost`
that was frozen on Windows (an artifact of the workflow, or PyInstaller under Wine). It prints what it did, and stops at
what fails.

It needs wine64, x86_64-w64-mingw32-gcc and what packages need. All is kept below `.cache/wine` and made anew each time.
What Wine is not: Windows' Restart Manager, access rights, SmartScreen, notifications. The Qt of Windows needs two
libraries that Wine 8 lacks; small ones of ours stand in for them.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from devtools.commands import tell
from devtools.console import Trouble, say
from devtools.places import CACHE, ROOT
from packages import asked, products
from packages.tree import Product
from packages.windows import msi, nsis

_FOLDER = CACHE / "wine"
_PREFIX = _FOLDER / "prefix"
_SHIMS = ROOT / "build" / "packages" / "windows" / "wine"
_EPOCH = 1_700_000_000
_OLD, _NEW = "0.1.0", "0.2.0"
_SECONDS = 300

_KEY = r"HKLM\Software\Signpost"
_POLICIES = r"HKLM\Software\Policies\Signpost"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_REMOVED = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Signpost"
_FOR_ALL = _PREFIX / "drive_c/Program Files/Signpost"
_FOR_ONE = r"C:\users\{}\AppData\Local\Programs\Signpost"
_DOWNGRADE_MSI, _DOWNGRADE_NSIS = 1603, 3


def main(arguments: list[str]) -> int:
    """Try everything; returns the exit code."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        _prepare()
        product = products.windows(products.Build("signpost", _OLD, Path(arguments[0]) / "signpost", _EPOCH))
        _try_msi(product)
        _try_nsis(product)
    except Trouble as trouble:
        return tell(trouble)
    return 0


def _prepare() -> None:
    """A new Windows, with the libraries that it lacks."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    _wine("wineboot", "--init")
    for source in sorted(_SHIMS.glob("*.c")):
        made = _PREFIX / "drive_c/windows/system32" / f"{source.stem}.dll"
        asked.output(["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-s", "-o", str(made), str(source), "-ladvapi32"])
    say("a new Wine is there")


def _try_msi(product: Product) -> None:
    old, new = (_made(replace(product, version=version), "msi") for version in (_OLD, _NEW))
    _expect("msi: install", 0, _cmd(f'msiexec /i "{old}" /qn URL="https://policy.example.com/" DEVICE="lt 42"'))
    _check("msi: settings", _registry(_KEY), "https://policy.example.com/", "lt 42")
    _check("msi: autostart", _registry(rf"HKLM\{_RUN}"), 'signpostw.exe" run')
    program = r"C:\Program Files\Signpost\signpost.exe"
    _check("--version", _wine(program, "--version"), "signpost ")
    _check("status", _wine(program, "status"), "Launches", "Agent")
    _wine("reg", "add", _POLICIES, "/v", "poll_seconds", "/t", "REG_DWORD", "/d", "600", "/f", "/reg:64")
    _expect("msi: upgrade", 0, _cmd(f'msiexec /i "{new}" /qn URL="https://new.example.com/"'))
    _check("msi: settings kept", _registry(_KEY), "https://new.example.com/", "lt 42", _NEW)
    _check("msi: policies untouched", _registry(_POLICIES), "0x258")
    _check("--version, upgraded", _wine(program, "--version"), "signpost ")
    _expect("msi: downgrade refused", _DOWNGRADE_MSI, _cmd(f'msiexec /i "{old}" /qn'))
    (_FOR_ALL / "lib/base_library.zip").unlink()
    _expect("msi: repair", 0, _cmd(f'msiexec /i "{new}" /qn REINSTALL=ALL REINSTALLMODE=amus'))
    _check("--version, repaired", _wine(program, "--version"), "signpost ")
    _expect("msi: remove", 0, _cmd(f'msiexec /x "{new}" /qn'))
    if _FOR_ALL.exists():
        raise Trouble("msi: remove left files.", str(_FOR_ALL))
    if _registry(_KEY) or "signpostw" in _registry(rf"HKLM\{_RUN}"):
        raise Trouble("msi: remove left settings.", "Look at build/packages/windows.")
    say("msi: nothing is left")


def _try_nsis(product: Product) -> None:
    old, new = (_made(replace(product, version=version), "nsis") for version in (_OLD, _NEW))
    home = _FOR_ONE.format(os.environ.get("USER") or "root")
    _expect("nsis: install", 0, _cmd(f'"{old}" /S'))
    _check("nsis: autostart", _registry(rf"HKCU\{_RUN}"), 'signpostw.exe" run')
    _check("nsis: in the list of programs", _registry(_REMOVED), _OLD)
    _check("--version", _wine(rf"{home}\signpost.exe", "--version"), "signpost ")
    _expect("nsis: upgrade", 0, _cmd(f'"{new}" /S'))
    _check("nsis: upgraded", _registry(_REMOVED), _NEW)
    _expect("nsis: downgrade refused", _DOWNGRADE_NSIS, _cmd(f'"{old}" /S'))
    # told where it is, it does not go on as a copy of itself, and can be waited for
    _expect("nsis: remove", 0, _cmd(rf'"{home}\uninstall.exe" /S _?={home}'))
    if _registry(_REMOVED) or "signpostw" in _registry(rf"HKCU\{_RUN}"):
        raise Trouble("nsis: remove left settings.", "Look at build/packages/windows/signpost.nsi.")
    say("nsis: nothing is left")


def _made(product: Product, form: str) -> str:
    """The installer, as Windows names it."""
    scratch = _FOLDER / f"scratch-{form}-{product.version}"
    scratch.mkdir()
    if form == "msi":
        file = msi.write(product, _FOLDER, scratch, _EPOCH)
    else:
        file = nsis.write(product, _FOLDER, scratch, _EPOCH, small=False)
    shutil.rmtree(scratch)
    say(f"{file.name}  {file.stat().st_size / 1e6:.1f} MB")
    return "Z:" + str(file).replace("/", "\\")


def _wine(*command: str) -> str:
    """What a program of Windows prints. Its output is a pipe: Python under Wine can use no other for its streams."""
    env = {**os.environ, "WINEPREFIX": str(_PREFIX), "WINEARCH": "win64", "WINEDEBUG": "-all"}
    try:
        done = subprocess.run(
            ["wine", *command], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Trouble(f"wine {command[0]}: {error}", "Install wine64 (Debian: apt-get install wine64).") from error
    return done.stdout.decode(errors="replace").replace("\r", "")


def _cmd(line: str) -> int:
    """The exit code of a command line as Windows knows it: what the shell here hands on has 8 bits."""
    batch = _FOLDER / "line.bat"
    batch.write_text(f"@echo off\r\n{line}\r\necho code %errorlevel%\r\n", "ascii", newline="")
    said = _wine("cmd", "/c", "Z:" + str(batch).replace("/", "\\"))
    _, _, code = said.rpartition("code ")
    return int(code.strip() or -1)


def _registry(key: str) -> str:
    """Its values as text; "" where there is no such key."""
    said = _wine("reg", "query", key, "/s", "/reg:64")
    return said if key.rpartition("\\")[2] in said else ""


def _expect(what: str, code: int, got: int) -> None:
    if got != code:
        raise Trouble(f"{what}: exit code {got}, not {code}.", f"The Wine is kept in {_PREFIX}.")
    say(f"{what}: {code}, as it should be")


def _check(what: str, text: str, *parts: str) -> None:
    for part in parts:
        if part not in text:
            raise Trouble(f"{what}: no {part!r} in\n{text[-2000:]}", f"The Wine is kept in {_PREFIX}.")
    say(f"{what}: yes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
