"""What of the files that PyInstaller collects on macOS is kept: the program's own, and of Qt what a menu-bar program
uses.

Read off the Mach-O headers of PySide6-Essentials 6.11.3: QtWidgets loads QtGui and QtCore, and QtGui loads QtDBus.
Libraries of the system stay with the system; those that come with Python (OpenSSL, SQLite) are carried.
"""

import re

from packages import kept

_PLUGINS = re.compile(
    r"platforms/libq(?:cocoa|offscreen)\.|imageformats/libq(?:ico|svg)\.|iconengines/libqsvgicon\.|styles/libqmacstyle\."
)
_FRAMEWORKS = re.compile(r"PySide6/Qt/lib/Qt(?:Core|DBus|Gui|Svg|Widgets)\.framework/")
_BINDINGS = re.compile(r"(?:PySide6|shiboken6)/(?:Qt(?:Core|Gui|Svg|Widgets)\.|libpyside6\.|libshiboken6\.|Shiboken\.)")
_LINKS_LEFT_OUT = re.compile(r"Qt(?!(?:Core|DBus|Gui|Svg|Widgets)$)\w+$|libpyside6qml\.|libq\w+\.dylib$")
"""PyInstaller links each library from the folder above, also those that are left out here."""


def binary(name: str, system: bool) -> bool:
    """Whether a shared library or extension is kept: by its place in the folder, and whether the system brings it."""
    if "/Qt/plugins/" in name:
        return bool(_PLUGINS.search(name))
    if name.startswith("PySide6/Qt/"):
        return bool(_FRAMEWORKS.match(name))
    if name.startswith(("PySide6/", "shiboken6/")):
        return bool(_BINDINGS.match(name))
    if _LINKS_LEFT_OUT.match(name):
        return False
    return kept.binary(name, system)


def data(name: str) -> bool:
    """Whether a file that is no program is kept: a framework's own with the framework."""
    if name.startswith("PySide6/Qt/lib/"):
        return bool(_FRAMEWORKS.match(name))
    return kept.data(name)
