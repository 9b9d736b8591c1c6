"""What of the files that PyInstaller collects on Windows is kept: the same of Qt as on Linux, and no part of Windows.

Microsoft's C++ runtime is carried: Windows does not bring it. Places are written with slashes.
"""

import re

_PLUGINS = re.compile(
    r"platforms/q(windows|offscreen)\.|imageformats/q(ico|svg)\.|iconengines/qsvgicon\.|styles/qmodernwindowsstyle\."
)
_QT = re.compile(r"Qt6(Core|Gui|Network|Svg|Widgets)\.dll", re.IGNORECASE)
_BINDINGS = re.compile(
    r"Qt(Core|Gui|Network|Svg|Widgets)\.pyd|(pyside6|shiboken6)\.abi3\.dll|Shiboken\.pyd", re.IGNORECASE
)
_RUNTIME = re.compile(r"(msvcp140|msvcp140_1|msvcp140_2|vcruntime140|vcruntime140_1)\.dll", re.IGNORECASE)
_OF_WINDOWS = re.compile(r"(api-ms-win-|ext-ms-|ucrtbase|icuuc|bcryptprimitives|mscms|d3dcompiler_)", re.IGNORECASE)
_MODULES_LEFT_OUT = re.compile(r"_(multiprocessing|testcapi|tkinter|wmi|lsprof)\.|winsound\.")


def binary(name: str, system: bool) -> bool:
    """Whether a library or extension is kept: by its place in the folder, and whether Windows brings it."""
    place = name.replace("\\", "/")
    base = place.rpartition("/")[2]
    if system or _OF_WINDOWS.match(base):
        return False
    if "/plugins/" in place:
        return bool(_PLUGINS.search(place))
    if place.startswith(("PySide6/", "shiboken6/")):
        return any(kept.fullmatch(base) for kept in (_QT, _BINDINGS, _RUNTIME))
    return not _MODULES_LEFT_OUT.match(base)
